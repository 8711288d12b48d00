package hubbub.cluster;

import hubbub.codec.CborReader;
import hubbub.codec.CborWriter;
import hubbub.codec.Form;
import hubbub.codec.SlotTypes;
import hubbub.codec.Unreadable;
import hubbub.logging.ThrottledLog;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSummary;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The listing of a cluster's topics. Each node answers for those whose owner it has, at most
/// [#MOST] of them, the largest; an answer is made at most once a second. Any thread.
final class TopicsOfAllNodes {
  static final int MOST = 50_000;

  private static final String SUBJECT = "topics";
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final ThrottledLog LOG = new ThrottledLog(TopicsOfAllNodes.class);

  private static final Form<TopicSummary> SUMMARY =
      Form.record(
          "summary of a topic",
          (out, it) ->
              out.text(it.topic().value())
                  .text(it.title())
                  .number(it.members())
                  .flag(it.isPublic()),
          in -> new TopicSummary(new TopicName(in.text()), in.text(), in.smallNumber(), in.flag()));

  private final Bulletin bulletin;
  private final Supplier<List<TopicSummary>> own;
  private final Clocks time;
  private @Nullable Answer latest;

  private record Answer(long madeNanos, byte[] bytes) {}

  /// Answers others with `own`.
  TopicsOfAllNodes(Bulletin bulletin, Supplier<List<TopicSummary>> own, Clocks time) {
    this.bulletin = bulletin;
    this.own = own;
    this.time = time;
    bulletin.answer(
        SUBJECT, _ -> CompletableFuture.supplyAsync(this::answer, Thread::startVirtualThread));
  }

  /// All of them, each once.
  CompletionStage<List<TopicSummary>> listing() {
    return bulletin.ask(SUBJECT, new byte[0]).thenApply(answers -> merged(answers.all()));
  }

  /// While a topic moves, two nodes may answer for it.
  private static List<TopicSummary> merged(List<byte[]> answers) {
    Map<TopicName, TopicSummary> all = new HashMap<>();
    for (byte[] answer : answers) {
      for (TopicSummary each : read(answer)) {
        all.merge(each.topic(), each, (a, b) -> a.members() >= b.members() ? a : b);
      }
    }
    return List.copyOf(all.values());
  }

  private synchronized byte[] answer() {
    long now = time.nanos();
    if (latest == null || now - latest.madeNanos() >= FRESH_NANOS) {
      latest = new Answer(now, written(largest(own.get())));
    }
    return latest.bytes();
  }

  private static List<TopicSummary> largest(Collection<TopicSummary> all) {
    return all.size() <= MOST
        ? List.copyOf(all)
        : all.stream()
            .sorted(Comparator.comparingInt(TopicSummary::members).reversed())
            .limit(MOST)
            .toList();
  }

  private static byte[] written(List<TopicSummary> topics) {
    return new CborWriter(SlotTypes.NONE).version().list(topics, SUMMARY).toBytes();
  }

  private static List<TopicSummary> read(byte[] answer) {
    try {
      CborReader in = new CborReader(answer, SlotTypes.NONE);
      int _ = in.version();
      return in.list(SUMMARY);
    } catch (Unreadable e) {
      LOG.warn("The topics of another node can't be read: {}", String.valueOf(e.getMessage()));
      return List.of();
    }
  }
}
