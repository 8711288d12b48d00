package hubbub.app;

import hubbub.app.AdminRequest.Answer;
import hubbub.app.AdminRequest.Wrong;
import hubbub.cluster.Cluster;
import hubbub.identity.MintedIds;
import hubbub.session.Proxies;
import hubbub.store.ServerBan;
import hubbub.store.Store;
import hubbub.text.Text;
import hubbub.topic.Actor;
import hubbub.topic.AddressPrefix;
import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Refusal;
import hubbub.topic.Subject;
import hubbub.topic.Title;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import hubbub.topic.port.TopicStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Carries out what operators ask: in topics as the server itself, so that whoever is there is
/// told, and in the store. What is about accounts goes to [AdminAccountActs]. Blocks; not for event
/// loops.
final class AdminActs implements AdminSocket.Acts {
  static final String TOPIC = "--topic";
  static final String LIFE = "--ttl";
  static final String TEXT = "--text";
  static final String TITLE = "--title";

  /// Whom the audit log names for what operators do.
  static final String BY = "admin";

  private static final Actor.Server ADMIN = new Actor.Server(BY);
  private static final String WHOM =
      "whom? (expected: an id, an account's name, or addresses such as 192.0.2.0/24)";
  private static final String ADDRESS = "address";
  private static final int PAGE = 100;
  private static final long PATIENCE_SECONDS = 20;

  private final Cluster topics;
  private final Store store;
  private final PersonActs people;
  private final Function<String, Optional<MemberId>> siteUsers;
  private final Path data;
  private final AdminAccountActs accounts;
  private final TokenActs tokens;
  private final Proxies proxies;

  /// The URL of the server's page, and how it tells clients' addresses apart.
  record Server(Supplier<String> address, Proxies proxies) {}

  AdminActs(Cluster topics, AccountsLayer accounts, Server server, PersonActs.Ground ground) {
    this.topics = topics;
    this.store = accounts.store();
    this.people = new PersonActs(topics, store, ground);
    this.siteUsers = ground.siteUsers();
    this.data = ground.data();
    this.accounts = new AdminAccountActs(accounts, server.address());
    this.tokens = new TokenActs(accounts.tokens());
    this.proxies = server.proxies();
  }

  /// Does what is asked. Lines of which there may be many go to `out` as they come.
  @Override
  public Answer run(AdminRequest request, Consumer<String> out) {
    try {
      return switch (request.word(0).orElse("")) {
        case "register" -> register(request);
        case "unregister" ->
            send(topic(request, 1), new Command.Unregister(), "it is not registered any more");
        case "rank" -> rank(request);
        case "ban" -> ban(request);
        case "unban" -> unban(request);
        case "bans" -> bans(request, out);
        case "topics" -> topics(out);
        case "ranks" -> affiliations(topic(request, 1), TopicStore.Filter.MEMBERS, out);
        case "audit" -> audit(request, out);
        case BackupFile.COMMAND -> BackupFile.make(store, data);
        case "export-account" -> people.export(request, out);
        case "erase-account" -> people.erase(request);
        case TokenActs.COMMAND -> tokens.run(request);
        case KeyActs.KEY -> new KeyActs(store.keys()).run(request);
        default -> accounts.run(request);
      };
    } catch (Wrong | IllegalArgumentException e) {
      return Answer.refused(String.valueOf(e.getMessage()));
    }
  }

  private Answer register(AdminRequest request) throws Wrong {
    Optional<Title> title = request.option(TITLE).flatMap(Text::title);
    TopicSettings.Patch none = TopicSettings.Patch.NONE;
    return send(
        topic(request, 1),
        new Command.Register(title.map(none::withTitle).orElse(none)),
        "it is registered");
  }

  private Answer rank(AdminRequest request) throws Wrong {
    MemberId member = member(request.word(1, "whom? (expected: an id, or an account's name)"));
    Rank rank =
        request
            .word(2)
            .flatMap(Rank::of)
            .orElseThrow(
                () -> new Wrong("which rank? (expected: guest, member, vip, moderator or owner)"));
    Command command =
        rank == Rank.GUEST
            ? new Command.Revoke(member, text(request))
            : new Command.Grant(member, rank, life(request), true, text(request));
    return send(topicOption(request), command, member + " is " + rank.word() + " there");
  }

  private Answer ban(AdminRequest request) throws Wrong {
    String whom = request.word(1, WHOM);
    if (request.option(TOPIC).isPresent()) {
      Subject subject = new Subject.Member(member(whom));
      return send(
          topicOption(request),
          new Command.Ban(subject, false, life(request), text(request), false),
          whom + " is banned there");
    }
    return banFromServer(whom, request);
  }

  private Answer banFromServer(String asked, AdminRequest request) throws Wrong {
    long now = System.currentTimeMillis();
    ServerBan.Whom whom = whom(asked);
    OptionalLong until = ServerBan.end(whom, life(request), now);
    ServerBan ban = new ServerBan(whom, until, now, BY, text(request));
    boolean isWider =
        whom instanceof ServerBan.Whom.Block(AddressPrefix block)
            && ServerBan.Whom.addresses(asked).filter(block::equals).isEmpty();
    return await(
        store.bans().put(ban),
        _ ->
            Answer.ok(
                (isWider ? whom.text() : asked)
                    + " is banned from this server"
                    + until(until)
                    + (isWider ? ": its addresses count as one client (hubbub.prefix)" : "")));
  }

  private Answer unban(AdminRequest request) throws Wrong {
    String whom = request.word(1, WHOM);
    if (request.option(TOPIC).isPresent()) {
      Subject subject = new Subject.Member(member(whom));
      return send(
          topicOption(request),
          new Command.Unban(subject, text(request)),
          whom + " may come there again");
    }
    Optional<AddressPrefix> exactly = ServerBan.Whom.addresses(whom);
    if (exactly.isPresent()) { // a ban may have been stored when another prefix was set
      Answer lifted = lift(new ServerBan.Whom.Block(exactly.get()), whom);
      if (lifted.isOk()) {
        return lifted;
      }
    }
    return lift(whom(whom), whom);
  }

  private Answer lift(ServerBan.Whom its, String whom) throws Wrong {
    return await(
        store.bans().remove(its, BY),
        wasBanned ->
            wasBanned
                ? Answer.ok(whom + " may use this server again")
                : Answer.refused(whom + " was not banned from this server"));
  }

  private Answer bans(AdminRequest request, Consumer<String> out) throws Wrong {
    if (request.option(TOPIC).isEmpty()) {
      return pages(
          after -> store.bans().page(after, PAGE),
          page -> page.forEach(ban -> out.accept(line(ban))));
    }
    return affiliations(topicOption(request), TopicStore.Filter.BANS, out);
  }

  private Answer affiliations(TopicName topic, TopicStore.Filter filter, Consumer<String> out)
      throws Wrong {
    return pages(
        after -> store.topics().affiliations(topic, filter, after, PAGE),
        page -> page.forEach(its -> out.accept(line(its))));
  }

  private Answer topics(Consumer<String> out) throws Wrong {
    return pages(
        after -> store.registeredTopics(after, PAGE),
        page -> page.forEach(topic -> out.accept(line(topic))));
  }

  private static String line(Store.ListedTopic topic) {
    return topic.name()
        + (topic.title().isEmpty() ? "" : " \"" + topic.title() + "\"")
        + (topic.owners().isEmpty() ? "" : ", owned by " + String.join(", ", topic.owners()));
  }

  /// Of a topic or, without one, of the whole server.
  private Answer audit(AdminRequest request, Consumer<String> out) throws Wrong {
    Optional<TopicName> topic =
        request.word(1).isEmpty() ? Optional.empty() : Optional.of(topic(request, 1));
    return pages(
        after ->
            topic
                .map(it -> store.topics().audit(it, TopicStore.AuditPart.ofAll(after, PAGE)))
                .orElseGet(() -> store.serverAudit(TopicStore.AuditPart.ofAll(after, PAGE))),
        page -> page.forEach(entry -> out.accept(line(entry))));
  }

  /// Passes on a list that is asked for page by page, so that none is too long to keep in memory.
  private static <T> Answer pages(
      Function<Optional<String>, CompletionStage<TopicStore.Page<T>>> ask, Consumer<List<T>> out)
      throws Wrong {
    Optional<String> after = Optional.empty();
    do {
      TopicStore.Page<T> page = result(ask.apply(after));
      out.accept(page.entries());
      after = page.next();
    } while (after.isPresent());
    return Answer.DONE;
  }

  private Answer send(TopicName topic, Command command, String done) throws Wrong {
    return await(
        topics.send(topic, ADMIN, command),
        outcome ->
            switch (outcome) {
              case Outcome.Refused(Refusal refusal) ->
                  Answer.refused(topic + ": refused: " + refusal.reason().word());
              default -> Answer.ok(topic + ": " + done);
            });
  }

  /// Blocks until the store or a topic has answered.
  static <T> Answer await(CompletionStage<T> stage, Function<T, Answer> then) throws Wrong {
    return then.apply(result(stage));
  }

  private static <T> T result(CompletionStage<T> stage) throws Wrong {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new Wrong(
          "it could not be done: "
              + Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse(""));
    } catch (TimeoutException _) {
      throw new Wrong("no answer within " + PATIENCE_SECONDS + " s");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Wrong("interrupted");
    }
  }

  private static String line(ServerBan ban) {
    return ban.whom().text() + until(ban.untilAt()) + by(ban.at(), ban.by()) + reason(ban.text());
  }

  private static String line(Affiliation its) {
    String rank =
        its.standing() instanceof Affiliation.Standing.Ranked(Rank of) ? " " + of.word() : "";
    return its.subject().key()
        + its.nick().map(nick -> " (" + nick + ")").orElse("")
        + rank
        + until(its.untilAt())
        + by(its.at(), its.by())
        + reason(its.text());
  }

  private static String line(AuditEntry entry) {
    return Instant.ofEpochMilli(entry.at())
        + " "
        + name(entry.by())
        + " "
        + entry.act()
        + entry.about().map(about -> " " + name(about)).orElse("")
        + entry.value().map(value -> " " + value).orElse("")
        + until(entry.untilAt())
        + reason(entry.text());
  }

  private static String name(AuditEntry.Party party) {
    String from =
        party.from().filter(_ -> party.id().equals(ADDRESS)).map(it -> " " + it).orElse("");
    return party.nick().map(nick -> nick + " (" + party.id() + ")").orElse(party.id()) + from;
  }

  private static String until(OptionalLong at) {
    return at.isPresent() ? " until " + Instant.ofEpochMilli(at.getAsLong()) : "";
  }

  private static String by(long at, String who) {
    return ", by " + who + " at " + Instant.ofEpochMilli(at);
  }

  private static String reason(Optional<String> text) {
    return text.map(why -> ": " + why).orElse("");
  }

  private TopicName topic(AdminRequest request, int place) throws Wrong {
    return topic(request.word(place, "which topic? (expected: such as room:lobby)"));
  }

  private TopicName topicOption(AdminRequest request) throws Wrong {
    return topic(
        request
            .option(TOPIC)
            .orElseThrow(() -> new Wrong("where? (expected: --topic room:lobby)")));
  }

  private TopicName topic(String name) throws Wrong {
    TopicName topic =
        TopicName.parse(name)
            .orElseThrow(() -> new Wrong(name + " is no topic (expected: such as room:lobby)"));
    if (!topics.serves(topic)) {
      throw new Wrong(name + ": topics of its kind are not served here");
    }
    return topic;
  }

  /// A block of addresses, as a ban of it reaches clients, or else a member.
  private ServerBan.Whom whom(String text) throws Wrong {
    Optional<AddressPrefix> block = ServerBan.Whom.addresses(text);
    if (block.isEmpty()) {
      return new ServerBan.Whom.Member(member(text));
    }
    return new ServerBan.Whom.Block(
        proxies
            .bannable(block.get())
            .orElseThrow(
                () -> new Wrong(text + ": a ban reaches nobody there (see hubbub.proxies)")));
  }

  /// Somebody by id, by what a site calls them (`site:ann`), or by the name of their account.
  private MemberId member(String text) throws Wrong {
    Optional<MemberId> known = MintedIds.parse(text).or(() -> siteUsers.apply(text));
    return known.isPresent()
        ? known.get()
        : accounts
            .named(text)
            .orElseThrow(() -> new Wrong(text + " is no id, and no account has that name"));
  }

  private static Optional<String> text(AdminRequest request) {
    return request.option(TEXT).flatMap(Text::line).filter(line -> !line.isEmpty());
  }

  private static OptionalLong life(AdminRequest request) throws Wrong {
    Optional<Duration> life = request.duration(LIFE);
    return life.isPresent() ? OptionalLong.of(life.get().toMillis()) : OptionalLong.empty();
  }
}
