package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.Ear.Heard;
import hubbub.cluster.OneNode.Seat;
import hubbub.codec.CborReader;
import hubbub.codec.CborWriter;
import hubbub.codec.SlotTypes;
import hubbub.codec.Unreadable;
import hubbub.topic.Command;
import hubbub.topic.Event;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Snapshot;
import hubbub.topic.Title;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState.EpochSpan;
import hubbub.topic.TopicSummary;
import hubbub.topic.port.Feed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A node saves its topics when it stops, and the next one takes them over.
class SavedTopicTest {
  @AutoClose private final OneNode before = new OneNode(LINGER_MILLIS, "room");
  @AutoClose private final OneNode after = new OneNode(LINGER_MILLIS, "room");
  private static final long LINGER_MILLIS = 20_000;

  private final TopicName topic = before.newTopic();
  private final Ear anna = new Ear();
  private Seat seat;

  @BeforeEach
  void somebody_talks() {
    before.beAsInTheProduct();
    after.beAsInTheProduct();
    seat = before.join(topic, "anna", anna).awaitJoined();
    seat.send(1, new Command.SetTitle(new Title("Tea")));
    seat.say(2, "one");
    seat.say(3, "two");
    await().until(() -> anna.all(Heard.Answered.class).count() == 3);
  }

  private List<SavedTopic> save() {
    List<SavedTopic> saved = Collections.synchronizedList(new ArrayList<>());
    before.cluster().save(saved::add).toCompletableFuture().join();
    return saved;
  }

  private static void takeOver(OneNode node, List<SavedTopic> saved) {
    saved.forEach(
        it -> node.cluster().takeOver(new LeftTopic(it.image().name(), () -> Optional.of(it))));
  }

  private Heard.Joined comesBack() {
    Ear ear = new Ear();
    after.join(topic, "anna", ear).awaitJoined();
    return ear.joined();
  }

  /// Whoever was lost before the restart has as long to come back as those whom it cut off, however
  /// long it took.
  @Nested
  class Who_was_lost_a_moment_before {
    private void restart() {
      List<SavedTopic> saved = save();
      after.pass(Duration.ofMillis(LINGER_MILLIS).plusSeconds(5));
      takeOver(after, saved);
      after.cluster().resume();
    }

    private void loseAnna(int left) {
      seat.attachment().leave(Command.How.LOST);
      await()
          .until(() ->
              before.cluster().snapshot(topic).filter(it -> it.members() == left).isPresent());
    }

    @Test
    void finds_the_topic_though_nobody_else_was_in_it() {
      loseAnna(0);
      restart();
      after.settle(topic);

      assertEquals("Tea", comesBack().entered().snapshot().title());
    }

    @Test
    void still_has_a_rank_which_nobody_else_has_got_meanwhile() {
      before.join(topic, "bob", new Ear()).awaitJoined();
      loseAnna(1);
      restart();
      Ear bob = new Ear();
      after.join(topic, "bob", bob).awaitJoined();

      assertEquals(Rank.MODERATOR, comesBack().entered().me().rank());
      assertEquals(
          Rank.GUEST,
          after.join(topic, "bob", new Ear()).awaitJoined().ear().joined().entered().me().rank());
    }

    @Test
    void has_no_longer_if_the_time_was_over_before() {
      before.join(topic, "bob", new Ear()).awaitJoined();
      loseAnna(1);
      before.pass(Duration.ofMillis(LINGER_MILLIS).plusSeconds(1));
      restart();

      assertEquals(Rank.GUEST, comesBack().entered().me().rank());
    }
  }

  /// While a topic lives, its clock does not follow the machine's when that is set. The next run
  /// starts from the machine's.
  @ParameterizedTest
  @ValueSource(longs = {1, -1})
  void deadlines_keep_their_distance_if_the_clock_was_set_while_the_server_ran(long hours)
      throws Unreadable {
    seat.send(4, new Command.SetQuiet(Optional.of(Rank.VIP), OptionalLong.of(600_000)));
    await().until(() -> anna.all(Heard.Answered.class).count() == 4);
    before.setClock(Duration.ofHours(hours));
    after.setClock(Duration.ofHours(hours));

    byte[] written =
        new CborWriter(SlotTypes.NONE)
            .value(save().getFirst(), SavedTopicForm.SAVED_TOPIC)
            .toBytes();
    takeOver(
        after, List.of(new CborReader(written, SlotTypes.NONE).value(SavedTopicForm.SAVED_TOPIC)));
    after.cluster().resume();

    long until = comesBack().entered().snapshot().quiet().orElseThrow().untilAt().orElseThrow();
    Duration left = Duration.ofMillis(until - after.epochMillis());
    assertTrue(left.minusMinutes(10).abs().toMinutes() < 1, left::toString);
  }

  @Nested
  class Saving {
    @Test
    void passes_each_topic_that_goes_on() {
      TopicName other = before.newTopic();
      before.join(other).awaitJoined();
      TopicName over = before.newTopic();
      Seat gone = before.join(over).awaitJoined();
      gone.attachment().leave(Command.How.LEFT);
      await().until(() -> gone.ear().has(Heard.Ended.class));

      List<TopicName> names =
          save().stream()
              .map(saved -> saved.image().name())
              .sorted(java.util.Comparator.comparing(TopicName::value))
              .toList();

      assertEquals(List.of(topic, other), names);
    }

    @Test
    void takes_the_frames_along_that_its_log_had() {
      SavedTopic saved = save().getFirst();

      assertEquals(List.of(1L, 2L, 3L), saved.log().stream().map(Feed.Frame::seq).toList());
      assertEquals(3, saved.image().seq());
    }

    @Test
    void refuses_what_is_still_asked() {
      var _ = save();

      seat.say(4, "three");
      Ear late = new Ear();
      before.join(topic, "late", late);
      Ear stranger = new Ear();
      before.join(before.newTopic(), "stranger", stranger);

      await().until(() -> anna.all(Heard.Answered.class).count() == 4);
      assertEquals(
          Outcome.refused(Reason.SHUTTING_DOWN),
          anna.all(Heard.Answered.class).toList().getLast().outcome());
      for (Ear ear : List.of(late, stranger)) {
        await().until(() -> ear.has(Heard.Refused.class));
        assertEquals(
            Reason.SHUTTING_DOWN,
            ear.all(Heard.Refused.class).findFirst().orElseThrow().refusal().reason());
      }
    }
  }

  @Nested
  class Taking_over {
    @Test
    void goes_on_with_title_history_and_rank() {
      takeOver(after, save());
      after.cluster().resume();

      Heard.Joined back = comesBack();

      assertEquals("Tea", back.entered().snapshot().title());
      assertEquals(2, back.entered().history().size());
      assertEquals(Rank.MODERATOR, back.entered().me().rank());
    }

    @Test
    void begins_a_new_reign_that_follows_the_old_one() {
      String epoch = anna.joined().entered().snapshot().epoch().value();
      takeOver(after, save());
      after.cluster().resume();

      List<EpochSpan> reigns = comesBack().entered().reigns();

      assertEquals(2, reigns.size());
      assertEquals(epoch, reigns.getFirst().epoch().value());
      assertEquals(3, reigns.getFirst().lastSeq());
    }

    @Test
    void has_the_frames_that_clients_resume_from() {
      takeOver(after, save());
      after.cluster().resume();

      Feed feed = comesBack().entered().feed();

      assertEquals(
          List.of(2L, 3L),
          feed.since(1, feed.head()).orElseThrow().stream().map(Feed.Frame::seq).toList());
    }

    @Test
    void counts_those_who_were_here_as_lost_once_it_resumes() {
      takeOver(after, save());
      after.pass(Duration.ofMinutes(5));
      after.cluster().resume();

      await()
          .until(() ->
              after.cluster().snapshot(topic).filter(view -> view.members() == 0).isPresent());
      assertEquals(Rank.MODERATOR, comesBack().entered().me().rank());
    }

    @Test
    void ends_a_topic_that_nobody_comes_back_to() {
      try (OneNode other = new OneNode()) {
        takeOver(other, save());
        other.cluster().resume();

        await().until(() -> other.cluster().topics() == 0);
      }
    }

    @Test
    void lets_somebody_in_before_it_resumes() {
      takeOver(after, save());

      assertEquals("Tea", comesBack().entered().snapshot().title());
      assertEquals(1, after.cluster().snapshot(topic).map(Snapshot::members).orElse(-1));
    }

    @Test
    void shows_a_topic_before_it_resumes() {
      takeOver(after, save());

      Optional<Snapshot> seen = after.cluster().look(topic).toCompletableFuture().join();

      assertEquals("Tea", seen.orElseThrow().title());
    }

    @Test
    void lists_its_topics_once_they_have_resumed() {
      TopicName other = before.newTopic();
      before.join(other).awaitJoined();
      takeOver(after, save());
      var listing = after.cluster().listing().toCompletableFuture();
      assertFalse(listing.isDone());
      after.cluster().resume();

      assertEquals(
          Set.of(topic, other),
          listing.join().stream().map(TopicSummary::topic).collect(Collectors.toSet()));
    }

    @Test
    void serves_only_its_kinds() {
      assertTrue(after.cluster().serves(topic));
      assertFalse(after.cluster().serves(new TopicName("gone:1")));
    }

    @Test
    void begins_anew_what_cannot_be_made_any_more() {
      after.cluster().takeOver(new LeftTopic(topic, Optional::empty));
      after.cluster().takeOver(new LeftTopic(after.newTopic(), Optional::empty));

      assertEquals("", comesBack().entered().snapshot().title());
      after.cluster().resume();
      await().until(() -> after.cluster().topics() == 1);
    }

    @Test
    void leaves_again_what_nobody_needed() {
      takeOver(after, save());

      List<SavedTopic> again = new ArrayList<>();
      after.cluster().save(again::add).toCompletableFuture().join();

      assertEquals("Tea", again.getFirst().image().modes().title());
    }

    @Test
    void keeps_who_came_back_when_a_bug_ends_the_reign() {
      takeOver(after, save());
      after.cluster().resume();
      Ear ear = new Ear();
      Seat back = after.join(topic, "anna", ear).awaitJoined();
      String epoch = ear.joined().entered().snapshot().epoch().value();
      AtomicBoolean isBroken = new AtomicBoolean(true);
      after.whenEncoding(event -> {
        boolean isEnd = event instanceof Event.QuietChanged changed && changed.by().isEmpty();
        if (isEnd && isBroken.getAndSet(false)) {
          throw new IllegalStateException("a bug, as this test wants it");
        }
      });

      back.send(1, new Command.SetQuiet(Optional.of(Rank.VIP), OptionalLong.of(20)));
      await()
          .until(() ->
              after
                  .cluster()
                  .snapshot(topic)
                  .filter(it -> !it.epoch().value().equals(epoch))
                  .isPresent());
      back.say(2, "still here");
      await().until(() -> ear.all(Heard.Answered.class).count() == 2);

      assertFalse(ear.has(Heard.Ended.class));
      assertEquals(1, after.cluster().snapshot(topic).orElseThrow().members());
    }

    @Test
    void does_not_let_its_clock_go_back() {
      before.pass(Duration.ofHours(1));
      SavedTopic saved = save().getFirst();
      takeOver(after, List.of(saved));
      after.cluster().resume();

      Ear ear = new Ear();
      Seat back = after.join(topic, "anna", ear).awaitJoined();
      back.say(1, "three");
      await().until(() -> ear.has(Heard.Answered.class));

      Outcome sent = ear.all(Heard.Answered.class).findFirst().orElseThrow().outcome();
      assertTrue(((Outcome.Sent) sent).at() >= saved.at());
    }
  }
}
