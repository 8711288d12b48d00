package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.OneNode.Seat;
import hubbub.topic.Actor;
import hubbub.topic.Change;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.topic.Visitor;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Spectator;
import hubbub.topic.port.Topics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Those who watch a topic without being in it.
class SpectatorTest {
  @AutoClose private static final OneNode node = new OneNode();

  /// A spectator that records its calls.
  static final class Eye implements Spectator {
    private final AtomicReference<Optional<Feed.Start>> start =
        new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Reason>> end = new AtomicReference<>(Optional.empty());
    private volatile long after;

    @Override
    public void watching(Feed.Start now, long place) {
      after = place;
      start.set(Optional.of(now));
    }

    @Override
    public void resynced(Feed.Start now, long place) {
      watching(now, place);
    }

    @Override
    public void refused(Refusal refusal) {
      end.set(Optional.of(refusal.reason()));
    }

    @Override
    public void ended(Refusal why, long place) {
      assertTrue(start.get().isPresent(), "ended before it began");
      end.set(Optional.of(why.reason()));
    }

    boolean isWatching() {
      return start.get().isPresent() && !hasEnded();
    }

    boolean hasEnded() {
      return end.get().isPresent();
    }

    Feed.Start awaitStart() {
      await().until(() -> start.get().isPresent() || end.get().isPresent());
      return start.get().orElseThrow(() -> new AssertionError("refused: " + end.get()));
    }

    Reason awaitEnd() {
      await().until(() -> end.get().isPresent());
      return end.get().orElseThrow();
    }
  }

  private static Topics.Watching watch(TopicName topic, Optional<Visitor> visitor, Eye eye) {
    return node.cluster().watch(topic, node.cluster().nextMembership(), visitor, eye);
  }

  private static Eye watch(TopicName topic, String who) {
    Eye eye = new Eye();
    watch(topic, Optional.of(new Visitor(new MemberId(who), Rank.GUEST, Optional.empty())), eye);
    return eye;
  }

  private static Eye watchByKey(TopicName topic) {
    Eye eye = new Eye();
    watch(topic, Optional.empty(), eye);
    return eye;
  }

  private static void kick(Seat by, MemberId whom) {
    by.send(1, new Command.Kick(whom, Optional.empty(), OptionalLong.of(60_000), false));
  }

  private static void lock(TopicName topic) {
    node.cluster()
        .send(
            topic,
            new Actor.Server("test"),
            new Command.SetLock(Optional.empty(), Optional.of(true), OptionalInt.empty()))
        .toCompletableFuture()
        .join();
  }

  @Nested
  class In_a_topic {
    @Test
    void see_each_event_once_and_in_order_while_members_come_and_go() {
      TopicName topic = node.newTopic();
      Seat founder = node.join(topic).awaitJoined();
      for (int i = 1; i <= 200; i++) {
        founder.say(i, "message " + i);
        if (i % 10 == 0) {
          node.join(topic).awaitJoined().attachment().leave(Command.How.LEFT);
          Eye eye = watch(topic, "g" + i);
          Feed.Start start = eye.awaitStart();
          long seq = start.snapshot().seq();
          List<Long> seen = node.log(topic).told(eye.after).stream().map(Change::seq).toList();
          assertEquals(LongStream.range(seq + 1, seq + 1 + seen.size()).boxed().toList(), seen);
          assertEquals(seq, start.history().isEmpty() ? 0 : start.history().getLast().seq());
        }
      }
    }

    @Test
    void are_not_in_it_and_do_not_keep_it_alive() {
      TopicName topic = node.newTopic();
      Seat founder = node.join(topic).awaitJoined();
      Eye eye = watch(topic, "gWatcher");
      assertEquals(1, eye.awaitStart().snapshot().members());
      assertEquals(1, node.log(topic).present().size());
      founder.attachment().leave(Command.How.LEFT);
      assertEquals(Reason.NO_SUCH_TOPIC, eye.awaitEnd());
      assertEquals(Reason.NO_SUCH_TOPIC, watch(topic, "gWatcher").awaitEnd());
    }

    @Test
    void found_nothing_where_nobody_is() {
      TopicName topic = node.newTopic();
      assertEquals(Reason.NO_SUCH_TOPIC, watchByKey(topic).awaitEnd());
      assertEquals(Optional.empty(), node.cluster().snapshot(topic));
    }

    @Test
    void wait_while_the_first_member_is_joining() {
      TopicName topic = node.newTopic();
      AtomicReference<Runnable> go = new AtomicReference<>();
      node.whenAttaching(go::set);
      node.join(topic);
      Eye eye = watchByKey(topic);
      await().until(() -> go.get() != null);
      node.whenAttaching(Runnable::run);
      go.get().run();
      assertEquals(topic, eye.awaitStart().snapshot().topic());
    }

    @Test
    void get_what_a_new_one_would_after_they_fell_behind() {
      TopicName topic = node.newTopic();
      Seat founder = node.join(topic).awaitJoined();
      Eye eye = new Eye();
      Topics.Watching watching = watch(topic, Optional.empty(), eye);
      eye.awaitStart();
      founder.say(1, "news");
      watching.resync();
      await().until(() -> eye.start.get().orElseThrow().snapshot().seq() == 1);
    }
  }

  @Nested
  class Who_come_as_people {
    @Test
    void are_kept_out_by_a_kick_and_by_a_lock_and_programs_are_not() {
      TopicName topic = node.newTopic();
      Seat founder = node.join(topic).awaitJoined();
      Seat kicked = node.join(topic).awaitJoined();
      kick(founder, kicked.member());
      await().until(() -> kicked.ear().has(Ear.Heard.Ended.class));
      assertEquals(Reason.KICKED, watch(topic, kicked.member().value()).awaitEnd());
      watch(topic, "gOther").awaitStart();
      lock(topic);
      assertEquals(Reason.MEMBERS_ONLY, watch(topic, "gOther").awaitEnd());
      watchByKey(topic).awaitStart();
      watch(topic, founder.member().value()).awaitStart();
    }

    @Test
    void are_sent_away_when_that_happens_while_they_watch() {
      TopicName topic = node.newTopic();
      Seat founder = node.join(topic).awaitJoined();
      Seat member = node.join(topic).awaitJoined();
      Eye theirs = watch(topic, member.member().value());
      Eye other = watch(topic, "gOther");
      Eye program = watchByKey(topic);
      theirs.awaitStart();
      other.awaitStart();
      kick(founder, member.member());
      assertEquals(Reason.KICKED, theirs.awaitEnd());
      lock(topic);
      assertEquals(Reason.MEMBERS_ONLY, other.awaitEnd());
      assertEquals(Optional.empty(), program.end.get());
    }
  }
}
