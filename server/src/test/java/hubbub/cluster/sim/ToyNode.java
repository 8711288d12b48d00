package hubbub.cluster.sim;

import hubbub.cluster.peer.FabricEvents;
import hubbub.cluster.peer.NodeId;
import hubbub.cluster.sim.ToyHome.Sent;
import hubbub.fanout.Log;
import hubbub.topic.Actor;
import hubbub.topic.Change;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.Epoch;
import hubbub.topic.Event;
import hubbub.topic.KindSettings;
import hubbub.topic.Lock;
import hubbub.topic.Member;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Snapshot;
import hubbub.topic.Standing;
import hubbub.topic.TopicFilter;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import hubbub.topic.TopicState;
import hubbub.topic.TopicState.EpochSpan;
import hubbub.topic.Visitor;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Spectator;
import hubbub.topic.port.Subscriber;
import hubbub.topic.port.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A node of a cluster that is not safe, to prove that the checks find that. The home of a topic
/// answers from memory, and nobody has a copy: what it acknowledged is lost with it. It needs a
/// network on which frames arrive in order.
///
/// A frame is a line of words, separated by tabs; the first says what it is about.
final class ToyNode implements SimSoftware.Running, Topics, FabricEvents {
  private static final int SHARDS = 4;

  private final SimSoftware.Seams seams;
  private final List<NodeId> others = new ArrayList<>();
  private final Map<Integer, ToyHome> mine = new HashMap<>();
  private final Map<Integer, NodeId> homes = new HashMap<>();
  private final Map<TopicName, View> views = new LinkedHashMap<>();
  private final Map<MembershipId, Seat> seats = new LinkedHashMap<>();
  private final Map<String, CompletableFuture<Outcome>> outside = new HashMap<>();
  private final Map<Integer, List<Runnable>> waiting = new HashMap<>();
  private long memberships;

  private record View(Log log, Epoch epoch, long bornAt, List<Change> history) {}

  private record Seat(TopicName topic, MembershipId id, MemberId member, Subscriber subscriber) {}

  ToyNode(SimSoftware.Seams seams) {
    this.seams = seams;
    seams.fabric().start(this);
  }

  private static int shardOf(TopicName topic) {
    return Math.floorMod(topic.value().hashCode(), SHARDS);
  }

  @Override
  public Topics topics() {
    return this;
  }

  @Override
  public CompletionStage<Void> leave() {
    return seams.fabric().leave();
  }

  @Override
  public List<TopicState> states() {
    return List.of();
  }

  // What clients ask.

  @Override
  public Attachment join(
      TopicName topic, MembershipId id, Command.Join join, Subscriber subscriber) {
    seats.put(id, new Seat(topic, id, join.member(), subscriber));
    askHome(topic, "join", "" + id.value(), join.member().value());
    return new Handle(topic, id);
  }

  private final class Handle implements Attachment {
    private final TopicName topic;
    private final MembershipId id;

    Handle(TopicName topic, MembershipId id) {
      this.topic = topic;
      this.id = id;
    }

    @Override
    public void send(long number, Command command) {
      String who = "" + id.value();
      switch (command) {
        case Command.Send it -> askHome(topic, "say", who, "" + number, it.body().value());
        case Command.SetTitle it -> askHome(topic, "title", who, "" + number, it.title().value());
        default -> {
          Seat seat = seats.get(id);
          View view = views.get(topic);
          if (seat != null && view != null) {
            seat.subscriber.answered(number, Outcome.OK, view.log.head());
          }
        }
      }
    }

    @Override
    public void resync() {
      Seat seat = seats.get(id);
      View view = views.get(topic);
      if (seat != null && view != null) {
        seat.subscriber.resynced(entered(view, seat), view.log.head());
      }
    }

    @Override
    public void prove() {}

    @Override
    public void leave(Command.How how) {
      seats.remove(id);
      askHome(topic, "leave", "" + id.value());
    }

    @Override
    public void detach() {}
  }

  /// Waits until the topic has a home.
  private void askHome(TopicName topic, String word, String... words) {
    int shard = shardOf(topic);
    String line = String.join("\t", words);
    NodeId home = homes.get(shard);
    if (home != null) {
      send(home, word, topic.value(), line);
    } else {
      waiting.computeIfAbsent(shard, _ -> new ArrayList<>()).add(() -> askHome(topic, word, line));
      wake(shard);
    }
  }

  private void wake(int shard) {
    if (waiting.containsKey(shard)) {
      seams.fabric().wake(shard);
      var _ = seams.loops().getFirst().schedule(() -> wake(shard), 200, TimeUnit.MILLISECONDS);
    }
  }

  private void isHome(int shard, NodeId node) {
    homes.put(shard, node);
    List<Runnable> asks = waiting.remove(shard);
    if (asks != null) {
      asks.forEach(Runnable::run);
    }
  }

  @Override
  public CompletionStage<Outcome> send(TopicName topic, Actor.Outside actor, Command command) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    if (command instanceof Command.Send it) {
      outside.put(it.body().value(), outcome);
      askHome(topic, "say", "0", "0", it.body().value());
    }
    return outcome;
  }

  // Between nodes.

  private void send(NodeId to, String... words) {
    byte[] frame = String.join("\t", words).getBytes(StandardCharsets.UTF_8);
    if (to.equals(seams.fabric().self())) {
      seams.loops().getFirst().execute(() -> received(to, frame));
    } else {
      seams.fabric().send(to, frame);
    }
  }

  @Override
  public void received(NodeId from, byte[] frame) {
    String[] words = new String(frame, StandardCharsets.UTF_8).split("\t");
    if (words[0].equals("home")) {
      isHome(Integer.parseInt(words[1]), from);
      return;
    }
    TopicName topic = new TopicName(words[1]);
    ToyHome home = mine.get(shardOf(topic));
    List<Sent> answers =
        home == null ? List.of() : home.hear(from, words, seams.epochMillis().getAsLong());
    answers.forEach(it -> send(it.to(), it.words()));
    hear(topic, words);
  }

  private void hear(TopicName topic, String[] words) {
    switch (words[0]) {
      case "joined" -> joined(topic, words);
      case "present" -> present(topic, id(words[2]), new MemberId(words[3]));
      case "absent" -> {
        View view = views.get(topic);
        if (view != null) {
          view.log.absent(id(words[2]));
        }
      }
      case "told" -> told(topic, words);
      case "answer" -> answer(topic, words);
      default -> {}
    }
  }

  private static MembershipId id(String word) {
    return new MembershipId(Long.parseLong(word));
  }

  private void joined(TopicName topic, String[] words) {
    Epoch epoch = new Epoch(words[3]);
    long seq = Long.parseLong(words[4]);
    View view = views.get(topic);
    if (view == null || !view.epoch.equals(epoch)) {
      Log log = seams.logs().open(topic, KindSettings.DEFAULT);
      view = new View(log, epoch, Long.parseLong(words[5]), new ArrayList<>());
      log.publish(snapshot(topic, view, seq));
      views.put(topic, view);
      for (int at = 6; at + 2 < words.length; at += 3) {
        long said = Long.parseLong(words[at]);
        view.history.add(change(topic, said, message(words[at + 1], words[at + 2])));
      }
    }
    Seat seat = seats.get(id(words[2]));
    if (seat != null) {
      seat.subscriber.joined(entered(view, seat), view.log.head());
    }
  }

  private void present(TopicName topic, MembershipId id, MemberId member) {
    View view = views.get(topic);
    if (view != null) {
      view.log.present(id, new Member(member, member.value(), Rank.GUEST, 0), Map.of());
    }
  }

  private void told(TopicName topic, String[] words) {
    View view = views.get(topic);
    if (view == null || !view.epoch.value().equals(words[2])) {
      return;
    }
    long seq = Long.parseLong(words[3]);
    Event.Told event =
        words[4].equals("title")
            ? new Event.TitleChanged(words[6], "somebody")
            : message(words[5], words[6]);
    Change change = change(topic, seq, event);
    if (event instanceof Event.Message) {
      view.history.add(change);
    }
    view.log.publish(snapshot(topic, view, seq));
    view.log.append(change);
    view.log.wake();
  }

  private static Event.Message message(String id, String text) {
    return new Event.Message(
        id,
        new Event.Author(new MemberId("somebody"), "somebody", Rank.GUEST),
        text,
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private Change change(TopicName topic, long seq, Event.Told event) {
    return new Change(seq, seq, 0, null, event, seams.encoding().frame(topic, seq, 0, event));
  }

  private void answer(TopicName topic, String[] words) {
    Outcome outcome =
        words[5].equals("title")
            ? Outcome.OK
            : new Outcome.Sent(words[6], Long.parseLong(words[4]), 0);
    Seat seat = seats.get(id(words[2]));
    View view = views.get(topic);
    if (seat != null && view != null) {
      seat.subscriber.answered(Long.parseLong(words[3]), outcome, view.log.head());
    }
    CompletableFuture<Outcome> waiting = outside.remove(words[7]);
    if (waiting != null && words[2].equals("0")) {
      waiting.complete(outcome);
    }
  }

  private static Snapshot snapshot(TopicName topic, View view, long seq) {
    return new Snapshot(
        topic,
        view.epoch,
        seq,
        seq,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Lock.OPEN,
        List.of(),
        0,
        view.bornAt,
        false,
        false,
        TopicSettings.About.NONE,
        TopicFilter.NONE);
  }

  private static Subscriber.Entered entered(View view, Seat seat) {
    Snapshot now = view.log.snapshot();
    List<EpochSpan> reigns = List.of(new EpochSpan(view.epoch, now.seq()));
    return new Subscriber.Entered(
        new Feed.Start(view.log, now, List.copyOf(view.history), reigns),
        new Member(seat.member, seat.member.value(), Rank.GUEST, 0),
        new Standing(Rank.GUEST, 0),
        Optional.empty());
  }

  // What the fabric says.

  @Override
  public void up(NodeId node) {
    if (!node.equals(seams.fabric().self())) {
      others.add(node);
    }
    mine.keySet().forEach(shard -> send(node, "home", "" + shard));
  }

  @Override
  public void unreachable(NodeId node) {}

  @Override
  public void reachable(NodeId node) {}

  @Override
  public void removed(NodeId node) {
    others.remove(node);
    homes.forEach((shard, home) -> {
      if (home.equals(node)) {
        lose(shard);
      }
    });
    homes.values().removeIf(node::equals);
    mine.values().forEach(home -> home.lose(node).forEach(it -> send(it.to(), it.words())));
  }

  /// All memberships in topics of a shard end.
  private void lose(int shard) {
    for (Seat seat : List.copyOf(seats.values())) {
      View view = views.get(seat.topic);
      if (shardOf(seat.topic) == shard) {
        seats.remove(seat.id);
        seat.subscriber.ended(new Ending.Crashed(), view == null ? 0 : view.log.head());
      }
    }
    views.keySet().removeIf(topic -> shardOf(topic) == shard);
  }

  @Override
  public void open(int shard) {
    mine.put(shard, new ToyHome(seams.chance()));
    isHome(shard, seams.fabric().self());
    others.forEach(node -> send(node, "home", "" + shard));
  }

  @Override
  public void close(int shard, Runnable closed) {
    mine.remove(shard);
    closed.run();
  }

  @Override
  public void downed() {}

  // What the toy has not.

  @Override
  public Watching watch(
      TopicName topic, MembershipId id, Optional<Visitor> visitor, Spectator spectator) {
    return new Watching() { // whoever watches a toy sees nothing
      @Override
      public void resync() {}

      @Override
      public void stop() {}
    };
  }

  @Override
  public Executor homeOf(TopicName topic) {
    return seams.loops().getFirst();
  }

  @Override
  public Optional<Snapshot> snapshot(TopicName topic) {
    @Nullable View view = views.get(topic);
    return view == null ? Optional.empty() : Optional.of(view.log.snapshot());
  }

  @Override
  public List<Snapshot> snapshots() {
    return views.values().stream().map(view -> view.log.snapshot()).toList();
  }

  @Override
  public MembershipId nextMembership() {
    return new MembershipId(((long) seams.fabric().self().number() << 40) | ++memberships);
  }
}
