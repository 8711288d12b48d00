package hubbub.bench;

import hubbub.app.BadSetting;
import hubbub.app.Hubbub;
import hubbub.app.Settings;
import hubbub.app.Subscription;
import hubbub.topic.Body;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Nick;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// What it costs to leave many topics to the next start, and to take them over: each has one member
/// and a few messages. They are left by a server in this process, and taken over by one that is
/// started as people do.
final class RestartCost {
  private static final int TOPICS = 100_000;
  private static final int QUICK_TOPICS = 1_000;
  private static final int MESSAGES = 3;
  private static final String BODY = "Sixty characters, as people write them in a room about tea. ";

  private final Places places;
  private final int topics;

  RestartCost(Places places, boolean isQuick) {
    this.places = places;
    this.topics = isQuick ? QUICK_TOPICS : TOPICS;
  }

  /// Runs it.
  ///
  /// @return a table
  String measure() throws IOException, InterruptedException, BadSetting {
    Path data = Files.createTempDirectory("hubbub-restart");
    double emptySeconds = start(data);
    double leftSeconds = leave(data);
    long bytes = Files.size(data.resolve("handover"));
    double fullSeconds = start(data);
    return Results.head(
            List.of("%,d topics, %d messages each".formatted(topics, MESSAGES), "figure"))
        + Results.row(List.of("size of what is left, MB", Results.figure(bytes / 1e6)))
        + Results.row(List.of("bytes per topic", Results.figure((double) bytes / topics)))
        + Results.row(List.of("stop, with all topics left, s", Results.figure(leftSeconds)))
        + Results.row(List.of("start with nothing left, s", Results.figure(emptySeconds)))
        + Results.row(List.of("start that takes them over, s", Results.figure(fullSeconds)));
  }

  private double leave(Path data) throws BadSetting {
    Hubbub hubbub =
        Hubbub.start(
            Settings.of(
                Map.of(
                    "hubbub.port", "0",
                    "hubbub.data", data.toString(),
                    "hubbub.kinds.room.linger", "10m")));
    List<CompletableFuture<Outcome>> said = new ArrayList<>();
    for (int i = 0; i < topics; i++) {
      Subscription member = enter(hubbub, i);
      IntStream.range(0, MESSAGES)
          .mapToObj(_ -> member.send(message()).toCompletableFuture())
          .forEach(said::add);
    }
    CompletableFuture.allOf(said.toArray(CompletableFuture<?>[]::new)).join();
    long start = System.nanoTime();
    hubbub.close();
    return seconds(start);
  }

  private static Subscription enter(Hubbub hubbub, int number) {
    String name = "member" + number;
    return hubbub.subscribe(
        new TopicName("room:" + number),
        new Command.Join(
            new MemberId(name), new Nick(name, name, name), Rank.GUEST, Optional.empty()),
        _ -> {});
  }

  private static Command.Send message() {
    return new Command.Send(new Body(BODY), Optional.empty(), Optional.empty(), List.of());
  }

  /// Starts a server on that folder, and stops it once it is up.
  private double start(Path data) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process server =
        new ProcessBuilder(
                places.launcher().toString(),
                "serve",
                "--port",
                "0",
                "--data",
                data.toString(),
                "--hubbub.kinds.room.linger=10m")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var lines = server.inputReader()) {
      String line = lines.readLine();
      while (line != null && !line.contains("Hubbub is up")) {
        line = lines.readLine();
      }
      double seconds = seconds(start);
      Thread.sleep(TimeUnit.SECONDS.toMillis(1));
      server.destroyForcibly().waitFor();
      return seconds;
    }
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }
}
