package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.cluster.Ear.Heard;
import hubbub.cluster.OneNode.Seat;
import hubbub.topic.Command;
import hubbub.topic.TopicName;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Births and deaths at the same moment: joins succeed, leaves succeed, and nothing is left behind.
class RaceTest {
  private static final int ROUNDS = 3_000;
  @AutoClose private static final OneNode node = new OneNode();

  private static void awaitNothingLeft() {
    await().until(() -> node.cluster().snapshots().isEmpty());
    await().until(() -> node.cluster().topics() == 0);
  }

  private static void onTwoThreads(Runnable one, Runnable other) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<?>> both = List.of(threads.submit(one), threads.submit(other));
      for (Future<?> each : both) {
        each.get(60, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void a_join_meets_the_topics_death() throws Exception {
    TopicName topic = node.newTopic();
    Runnable comeAndGo =
        () ->
            IntStream.range(0, ROUNDS)
                .forEach(_ -> node.join(topic).awaitJoined().attachment().leave(Command.How.LEFT));

    onTwoThreads(comeAndGo, comeAndGo);

    awaitNothingLeft();
  }

  @Test
  void a_leave_meets_its_own_join() throws Exception {
    List<TopicName> topics = IntStream.range(0, 8).mapToObj(_ -> node.newTopic()).toList();
    List<Seat> seats = new CopyOnWriteArrayList<>();
    Runnable comeAndGo =
        () ->
            IntStream.range(0, ROUNDS)
                .forEach(i -> {
                  Seat seat = node.join(topics.get(i % topics.size()));
                  seat.attachment().leave(Command.How.LEFT);
                  seats.add(seat);
                });

    onTwoThreads(comeAndGo, comeAndGo);

    await().until(() -> seats.stream().allMatch(seat -> seat.ear().has(Heard.Ended.class)));
    for (Seat seat : seats) {
      assertEquals(1, seat.ear().all(Heard.Ended.class).count());
    }
    awaitNothingLeft();
  }
}
