package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.MemberId;
import hubbub.topic.PersonInTopic;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSummary;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What concerns all nodes of a cluster at once.
class AllNodesTest {
  @AutoClose private final FakeCluster fake = new FakeCluster(3);
  private final OneNode a = fake.start();
  private final OneNode b = fake.start();
  private final OneNode c = fake.start();

  @BeforeEach
  void ready() {
    fake.awaitReady();
  }

  private static <T> T resultOf(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static List<TopicName> topics(int count) {
    return IntStream.range(0, count).mapToObj(it -> new TopicName("room:t" + it)).toList();
  }

  @Nested
  class Bulletins {
    @Test
    void bring_news_to_all_other_nodes() {
      List<String> heard = new CopyOnWriteArrayList<>();
      for (OneNode node : List.of(a, b, c)) {
        node.cluster().bulletin().hear("tea", it -> heard.add(new String(it, UTF_8)));
      }
      a.cluster().bulletin().tell("tea", "ready".getBytes(UTF_8));
      await().until(() -> heard.equals(List.of("ready", "ready")));
    }

    @Test
    void gather_the_answers_of_all_nodes() {
      CompletableFuture<byte[]> late = new CompletableFuture<>();
      a.cluster().bulletin().answer("name", _ -> CompletableFuture.completedStage(bytes("a")));
      b.cluster().bulletin().answer("name", _ -> CompletableFuture.completedStage(bytes("b")));
      c.cluster().bulletin().answer("name", _ -> late);
      CompletionStage<Bulletin.Answers> asked = b.cluster().bulletin().ask("name", bytes("?"));
      late.complete(bytes("c"));
      Bulletin.Answers answers = resultOf(asked);
      assertTrue(answers.areComplete());
      assertEquals(Set.of("a", "b", "c"), texts(answers));
    }

    @Test
    void say_when_a_node_did_not_answer() {
      a.cluster().bulletin().answer("name", _ -> CompletableFuture.completedStage(bytes("a")));
      b.cluster().bulletin().answer("name", _ -> new CompletableFuture<>());
      Bulletin.Answers answers = resultOf(a.cluster().bulletin().ask("name", bytes("?")));
      assertFalse(answers.areComplete());
      assertEquals(Set.of("a"), texts(answers));
    }

    private static byte[] bytes(String text) {
      return text.getBytes(UTF_8);
    }

    private static Set<String> texts(Bulletin.Answers answers) {
      return answers.all().stream().map(it -> new String(it, UTF_8)).collect(Collectors.toSet());
    }
  }

  @Nested
  class Topics {
    @Test
    void are_listed_once_whichever_nodes_have_members() {
      List<TopicName> all = topics(12);
      for (TopicName topic : all) {
        a.joined(topic, "ann");
        b.joined(topic, "bob");
      }
      c.joined(new TopicName("room:last"), "carl");
      for (OneNode node : List.of(a, b, c)) {
        node.pass(Duration.ofSeconds(2));
        await().until(() -> resultOf(node.cluster().listing()).size() == 13);
      }
      List<TopicSummary> listed = resultOf(c.cluster().listing());
      assertTrue(
          listed.stream().filter(it -> all.contains(it.topic())).allMatch(it -> it.members() == 2));
    }

    @Test
    void can_be_looked_at_from_nodes_without_members() {
      for (TopicName topic : topics(6)) {
        a.joined(topic, "ann");
        Optional<Snapshot> seen = resultOf(c.cluster().look(topic));
        assertEquals(1, seen.orElseThrow().members());
        assertEquals(topic, seen.get().topic());
      }
    }

    @Test
    void that_are_not_there_are_not_seen_and_leave_nothing() {
      assertEquals(Optional.empty(), resultOf(a.cluster().look(new TopicName("room:nowhere"))));
      await().until(() -> a.cluster().topics() + b.cluster().topics() + c.cluster().topics() == 0);
    }
  }

  @Nested
  class People {
    private static final MemberId ANN = new MemberId("ann");

    private void meet() {
      for (TopicName topic : topics(6)) {
        OneNode.Seat ann = a.joined(topic, "ann");
        b.joined(topic, "bob");
        ann.say(1, "tea");
        await().until(() -> ann.ear().all(Ear.Heard.Answered.class).findAny().isPresent());
      }
    }

    @Test
    void are_known_by_what_the_topics_of_all_nodes_have() {
      meet();
      for (OneNode node : List.of(a, b, c)) {
        List<PersonInTopic> its = resultOf(node.cluster().about(ANN));
        assertEquals(6, its.size());
        assertTrue(its.stream().allMatch(it -> it.isPresent() && it.messages().size() == 1));
      }
      assertEquals(List.of(), resultOf(c.cluster().about(new MemberId("carl"))));
    }

    @Test
    void are_erased_from_the_topics_of_all_nodes_and_kept_out_of_all() {
      meet();
      assertTrue(resultOf(c.cluster().erase(ANN, "erased-1", true)));
      assertEquals(List.of(), resultOf(c.cluster().about(ANN)));
      for (OneNode node : List.of(a, b, c)) {
        assertTrue(node.cluster().isErased(ANN));
      }
    }
  }
}
