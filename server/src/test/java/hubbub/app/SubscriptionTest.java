package hubbub.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.app.Subscription.Told;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import hubbub.text.Text;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.MemberId;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// Members inside the process that embeds a server.
class SubscriptionTest {
  private static final Actor.Server SERVER = new Actor.Server("the program");

  @AutoClose
  private static final TestServer server = TestServer.start("hubbub.spam.enabled", "false");

  private static final Hubbub hubbub = server.hubbub();
  private TopicName topic;

  @BeforeEach
  void name(TestInfo test) {
    topic = new TopicName("room:" + test.getTestMethod().orElseThrow().getName());
  }

  private static Command.Join as(String nick) {
    return new Command.Join(
        new MemberId("bot:" + nick), Text.nick(nick).orElseThrow(), Rank.GUEST, Optional.empty());
  }

  private static Command.Send saying(String body) {
    return new Command.Send(
        Text.body(body).orElseThrow(), Optional.empty(), Optional.empty(), List.of());
  }

  private Outcome command(Command command) throws Exception {
    return hubbub.topics().send(topic, SERVER, command).toCompletableFuture().get(20, SECONDS);
  }

  /// Records everything that it is told.
  private static class Notes implements Subscription.Listener {
    final List<Told> told = new CopyOnWriteArrayList<>();
    final CompletableFuture<Snapshot> entered = new CompletableFuture<>();
    final CompletableFuture<Refusal> refused = new CompletableFuture<>();
    final CompletableFuture<Snapshot> lagged = new CompletableFuture<>();
    final CompletableFuture<Ending> ended = new CompletableFuture<>();

    @Override
    public void told(Told event) {
      told.add(event);
    }

    @Override
    public void entered(Snapshot topic) {
      entered.complete(topic);
    }

    @Override
    public void refused(Refusal refusal) {
      refused.complete(refusal);
    }

    @Override
    public void lagged(Snapshot topic) {
      lagged.complete(topic);
    }

    @Override
    public void ended(Ending ending) {
      ended.complete(ending);
    }
  }

  @Test
  void a_bot_listens_and_answers() {
    CompletableFuture<Subscription> bot = new CompletableFuture<>();
    bot.complete(
        hubbub.subscribe(
            topic,
            as("bot"),
            told -> {
              JsonNode event = PhoenixClient.json(told.payload());
              if (told.event().equals("message") && event.path("body").asText().equals("ping")) {
                var _ = bot.join().send(saying("pong"));
              }
            }));
    await().until(() -> hubbub.topics().snapshot(topic).isPresent());
    try (PhoenixClient ann = PhoenixClient.connect(server.port(), "ann")) {
      ann.joined(topic.value());
      ann.ask(topic.value(), "send", "{\"body\":\"ping\"}");
      JsonNode answer =
          ann.next(frame -> frame.payload().path("body").asText().equals("pong")).payload();
      assertEquals("bot", answer.path("from").path("nick").asText());
    }
    bot.join().close();
  }

  @Test
  void events_come_in_order_and_an_outcome_after_the_events_it_follows_from() throws Exception {
    Notes notes = new Notes();
    try (Subscription bot = hubbub.subscribe(topic, as("bot"), notes)) {
      long before = notes.entered.get(20, SECONDS).seq();
      for (int i = 0; i < 300; i++) {
        var _ = hubbub.topics().send(topic, SERVER, saying("message " + i));
      }
      Outcome outcome = bot.send(saying("last")).toCompletableFuture().get(20, SECONDS);
      long last = assertInstanceOf(Outcome.Sent.class, outcome).seq();
      assertEquals(
          LongStream.rangeClosed(before + 1, last).boxed().toList(),
          notes.told.stream().map(Told::seq).toList());
    }
  }

  @Test
  void a_listener_that_is_too_slow_continues_after_what_it_missed() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Notes notes =
        new Notes() {
          @Override
          public void told(Told event) {
            super.told(event);
            try {
              assertTrue(gate.await(60, SECONDS));
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    try (Subscription _ = hubbub.subscribe(topic, as("slow"), notes)) {
      notes.entered.get(20, SECONDS);
      for (int i = 0; i < 6000; i++) {
        command(saying("message " + i));
      }
      gate.countDown();
      long resumed = notes.lagged.get(20, SECONDS).seq();
      long next = assertInstanceOf(Outcome.Sent.class, command(saying("and now"))).seq();
      await().until(() -> notes.told.getLast().seq() == next);
      List<Long> heard = notes.told.stream().map(Told::seq).toList();
      assertEquals(
          LongStream.rangeClosed(resumed + 1, next).boxed().toList(),
          heard.stream().filter(seq -> seq > resumed).toList());
      assertEquals(heard.stream().sorted().distinct().toList(), heard);
    }
  }

  @Test
  void a_listener_with_a_bug_hears_what_comes_next() throws Exception {
    Notes notes =
        new Notes() {
          @Override
          public void told(Told event) {
            super.told(event);
            throw new IllegalStateException("a bug, as the test wants it");
          }
        };
    try (Subscription _ = hubbub.subscribe(topic, as("bot"), notes)) {
      notes.entered.get(20, SECONDS);
      command(saying("one"));
      command(saying("two"));
      await().until(() -> notes.told.size() == 2);
    }
  }

  @Test
  void it_is_refused_like_anybody_else() throws Exception {
    Notes notes = new Notes();
    try (PhoenixClient ann = PhoenixClient.connect(server.port(), "ann")) {
      ann.joined(topic.value());
      var _ = hubbub.subscribe(topic, as("ann"), notes);
      assertEquals(Reason.NICK_TAKEN, notes.refused.get(20, SECONDS).reason());
    }
  }

  @Test
  void it_is_kicked_like_anybody_else_and_then_hears_and_does_nothing() throws Exception {
    Notes notes = new Notes();
    Subscription bot = hubbub.subscribe(topic, as("bot"), notes);
    Notes other = new Notes();
    try (Subscription _ = hubbub.subscribe(topic, as("other"), other)) {
      notes.entered.get(20, SECONDS);
      other.entered.get(20, SECONDS);
      Command kick =
          new Command.Kick(new MemberId("bot:bot"), Optional.empty(), OptionalLong.empty(), false);
      assertEquals(Outcome.OK, command(kick));
      command(saying("gone?"));
      assertInstanceOf(Ending.Kicked.class, notes.ended.get(20, SECONDS));
      await().until(() -> other.told.getLast().event().equals("message"));
      assertEquals("member_kicked", notes.told.getLast().event());
      assertInstanceOf(
          Outcome.Refused.class, bot.send(saying("hm")).toCompletableFuture().get(20, SECONDS));
    }
  }

  @Test
  void the_last_one_that_leaves_ends_the_topic() throws Exception {
    Notes notes = new Notes();
    Subscription bot = hubbub.subscribe(topic, as("bot"), notes);
    notes.entered.get(20, SECONDS);
    assertTrue(hubbub.topics().snapshot(topic).isPresent());
    bot.close();
    assertInstanceOf(Ending.Left.class, notes.ended.get(20, SECONDS));
    await().until(() -> hubbub.topics().snapshot(topic).isEmpty());
  }
}
