package hubbub.session.guard;

import hubbub.topic.AddressPrefix;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Newcomers;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import hubbub.topic.extension.MessageRule;
import hubbub.topic.extension.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// Judges what is said, by the [RuleBook] of the topic's kind. Other commands, and joins, pass no
/// rules but have allowances of their own. Any thread.
///
/// Whoever is exempt from the rules, such as moderators, may say as much as they may command.
public final class Guard {
  private static final Rate COMMANDS = new Rate(10, 100);
  private static final Rate JOINS = new Rate(20, 200);

  private final boolean isOn;
  private final List<MessageRule> plugins;
  private final SpamCounts counts;
  private final Steps steps;
  private final ShieldAlarms alarms = new ShieldAlarms();
  private final KnownPeople people = new KnownPeople();
  private final RateRule commands = new RateRule(COMMANDS);
  private final Arrivals arrivals = new Arrivals();
  private final ReplyBudget replies = new ReplyBudget();
  private final Map<TopicName, Consumer<Heard>> recorders = new ConcurrentHashMap<>();
  private volatile RuleBooks books;

  private Guard(boolean isOn, RuleBooks books, List<MessageRule> plugins, SpamCounts counts) {
    this.isOn = isOn;
    this.books = books;
    this.plugins = List.copyOf(plugins);
    this.counts = counts;
    this.steps = new Steps(counts);
  }

  /// A guard with these limits, and these rules of plugins.
  public static Guard of(SpamPolicies policies, List<MessageRule> plugins, SpamCounts counts) {
    return new Guard(true, RuleBooks.of(policies, plugins), plugins, counts);
  }

  /// A guard with the same limits for all kinds of topics.
  public static Guard of(SpamPolicy policy) {
    return of(SpamPolicies.of(policy), List.of(), SpamCounts.NONE);
  }

  /// A guard that has only these rules for what is said.
  public static Guard withOnly(MessageRule... rules) {
    RuleBook book = RuleBook.only(List.of(rules));
    return new Guard(true, new RuleBooks(book, Map.of()), List.of(rules), SpamCounts.NONE);
  }

  /// A guard that accepts everything.
  public static Guard off() {
    RuleBook book = RuleBook.only(List.of());
    return new Guard(false, new RuleBooks(book, Map.of()), List.of(), SpamCounts.NONE);
  }

  /// Whether it judges anything.
  public boolean isOn() {
    return isOn;
  }

  /// From now on, these limits are in force. Allowances begin anew; scores and strikes stay.
  public void change(SpamPolicies policies) {
    books = RuleBooks.of(policies, plugins);
  }

  /// Why `from` may not send another command other than a message; empty if it may. `nowNanos` is
  /// from a monotonic clock.
  public Optional<Refusal> judge(MemberId from, Optional<AddressPrefix> address, long nowNanos) {
    return isOn
        ? refusal(RateRule.RULE, commands.takeNanos(from, address, nowNanos))
        : Optional.empty();
  }

  private static Optional<Refusal> refusal(String rule, long waitNanos) {
    return waitNanos == 0
        ? Optional.empty()
        : Optional.of(refusal(Verdict.Refuse.until(rule, waitNanos)));
  }

  /// What becomes of what is said. If a rule throws, it is refused as `internal`.
  public Judgement judge(Speech speech) {
    return judge(speech, (_, its) -> its.judge());
  }

  private Judgement judge(Speech speech, BiFunction<RuleBook, SpeechCase, Judgement> by) {
    if (!isOn) {
      return shielded(speech);
    }
    if (!recorders.isEmpty()) {
      Optional.ofNullable(recorders.get(speech.topic()))
          .ifPresent(it -> it.accept(Heard.of(examined(speech))));
    }
    RuleBook book = books.of(speech.topic().kind());
    Speech.Sender from = speech.from();
    if (from.rank().isAtLeast(book.policy().exempt())) {
      return judge(from.id(), from.address(), speech.nowNanos())
          .map(Judgement::refused)
          .orElseGet(() -> shielded(speech));
    }
    return by.apply(book, caseOf(speech, book));
  }

  /// What becomes of what no rule of the guard judges.
  private Judgement shielded(Speech speech) {
    return speech.circumstances().noLinksMillis() == 0
        ? Judgement.PASSES
        : ShieldedLinks.judge(examined(speech)).map(Judgement::refused).orElse(Judgement.PASSES);
  }

  private Examination examined(Speech speech) {
    long since = Math.min(speech.from().sinceNanos(), speech.nowNanos());
    return new Examination(speech, people.of(speech.from().id(), since));
  }

  private SpeechCase caseOf(Speech speech, RuleBook book) {
    return new SpeechCase(book, examined(speech), steps, alarms, counts);
  }

  /// Passes all that is said in a topic to `recorder`, before it is judged, until the answer is
  /// run. One recorder per topic; a second one takes the place of the first.
  public Runnable record(TopicName topic, Consumer<Heard> recorder) {
    recorders.put(topic, recorder);
    return () -> recorders.remove(topic, recorder);
  }

  /// Has this node refuse what somebody says, for as long as their topic should silence them. For
  /// topics that cannot be asked now.
  public void silence(Judgement.Sanction sanction, long nowNanos) {
    long millis =
        switch (sanction) {
          case Judgement.Sanction.Warn _ -> 0;
          case Judgement.Sanction.Mute mute -> mute.millis();
          case Judgement.Sanction.Kick kick -> kick.millis();
        };
    if (millis > 0) {
      long end = nowNanos + TimeUnit.MILLISECONDS.toNanos(millis);
      people
          .of(sanction.member(), nowNanos)
          .restrict(new KnownPerson.Restriction(sanction.rule(), false, end));
    }
  }

  /// A guest, who is about to join that topic, has signed in as somebody else: who has been known
  /// for as long, unless the guest was somebody else's before, and answers for what the guest did.
  public void becomes(MemberId guest, MemberId member, TopicName topic, long nowNanos) {
    people
        .find(guest)
        .ifPresent(known -> {
          boolean isHeir = known.isInheritedBy(member);
          people
              .of(member, isHeir ? known.firstNanos() : nowNanos)
              .answerFor(known, books.of(topic.kind()).policy().ladder(), nowNanos);
        });
  }

  /// For how long this node has known that id; 0: it does not.
  public long knownMillis(MemberId id, long nowNanos) {
    return people
        .find(id)
        .map(person -> TimeUnit.NANOSECONDS.toMillis(nowNanos - person.firstNanos()))
        .orElse(0L);
  }

  /// How long ago this node first saw that id in that topic, if it did within the last hour; 0: it
  /// did not.
  public long presentMillis(TopicName topic, MemberId id, long nowNanos) {
    return people
        .find(id)
        .map(person -> nowNanos - person.topics().sinceNanos(topic, nowNanos))
        .map(TimeUnit.NANOSECONDS::toMillis)
        .orElse(0L);
  }

  /// That id has become a member of that topic.
  public void entered(TopicName topic, MemberId id, long nowNanos) {
    people.of(id, nowNanos).topics().came(topic, nowNanos);
  }

  /// What this node knows against that id; empty if it does not know that the id was in that topic.
  public Optional<Reputation> reputation(TopicName topic, MemberId id, long nowNanos) {
    Ladder ladder = books.of(topic.kind()).policy().ladder();
    return people
        .find(id)
        .filter(person -> person.isKnownIn(topic))
        .map(person -> {
          int strikes = person.strikes(nowNanos);
          return new Reputation(
              person.score(ladder, nowNanos),
              ladder.limit(),
              strikes,
              ladder.after(strikes).word(),
              person.verdictsIn(topic));
        });
  }

  /// Takes one join from the connection's allowance. Answers why it may not join; empty if it may.
  public Optional<Refusal> judgeJoin(JoinAllowance connection, long nowNanos) {
    if (!isOn) {
      return Optional.empty();
    }
    long wait =
        Math.max(replies.waitNanos(connection, nowNanos), connection.joins().take(JOINS, nowNanos));
    return wait == 0
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                Reason.OVERLOADED,
                "retry_after_ms",
                Verdict.Refuse.until("", wait).retryAfterMillis()));
  }

  /// Counts `bytes` that the connection was sent because it joined, or because it lagged behind.
  public void drew(JoinAllowance connection, int bytes, long nowNanos) {
    if (isOn) {
      replies.drew(connection, bytes, nowNanos);
    }
  }

  /// Why that id may not join that topic now, or not with that nick; empty if it may, as far as
  /// that can be told before the topic's owner is asked ([Newcomers]).
  public Optional<Refusal> judgeJoin(Arrival arrival) {
    if (!isOn) {
      return Optional.empty();
    }
    Optional<Refusal> tooFast = arrivals.judge(arrival).map(Guard::refusal);
    if (tooFast.isEmpty()) {
      var _ = people.of(arrival.id(), arrival.nowNanos());
    }
    return tooFast.or(() -> arrival.speech().flatMap(this::refusalAtDoor));
  }

  private Optional<Refusal> refusalAtDoor(Speech nick) {
    return refusalAtJoin(judge(nick, (book, its) -> its.judgeBy(book.rulesAtDoor())));
  }

  /// A nick that no waiting makes acceptable is refused for good.
  private static Optional<Refusal> refusalAtJoin(Judgement judgement) {
    return judgement
        .refusal()
        .map(no ->
            no.details().get("retry_after_ms") instanceof Long wait && wait > 0
                ? no
                : no.forGood());
  }

  /// What topics' owners ask about those who join, or found topics.
  public Newcomers newcomers() {
    return isOn ? new AtOwners() : Newcomers.UNLIMITED;
  }

  /// Judges nicks by what the topics' owners keep out, and by their links, if they were judged by
  /// all else before.
  private final class AtOwners implements Newcomers {
    @Override
    public long waitMillis(TopicName topic, AddressPrefix from, long nowNanos) {
      return arrivals.waitMillis(topic, from, nowNanos);
    }

    @Override
    public void came(TopicName topic, AddressPrefix from, long nowNanos) {
      arrivals.came(topic, from, nowNanos);
    }

    @Override
    public long birthWaitMillis(AddressPrefix from, long nowNanos) {
      return arrivals.birthWaitMillis(from, nowNanos);
    }

    @Override
    public void founded(AddressPrefix from, long nowNanos) {
      arrivals.founded(from, nowNanos);
    }

    @Override
    public Optional<Refusal> judgeNick(Command.Join join, Snapshot topic, long nowNanos) {
      RuleBook book = books.of(topic.topic().kind());
      if (join.accountRank().isAtLeast(book.policy().exempt())) {
        return Optional.empty();
      }
      return Arrival.of(join, topic, nowNanos)
          .speech()
          .flatMap(speech -> refusalAtJoin(caseOf(speech, book).judgeBy(book.rulesAtOwner())));
    }
  }

  private static Refusal refusal(Verdict.Refuse verdict) {
    return new Refusal(
        Reason.SPAM, Map.of("rule", verdict.rule(), "retry_after_ms", verdict.retryAfterMillis()));
  }
}
