package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.Ear.Heard;
import hubbub.cluster.OneNode.Seat;
import hubbub.topic.Command;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Snapshot;
import hubbub.topic.Title;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState.EpochSpan;
import hubbub.topic.port.Feed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// A node saves its topics when it stops, and the next one takes them over.
class SavedTopicTest {
  @AutoClose private final OneNode before = new OneNode();
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

  private Heard.Joined comesBack() {
    Ear ear = new Ear();
    after.join(topic, "anna", ear).awaitJoined();
    return ear.joined();
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
      assertEquals(1, after.cluster().takeOver(save()));
      after.cluster().resume();

      Heard.Joined back = comesBack();

      assertEquals("Tea", back.entered().snapshot().title());
      assertEquals(2, back.entered().history().size());
      assertEquals(Rank.MODERATOR, back.entered().me().rank());
    }

    @Test
    void begins_a_new_reign_that_follows_the_old_one() {
      String epoch = anna.joined().entered().snapshot().epoch().value();
      after.cluster().takeOver(save());
      after.cluster().resume();

      List<EpochSpan> reigns = comesBack().entered().reigns();

      assertEquals(2, reigns.size());
      assertEquals(epoch, reigns.getFirst().epoch().value());
      assertEquals(3, reigns.getFirst().lastSeq());
    }

    @Test
    void has_the_frames_that_clients_resume_from() {
      after.cluster().takeOver(save());
      after.cluster().resume();

      Feed feed = comesBack().entered().feed();

      assertEquals(
          List.of(2L, 3L),
          feed.since(1, feed.head()).orElseThrow().stream().map(Feed.Frame::seq).toList());
    }

    @Test
    void counts_those_who_were_here_as_lost_once_it_resumes() {
      after.cluster().takeOver(save());
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
        other.cluster().takeOver(save());
        other.cluster().resume();

        await().until(() -> other.cluster().topics() == 0);
      }
    }

    @Test
    void lets_somebody_in_before_it_resumes() {
      after.cluster().takeOver(save());

      assertEquals("Tea", comesBack().entered().snapshot().title());
      assertEquals(1, after.cluster().snapshot(topic).map(Snapshot::members).orElse(-1));
    }

    @Test
    void leaves_out_topics_of_a_kind_that_is_not_served_any_more() {
      TopicName other = before.newTopic("quiz");
      before.join(other).awaitJoined();
      List<SavedTopic> saved = save();

      assertEquals(2, saved.size());
      assertEquals(1, after.cluster().takeOver(saved));
      assertEquals(1, after.cluster().topics());
    }

    @Test
    void does_not_let_its_clock_go_back() {
      before.pass(Duration.ofHours(1));
      SavedTopic saved = save().getFirst();
      after.cluster().takeOver(List.of(saved));
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
