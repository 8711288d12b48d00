package hubbub.cluster.sim;

import hubbub.cluster.sim.History.Act;
import hubbub.cluster.sim.History.Answer;
import hubbub.cluster.sim.History.End;
import hubbub.cluster.sim.History.Item;
import hubbub.cluster.sim.History.Kind;
import hubbub.cluster.sim.History.Place;
import hubbub.cluster.sim.History.Stream;
import hubbub.topic.KindSettings;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState.EpochSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/// Judges the history of a run by what is promised of a cluster. What it finds is what was promised
/// and not kept.
///
/// - A place, that is, a seq of an epoch, has one event, whoever is told of it.
/// - No reader is told of a place twice, or misses one, unless it begins anew.
/// - All agree on which epoch follows which, and where.
/// - What was acknowledged is in the timeline that is left, at its seq, once.
/// - What was acknowledged before something else was asked for is before it.
/// - What one membership asked for is in the order in which it asked.
/// - What was refused did not happen, unless it was given up after seconds. Nothing happens twice.
/// - At the end all nodes and readers have the same.
final class HistoryCheck {
  private static final long LONG = TimeUnit.SECONDS.toNanos(4);

  private final History history;
  private final Promises promises;
  private final List<String> found;
  private final Map<Place, String> told = new HashMap<>();
  private final Map<String, Place> before = new HashMap<>();
  private final Map<TopicName, Set<Long>> births = new LinkedHashMap<>();

  /// What is promised of a run, beyond what always holds: `keepsAcknowledged`, as few enough nodes
  /// were lost at a time; `lives` for as long as the run, which these topics do then.
  record Promises(boolean keepsAcknowledged, Set<TopicName> lives) {
    Promises {
      lives = Set.copyOf(lives);
    }
  }

  private HistoryCheck(History history, Promises promises) {
    this.history = history;
    this.promises = promises;
    this.found = new ArrayList<>(history.complaints());
  }

  /// What is wrong with a history; empty if nothing is.
  static List<String> violations(History history, Promises promises) {
    HistoryCheck check = new HistoryCheck(history, promises);
    history.streams().forEach(check::follow);
    history.ends().forEach(end -> check.begin("the end on " + end.node(), end.seed(), end.topic()));
    check.births();
    Map<TopicName, List<End>> ends = new LinkedHashMap<>();
    history.ends().forEach(it -> ends.computeIfAbsent(it.topic(), _ -> new ArrayList<>()).add(it));
    ends.forEach(check::judge);
    check.refusals();
    check.orders();
    return check.found;
  }

  private void follow(Stream stream) {
    String who = stream.reader() + " in " + stream.topic();
    Place at = new Place("nowhere", -1);
    for (Item item : stream.items()) {
      at =
          switch (item) {
            case Item.Seeded seeded -> begin(who, seeded, stream.topic());
            case Item.Recovered recovered -> recover(who, recovered, stream.topic(), at);
            case Item.Told now -> {
              if (now.at().seq() != at.seq() + 1) {
                found.add(who + " was told of " + now.at() + " after " + at);
              }
              place(who, now.at(), now.text());
              yield now.at();
            }
            case Item.EpochBegan(String epoch, long seq) -> {
              if (seq != at.seq()) {
                found.add(who + " was told that " + epoch + " began after " + seq + ", at " + at);
              }
              precede(who, epoch, new Place(at.epoch(), seq));
              yield new Place(epoch, seq);
            }
          };
    }
  }

  private Place begin(String who, Item.Seeded seeded, TopicName topic) {
    born(topic, seeded.bornAt());
    chain(who, seeded.reigns());
    seeded.messages().forEach(it -> place(who, it.at(), it.text()));
    return lastOf(seeded.reigns());
  }

  private Place recover(String who, Item.Recovered recovered, TopicName topic, Place at) {
    born(topic, recovered.bornAt());
    chain(who, recovered.reigns());
    Place last = lastOf(recovered.reigns());
    if (last.seq() != at.seq()) {
      found.add(who + " was recovered at " + last + ", and told of what came until " + at);
    }
    return last;
  }

  private static Place lastOf(List<EpochSpan> reigns) {
    EpochSpan last = reigns.getLast();
    return new Place(last.epoch().value(), last.lastSeq());
  }

  private void born(TopicName topic, long bornAt) {
    births.computeIfAbsent(topic, _ -> new HashSet<>()).add(bornAt);
  }

  private void chain(String who, List<EpochSpan> reigns) {
    for (int i = 1; i < reigns.size(); i++) {
      EpochSpan earlier = reigns.get(i - 1);
      precede(
          who,
          reigns.get(i).epoch().value(),
          new Place(earlier.epoch().value(), earlier.lastSeq()));
    }
  }

  private void precede(String who, String epoch, Place end) {
    Place known = before.putIfAbsent(epoch, end);
    if (known != null && !known.equals(end)) {
      found.add(who + ": " + epoch + " follows " + end + ", but for others " + known);
    }
  }

  private void place(String who, Place at, String text) {
    String known = told.putIfAbsent(at, text);
    if (known != null && !known.equals(text)) {
      found.add(who + ": " + at + " is '" + text + "', but for others '" + known + "'");
    }
  }

  private void births() {
    births.forEach((topic, at) -> {
      if (at.size() > 1 && promises.keepsAcknowledged() && promises.lives().contains(topic)) {
        found.add(topic + " was lost, and began anew: " + at);
      }
    });
  }

  /// A title has no nonce: whoever asks for it again with another membership may get it twice.
  private boolean mayRepeat(TopicName topic, String text) {
    return history.acts().stream()
        .filter(act -> act.topic().equals(topic) && act.text().equals(text))
        .anyMatch(act -> act.kind() == History.Kind.TITLE && !act.wasAskedOnce());
  }

  /// Judges how a topic ended.
  private void judge(TopicName topic, List<End> ends) {
    End end = ends.getFirst();
    for (End other : ends) {
      if (!other.at().equals(end.at())) {
        found.add(
            topic
                + " is at "
                + end.at()
                + " on "
                + end.node()
                + ", but at "
                + other.at()
                + " on "
                + other.node());
      }
    }
    Map<String, List<Long>> seqs = timeline(end);
    seqs.forEach((text, all) -> {
      if (all.size() > 1 && !mayRepeat(topic, text)) {
        found.add(topic + ": '" + text + "' happened at " + all);
      }
    });
    history.acts().stream()
        .filter(act -> act.topic().equals(topic) && act.isAcknowledged())
        .forEach(act -> keep(act, end, seqs));
  }

  /// Where everything happened in the timeline that is left, as far as anybody has seen it.
  private Map<String, List<Long>> timeline(End end) {
    Map<String, List<Long>> seqs = new LinkedHashMap<>();
    List<EpochSpan> reigns = end.seed().reigns();
    for (long seq = 1; seq <= end.at().seq(); seq++) {
      long its = seq;
      epochOf(reigns, seq)
          .map(epoch -> told.get(new Place(epoch, its)))
          .flatMap(HistoryCheck::textOf)
          .ifPresent(text -> seqs.computeIfAbsent(text, _ -> new ArrayList<>(1)).add(its));
    }
    return seqs;
  }

  /// The epoch of a seq; empty if nobody knows it any more.
  static Optional<String> epochOf(List<EpochSpan> reigns, long seq) {
    return reigns.stream()
        .filter(span -> span.lastSeq() >= seq)
        .findFirst()
        .map(span -> span.epoch().value());
  }

  /// What was said, or the title that was set.
  private static Optional<String> textOf(String told) {
    return SimFrames.message(told)
        .map(SimFrames.Message::body)
        .or(() -> SimFrames.title(told))
        .filter(text -> !text.isEmpty());
  }

  private void keep(Act act, End end, Map<String, List<Long>> seqs) {
    Answer answer = act.answer().orElseThrow();
    List<Long> where = seqs.getOrDefault(act.text(), List.of());
    boolean isPromised = promises.keepsAcknowledged() && answer.bornAt() == end.seed().bornAt();
    if (answer.outcome() instanceof Outcome.Sent sent) {
      if (!where.isEmpty() && !where.equals(List.of(sent.seq()))) {
        found.add(act + " was acknowledged at " + sent.seq() + ", but is at " + where);
      } else if (where.isEmpty() && isPromised && isKnown(end, sent.seq())) {
        found.add(act + " was acknowledged at " + sent.seq() + ", and is lost");
      }
    } else if (where.isEmpty() && isPromised && isAllKnown(end)) {
      found.add(act + " was acknowledged, and is lost");
    }
  }

  /// Whether somebody was told of that seq, or the history would have it.
  private boolean isKnown(End end, long seq) {
    List<EpochSpan> reigns = end.seed().reigns();
    List<Item.Told> messages = end.seed().messages();
    boolean isInHistory =
        messages.size() < KindSettings.DEFAULT.history() || messages.getFirst().at().seq() <= seq;
    return isInHistory
        || epochOf(reigns, seq).filter(it -> told.containsKey(new Place(it, seq))).isPresent();
  }

  /// Whether somebody was told of every seq.
  private boolean isAllKnown(End end) {
    List<EpochSpan> reigns = end.seed().reigns();
    return LongStream.rangeClosed(1, end.at().seq())
        .allMatch(seq ->
            epochOf(reigns, seq).filter(it -> told.containsKey(new Place(it, seq))).isPresent());
  }

  private void refusals() {
    Map<String, Place> happened = new HashMap<>();
    told.forEach((at, text) -> textOf(text).ifPresent(it -> happened.put(it, at)));
    for (Act act : history.acts()) {
      if (act.isRefused()
          && act.wasAskedOnce()
          && !wasGivenUp(act)
          && happened.containsKey(act.text())) {
        found.add(
            act
                + " was refused ("
                + act.answer().orElseThrow().outcome()
                + "), but happened at "
                + happened.get(act.text()));
      }
    }
  }

  /// Whoever waits for too long is refused for now, if what they asked for happens once, however
  /// often they ask.
  private static boolean wasGivenUp(Act act) {
    Answer answer = act.answer().orElseThrow();
    return act.hasNonce()
        && answer.outcome() instanceof Outcome.Refused refused
        && refused.refusal().reason() == Reason.UNAVAILABLE
        && answer.at() - act.askedAt() >= LONG;
  }

  private record Acknowledged(Act act, long seq, long at) {}

  private void orders() {
    Map<String, List<Acknowledged>> lives = new LinkedHashMap<>();
    for (Act act : history.acts()) {
      if (act.kind() == Kind.MESSAGE
          && act.answer().filter(it -> it.bornAt() > 0).isPresent()
          && act.answer().get().outcome() instanceof Outcome.Sent sent) {
        Answer answer = act.answer().get();
        lives
            .computeIfAbsent(act.topic() + " of " + answer.bornAt(), _ -> new ArrayList<>())
            .add(new Acknowledged(act, sent.seq(), answer.at()));
      }
    }
    lives
        .values()
        .forEach(life -> {
          life.sort(Comparator.comparingLong(Acknowledged::seq));
          if (promises.keepsAcknowledged()) {
            realTime(life);
          }
          perMembership(life);
        });
  }

  /// Nothing has a lower seq than what had been acknowledged when it was asked for.
  private void realTime(List<Acknowledged> life) {
    Optional<Acknowledged> latest = Optional.empty();
    for (Acknowledged now : life) {
      Optional<Acknowledged> wrong = latest.filter(it -> it.act.askedAt() > now.at);
      wrong.ifPresent(it ->
          found.add(
              it.act
                  + " at "
                  + it.seq
                  + " was asked for after "
                  + now.act
                  + " at "
                  + now.seq
                  + " was acknowledged"));
      if (latest.filter(it -> it.act.askedAt() >= now.act.askedAt()).isEmpty()) {
        latest = Optional.of(now);
      }
    }
  }

  private void perMembership(List<Acknowledged> life) {
    Map<MembershipId, Acknowledged> last = new HashMap<>();
    for (Acknowledged now : life) {
      now.act
          .onlyAsker()
          .ifPresent(asker -> {
            Acknowledged earlier = last.put(asker, now);
            if (earlier != null && earlier.act.askedAt() > now.act.askedAt()) {
              found.add(
                  earlier.act
                      + " at "
                      + earlier.seq
                      + " was asked for after "
                      + now.act
                      + " at "
                      + now.seq
                      + ", by the same membership");
            }
          });
    }
  }
}
