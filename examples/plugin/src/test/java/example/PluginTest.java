package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import hubbub.app.Hubbub;
import hubbub.app.Settings;
import hubbub.app.Subscription;
import hubbub.text.Text;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Payload;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The plugin in a running server, which finds it on the class path.
class PluginTest {
  private final BlockingQueue<Subscription.Told> told = new LinkedBlockingQueue<>();
  private Hubbub hubbub;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    hubbub = Hubbub.start(Settings.of(Map.of("hubbub.port", "0", "hubbub.data", data.toString())));
  }

  @AfterEach
  void stop() {
    hubbub.close();
  }

  private Subscription join(String topic) {
    Command.Join ann =
        new Command.Join(new MemberId("g-ann"), Text.nick("ann").orElseThrow(), Rank.GUEST, Optional.empty());
    return hubbub.subscribe(new TopicName(topic), ann, told::add);
  }

  private static Outcome send(Subscription member, String command, Payload payload) throws Exception {
    return member.send(new Command.Custom(command, payload)).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Subscription.Told next() throws InterruptedException {
    return Optional.ofNullable(told.poll(10, TimeUnit.SECONDS)).orElseThrow();
  }

  @Test
  void a_quiz_gives_a_point_to_whoever_guesses_in_time() throws Exception {
    try (Subscription ann = join("quiz:evening")) {
      assertEquals(Outcome.OK, send(ann, "ask", Payload.of("question", "2 + 2?")));
      assertEquals("asked", next().event());
      assertEquals(Outcome.Custom.ok(Payload.of("points", 1)), send(ann, "guess", Payload.EMPTY));
      assertEquals(Outcome.Custom.ok(Payload.of("points", 0)), send(ann, "guess", Payload.EMPTY));
    }
  }

  @Test
  void a_question_that_is_none_is_refused() throws Exception {
    try (Subscription ann = join("quiz:evening")) {
      assertInstanceOf(Outcome.Refused.class, send(ann, "ask", Payload.of("question", 4)));
    }
  }

  @Test
  void the_marks_of_a_stream_expire_one_by_one() throws Exception {
    try (Subscription ann = join("stream:final")) {
      send(ann, "mark", Payload.of("keyword", "goal"));
      assertEquals(Optional.of(List.of("goal")), next().payload().list("keywords", String.class));
      TimeUnit.MILLISECONDS.sleep(500);
      send(ann, "mark", Payload.of("keyword", "save"));
      assertEquals(Optional.of(List.of("goal", "save")), next().payload().list("keywords", String.class));
      assertEquals(Optional.of(List.of("save")), next().payload().list("keywords", String.class));
      assertEquals(Optional.of(List.of()), next().payload().list("keywords", String.class));
    }
  }
}
