package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.Ear.Heard;
import hubbub.cluster.OneNode.Seat;
import hubbub.topic.Change;
import hubbub.topic.Command;
import hubbub.topic.Outcome;
import hubbub.topic.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// All members see one order, without gaps or duplicates, however many join and speak at once.
class OrderTest {
  private static final int SPEAKERS = 4;
  private static final int MESSAGES = 1_000;
  private static final int JOINERS = 2_000;
  @AutoClose private static final OneNode node = new OneNode();

  /// What happened in one busy topic.
  private record Busy(TopicName topic, List<Seat> speakers, List<Seat> joiners) {
    List<Change> told() {
      return node.log(topic).told(0);
    }
  }

  private static Busy busy() throws Exception {
    TopicName topic = node.newTopic();
    Seat founder = node.join(topic).awaitJoined();
    List<Seat> speakers = new ArrayList<>();
    for (int i = 0; i < SPEAKERS; i++) {
      speakers.add(node.join(topic).awaitJoined());
    }
    List<Seat> joiners = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(SPEAKERS + 1)) {
      List<Future<?>> all = new ArrayList<>();
      all.add(threads.submit(() -> joinAndLeave(topic, joiners)));
      for (Seat speaker : speakers) {
        all.add(threads.submit(() -> speak(speaker)));
      }
      for (Future<?> each : all) {
        each.get(60, TimeUnit.SECONDS);
      }
    }
    joiners.forEach(Seat::awaitJoined);
    founder.say(1, "the end");
    await().until(() -> founder.ear().has(Heard.Answered.class));
    return new Busy(topic, speakers, joiners);
  }

  /// Keeps at most 32 messages in flight, as a session would.
  private static void speak(Seat speaker) {
    for (int i = 1; i <= MESSAGES; i++) {
      speaker.say(i, "message " + i);
      if (i % 32 == 0) {
        int sent = i;
        await().until(() -> speaker.ear().all(Heard.Answered.class).count() == sent);
      }
    }
    await().until(() -> speaker.ear().all(Heard.Answered.class).count() == MESSAGES);
  }

  private static void joinAndLeave(TopicName topic, List<Seat> joiners) {
    for (int i = 0; i < JOINERS; i++) {
      Seat seat = node.join(topic);
      joiners.add(seat);
      if (i % 3 == 0) {
        seat.awaitJoined().attachment().leave(Command.How.LEFT);
      }
    }
  }

  private static List<Long> countFrom(long first, int count) {
    return LongStream.range(first, first + count).boxed().toList();
  }

  @Test
  void holds_for_everybody() throws Exception {
    Busy busy = busy();

    List<Change> told = busy.told();
    assertEquals(countFrom(1, told.size()), told.stream().map(Change::seq).toList());
    for (Seat joiner : busy.joiners()) {
      Heard.Joined joined = joiner.ear().joined();
      List<Change> stream = node.log(busy.topic()).told(joined.after());
      long seq = joined.entered().snapshot().seq();
      assertEquals(countFrom(seq + 1, stream.size()), stream.stream().map(Change::seq).toList());
      List<Change> history = joined.entered().history();
      assertTrue(history.isEmpty() || history.getLast().seq() == seq);
    }
    for (Seat speaker : busy.speakers()) {
      checkAnswers(busy, speaker);
    }
  }

  /// Each answer comes after its own event, and answers come in the order of their commands.
  private static void checkAnswers(Busy busy, Seat speaker) {
    List<Heard.Answered> answers = speaker.ear().all(Heard.Answered.class).toList();
    List<Change> told = busy.told();
    long number = 1;
    for (Heard.Answered answer : answers) {
      Outcome.Sent sent = (Outcome.Sent) answer.outcome();
      assertEquals(number++, answer.number());
      assertTrue(answer.after() >= sent.seq());
      assertEquals(sent.seq(), told.get((int) sent.seq() - 1).seq());
    }
  }
}
