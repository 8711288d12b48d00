package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.OneNode.Seat;
import hubbub.cluster.SpectatorTest.Eye;
import hubbub.topic.AddressPrefix;
import hubbub.topic.Body;
import hubbub.topic.Command;
import hubbub.topic.Event;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.TopicName;
import hubbub.topic.port.Topics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Topics whose members are on several nodes.
class SeveralNodesTest {
  @AutoClose private final FakeCluster fake = new FakeCluster(3);
  private final OneNode a = fake.start();
  private final OneNode b = fake.start();
  private final OneNode c = fake.start();

  @BeforeEach
  void ready() {
    fake.awaitReady();
  }

  private static List<String> heard(OneNode node, TopicName topic) {
    return node.log(topic).told(0).stream()
        .filter(it -> it.event() instanceof Event.Message)
        .map(it -> ((Event.Message) it.event()).body())
        .toList();
  }

  /// Says something, again if a node is out of touch with the others for a moment.
  private static void say(Seat seat, String body) {
    long number = seat.ear().all(Ear.Heard.Answered.class).count() + 1;
    seat.say(number, body);
    await().until(() -> answer(seat, number).isPresent());
    if (answer(seat, number).orElseThrow() instanceof Outcome.Refused refused) {
      assertEquals(Reason.UNAVAILABLE, refused.refusal().reason());
      say(seat, body);
    }
  }

  private static Optional<Outcome> answer(Seat seat, long number) {
    return seat.ear()
        .all(Ear.Heard.Answered.class)
        .filter(it -> it.number() == number)
        .map(Ear.Heard.Answered::outcome)
        .findFirst();
  }

  private static List<TopicName> topics(int count) {
    return IntStream.range(0, count).mapToObj(it -> new TopicName("room:t" + it)).toList();
  }

  @Test
  void are_one_topic_whoever_decides() {
    for (TopicName topic : topics(12)) {
      Seat ann = a.joined(topic, "ann");
      Seat bob = b.joined(topic, "bob");
      say(ann, "from ann");
      say(bob, "from bob");
      await().until(() -> heard(a, topic).equals(List.of("from ann", "from bob")));
      await().until(() -> heard(b, topic).equals(List.of("from ann", "from bob")));
    }
  }

  @Test
  void go_on_when_a_node_dies() {
    List<TopicName> topics = topics(24);
    List<Seat> anns = topics.stream().map(it -> a.joined(it, "ann")).toList();
    List<Seat> bobs = topics.stream().map(it -> b.joined(it, "bob")).toList();
    bobs.forEach(bob -> say(bob, "one"));

    fake.kill(b);

    for (int i = 0; i < topics.size(); i++) {
      Seat ann = anns.get(i);
      TopicName topic = topics.get(i);
      say(ann, "two");
      assertEquals(List.of("one", "two"), heard(a, topic));
      await().until(() -> a.log(topic).present().size() == 1);
      Seat late = c.joined(topic, "carl");
      assertEquals(
          2, late.ear().joined().entered().history().size(), () -> topic + " on another node");
      assertEquals(Rank.GUEST, late.ear().joined().entered().me().rank());
    }
  }

  @Test
  void are_on_a_majority_of_the_nodes_however_many_there_are() {
    List<TopicName> topics = topics(24);
    topics.forEach(it -> say(a.joined(it, "ann"), "one"));
    assertEquals(24, a.cluster().topics());
    await().until(() -> copies(a, b, c) == 2 * 24);

    OneNode d = fake.start();
    OneNode e = fake.start();

    await().until(() -> copies(a, b, c, d, e) == 3 * 24);
  }

  @Test
  void are_copied_anew_when_a_node_with_a_copy_dies() {
    topics(24).forEach(it -> say(a.joined(it, "ann"), "one"));

    fake.kill(b);

    await().until(() -> copies(a) == 24 && copies(c) == 24);
  }

  private static int copies(OneNode... nodes) {
    return Stream.of(nodes).mapToInt(it -> it.cluster().topics()).sum();
  }

  @Test
  void go_on_when_a_node_leaves() {
    List<TopicName> topics = topics(24);
    List<Seat> anns = topics.stream().map(it -> a.joined(it, "ann")).toList();
    anns.forEach(ann -> say(ann, "one"));

    b.cluster().leave().toCompletableFuture().join();

    for (int i = 0; i < topics.size(); i++) {
      Seat ann = anns.get(i);
      say(ann, "two");
      assertEquals(List.of("one", "two"), heard(a, topics.get(i)));
    }
    assertTrue(anns.stream().noneMatch(ann -> ann.ear().has(Ear.Heard.Ended.class)));
  }

  @Test
  void end_everywhere_with_their_last_member() {
    for (TopicName topic : topics(6)) {
      Seat ann = a.joined(topic, "ann");
      Seat bob = b.joined(topic, "bob");
      ann.attachment().leave(Command.How.LEFT);
      bob.attachment().leave(Command.How.LEFT);
    }
    for (OneNode node : List.of(a, b, c)) {
      await().until(() -> node.cluster().topics() == 0);
    }
  }

  @Test
  void are_refused_where_they_cannot_be_read_and_go_on_elsewhere() {
    TopicName topic = new TopicName("room:tea");
    Seat first = a.joined(topic, "first");
    OneNode home = fake.homeOf(topic);
    List<OneNode> others = List.of(a, b, c).stream().filter(it -> it != home).toList();
    OneNode old = others.getFirst();
    Seat ann = home.joined(topic, "ann");
    Seat bob = old.joined(topic, "bob");
    Seat other = old.joined(new TopicName("room:coffee"), "bob");
    fake.garble(old, "novelty");

    say(ann, "novelty");

    await().until(() -> bob.ear().has(Ear.Heard.Ended.class));
    Ear late = new Ear();
    old.join(topic, "late", late);
    await().until(() -> late.has(Ear.Heard.Refused.class));
    assertEquals(
        Reason.INCOMPATIBLE,
        late.all(Ear.Heard.Refused.class).findFirst().orElseThrow().refusal().reason());
    say(ann, "and more");
    say(other, "here all is well");
    Seat carl = others.getLast().joined(topic, "carl");
    assertEquals(2, carl.ear().joined().entered().history().size());
    await().until(() -> !home.log(topic).present().containsKey(bob.id()));
    assertTrue(old == a || !first.ear().has(Ear.Heard.Ended.class));
  }

  @Test
  void wait_for_no_node_that_cannot_read_them_also_at_their_next_home() {
    TopicName topic =
        topics(1_000).stream().filter(it -> Shards.of(it) % 6 == 0).findFirst().orElseThrow();
    Seat ann = b.joined(topic, "ann");
    Seat bob = c.joined(topic, "bob");
    assertEquals(a, fake.homeOf(topic));
    fake.garble(c, "novelty");
    say(ann, "novelty");
    await().until(() -> bob.ear().has(Ear.Heard.Ended.class));

    fake.kill(a);

    say(ann, "and more");
    assertEquals(b, fake.homeOf(topic));
    assertEquals(List.of("novelty", "and more"), heard(b, topic));
  }

  @Test
  void refuse_a_command_that_their_owner_cannot_read_and_no_other() {
    TopicName topic = new TopicName("room:tea");
    Seat _ = a.joined(topic, "first");
    OneNode home = fake.homeOf(topic);
    OneNode other = home == b ? c : b;
    Seat bob = other.joined(topic, "bob");
    fake.garble(home, "novelty");

    bob.say(1, "novelty");

    await().until(() -> answer(bob, 1).isPresent());
    assertEquals(Outcome.refused(Reason.INCOMPATIBLE), answer(bob, 1).orElseThrow());
    say(bob, "and more");
    assertTrue(!bob.ear().has(Ear.Heard.Ended.class));
  }

  /// A topic whose home is the first of three nodes, and then the last of the other two.
  private static TopicName firstThenLast() {
    return topics(1_000).stream().filter(it -> Shards.of(it) % 6 == 3).findFirst().orElseThrow();
  }

  @Test
  void open_without_a_copy_that_their_next_home_cannot_read_and_never_differ() {
    TopicName topic = firstThenLast();
    Seat ann = b.joined(topic, "ann");
    Seat carl = c.joined(topic, "carl");
    say(carl, "read by all");
    await().until(() -> heard(b, topic).equals(heard(c, topic)));
    assertEquals(a, fake.homeOf(topic));
    fake.cut(a, c);
    say(ann, "novelty");
    fake.garble(c, "novelty");

    fake.kill(a);

    say(carl, "and more");
    assertEquals(c, fake.homeOf(topic));
    assertEquals(List.of("read by all", "and more"), heard(c, topic));
    Seat late = b.joined(topic, "late");
    assertEquals(List.of("read by all", "and more"), history(late));
  }

  private static List<String> history(Seat seat) {
    return seat.ear().joined().entered().history().stream()
        .map(it -> ((Event.Message) it.event()).body())
        .toList();
  }

  @Test
  void open_without_nodes_that_cannot_say_what_they_have() {
    TopicName topic = firstThenLast();
    Seat ann = b.joined(topic, "ann");
    assertEquals(a, fake.homeOf(topic));
    fake.garble(c, ann.ear().joined().entered().snapshot().epoch().value());

    fake.kill(a);

    Seat carl = c.joined(topic, "carl");
    assertEquals(c, fake.homeOf(topic));
    say(carl, "all is well here");
    await().until(() -> ann.ear().has(Ear.Heard.Ended.class));
  }

  @Test
  void refuse_what_a_silent_node_would_have_to_decide_and_wait_for_no_silent_copy() {
    TopicName topic = firstThenLast();
    Seat ann = a.joined(topic, "ann");
    Seat bob = b.joined(topic, "bob");
    assertEquals(a, fake.homeOf(topic));
    say(bob, "one");
    fake.cut(b, a);
    fake.cut(a, b);
    bob.send(2, repeatable("two"));
    await().until(() -> answer(bob, 2).isPresent());
    assertEquals(Reason.UNAVAILABLE, reason(bob, 2));

    fake.silence(b);

    say(ann, "three");
    assertTrue(c.cluster().snapshot(topic).isPresent());
    fake.silence(a);
    bob.say(3, "four");
    await().until(() -> answer(bob, 3).isPresent());
    assertEquals(Reason.UNAVAILABLE, reason(bob, 3));
  }

  private static Command.Send repeatable(String body) {
    return new Command.Send(new Body(body), Optional.of(body), Optional.empty(), List.of());
  }

  private static Reason reason(Seat seat, long number) {
    return ((Outcome.Refused) answer(seat, number).orElseThrow()).refusal().reason();
  }

  @Test
  void are_on_a_majority_of_those_who_stay_before_a_node_leaves() {
    topics(24).forEach(it -> say(a.joined(it, "ann"), "one"));
    await().until(() -> copies(a, b, c) == 2 * 24);

    b.cluster().leave().toCompletableFuture().join();

    assertEquals(2 * 24, copies(a, c));
  }

  private static Topics.Watching watch(OneNode node, TopicName topic, Eye eye) {
    return node.cluster().watch(topic, node.cluster().nextMembership(), Optional.empty(), eye);
  }

  @Test
  void are_watched_on_by_whoever_came_while_others_got_enough_copies() {
    TopicName topic = firstThenLast();
    Seat ann = a.joined(topic, "ann");
    Eye first = new Eye();
    Topics.Watching watching = watch(c, topic, first);
    first.awaitStart();
    watching.stop(); // so that the copy goes when there is another one
    Eye eye = new Eye();
    watch(c, topic, eye);
    eye.awaitStart();

    Seat _ = b.joined(topic, "bob");
    say(ann, "one");

    await().until(() -> heard(c, topic).equals(List.of("one")));
    assertTrue(eye.isWatching());
  }

  @Test
  void go_on_from_the_copy_of_a_node_on_which_they_are_only_watched() {
    TopicName topic = firstThenLast();
    Seat ann = b.joined(topic, "ann");
    Eye eye = new Eye();
    watch(c, topic, eye);
    eye.awaitStart();
    say(ann, "one");

    fake.kill(a);

    say(ann, "two");
    assertEquals(c, fake.homeOf(topic));
    assertEquals(List.of("one", "two"), heard(b, topic));
    assertTrue(eye.isWatching());
  }

  @Test
  void are_copied_at_once_if_they_are_founded_while_a_node_is_leaving() {
    List<TopicName> topics =
        topics(2_000).stream().filter(it -> Shards.of(it) == 0).limit(5).toList();
    a.joined(topics.getFirst(), "ann");
    await().until(() -> copies(b) == 1); // by the round after their home has opened
    fake.cut(a, b); // so that b goes on asking
    CompletableFuture<Void> left = b.cluster().leave().toCompletableFuture();
    await().until(() -> copies(c) == 1);

    topics.forEach(it -> a.joined(it, "bob"));

    await().until(() -> copies(c) == topics.size());
    assertFalse(left.isDone());
  }

  @Test
  void are_founded_once_however_many_nodes_they_are_joined_through() {
    AddressPrefix from = AddressPrefix.parse("203.0.113.7");
    List<TopicName> topics = topics(30);
    for (TopicName topic : topics) {
      a.joinFrom(from, topic, "ann").awaitJoined();
    }
    List<OneNode> nodes = List.of(a, b, c);
    await().until(() -> nodes.stream().mapToInt(OneNode::births).sum() == 30);
    nodes.forEach(node -> node.limitBirths(node.births()));

    for (TopicName topic : topics) {
      b.joinFrom(from, topic, "bob").awaitJoined();
    }
    Ear refused = b.joinFrom(from, new TopicName("room:new"), "bob");
    await().until(() -> refused.has(Ear.Heard.Refused.class));
    assertEquals(
        Reason.SPAM,
        refused.all(Ear.Heard.Refused.class).findFirst().orElseThrow().refusal().reason());
  }
}
