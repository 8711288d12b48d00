package hubbub.cluster.pekko;

import static hubbub.cluster.pekko.TestNode.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class DoorTest {
  private final List<TestNode> nodes = new ArrayList<>();

  @AfterEach
  void end() {
    nodes.forEach(TestNode::close);
  }

  private TestNode start(PekkoSettings settings) throws CannotOpenFabric {
    TestNode node = new TestNode(settings);
    nodes.add(node);
    return node;
  }

  @Nested
  class A_node_beside_a_member {
    private static final Endpoint SEED = TestNode.freeEndpoint(1);
    private static TestNode member;

    @BeforeAll
    static void a_member() throws CannotOpenFabric {
      member = TestNode.start(SEED, SEED);
      until(() -> member.heard.members.size() == 1);
    }

    @AfterAll
    static void end() {
      member.close();
    }

    @ParameterizedTest
    @CsvSource({"secret, other", "cluster name, other", "kind room, 2", "kind game, 1"})
    void ends_and_never_is_a_member_if_it_differs(String term, String text)
        throws CannotOpenFabric {
      Map<String, String> common = new TreeMap<>(TestNode.TERMS.common());
      common.put(term, text);
      TestNode other = start(TestNode.settings(TestNode.freeEndpoint(2), terms(common), SEED));
      assertIsKeptOut(other);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "2, 3"})
    void ends_and_never_is_a_member_if_one_of_them_cannot_read_what_the_other_writes(
        int oldest, int written) throws CannotOpenFabric {
      Terms terms =
          new Terms("Hubbub 2", new Terms.Forms(oldest, written), TestNode.TERMS.common());
      TestNode other = start(TestNode.settings(TestNode.freeEndpoint(2), terms, SEED));
      assertIsKeptOut(other);
    }

    private static void assertIsKeptOut(TestNode other) {
      until(() -> other.heard.downed.get() == 1);
      assertEquals(Set.of(), other.heard.members);
      assertEquals(Set.of(member.id()), member.heard.members);
      assertEquals(0, member.heard.downed.get());
    }
  }

  private static Terms terms(Map<String, String> common) {
    return new Terms("Hubbub 1", TestNode.TERMS.forms(), common);
  }

  @Test
  void nodes_of_different_releases_may_be_in_one_cluster() throws CannotOpenFabric {
    Endpoint seed = TestNode.freeEndpoint(1);
    TestNode older = start(TestNode.settings(seed, TestNode.TERMS, seed));
    start(
        TestNode.settings(
            TestNode.freeEndpoint(2),
            new Terms("Hubbub 2", TestNode.TERMS.forms(), TestNode.TERMS.common()),
            seed));
    until(() -> older.heard.members.size() == 2);
  }

  @Test
  void a_cluster_is_founded_by_the_first_seed_in_whatever_order_they_start()
      throws CannotOpenFabric {
    Endpoint first = TestNode.freeEndpoint(1);
    Endpoint second = TestNode.freeEndpoint(2);
    TestNode early = start(TestNode.settings(second, TestNode.TERMS, first, second));
    TestNode late = start(TestNode.settings(first, TestNode.TERMS, first, second));
    until(() -> early.heard.members.equals(Set.of(early.id(), late.id())));
  }

  @Test
  void two_clusters_among_whose_nodes_is_a_seed_of_the_other_are_noticed() throws CannotOpenFabric {
    Logger log = (Logger) LoggerFactory.getLogger(Door.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    Endpoint first = TestNode.freeEndpoint(1);
    Endpoint second = TestNode.freeEndpoint(2);
    TestNode one = start(TestNode.settings(first, TestNode.TERMS, first, second));
    until(() -> one.heard.members.equals(Set.of(one.id())));

    TestNode other = start(TestNode.settings(second, TestNode.TERMS, second));

    until(() -> List.copyOf(lines.list).stream().anyMatch(it -> it.getMessage().contains("two")));
    log.detachAppender(lines);
    assertEquals(Set.of(one.id()), one.heard.members);
    assertEquals(Set.of(other.id()), other.heard.members);
  }

  @Test
  void a_name_of_all_nodes_has_them_join_once_a_majority_is_there() throws CannotOpenFabric {
    Endpoint endpoint = TestNode.freeEndpoint(1);
    TestNode node = start(named(endpoint, 1));
    until(() -> node.heard.members.equals(Set.of(node.id())));
  }

  private static PekkoSettings named(Endpoint endpoint, int size) {
    return new PekkoSettings(
        endpoint,
        new Seeds.Named(endpoint.host(), endpoint.port()),
        OptionalInt.of(size),
        Duration.ofSeconds(4),
        new Protection.None(),
        TestNode.TERMS);
  }

  @Test
  void a_node_that_finds_no_seed_can_be_stopped_all_the_same() throws CannotOpenFabric {
    TestNode alone =
        start(
            TestNode.settings(TestNode.freeEndpoint(2), TestNode.TERMS, TestNode.freeEndpoint(1)));
    var leaving = alone.fabric.leave().toCompletableFuture();
    until(leaving::isDone);
    assertEquals(0, alone.heard.downed.get());
  }

  @Test
  void a_port_that_is_taken_is_refused_in_one_line() throws CannotOpenFabric {
    Endpoint seed = TestNode.freeEndpoint(1);
    start(TestNode.settings(seed, TestNode.TERMS, seed));
    CannotOpenFabric why =
        assertThrows(
            CannotOpenFabric.class,
            () -> PekkoFabric.open(TestNode.settings(seed, TestNode.TERMS, seed)));
    String line = String.valueOf(why.getMessage());
    assertTrue(line.startsWith(seed + ": cannot listen there") && !line.contains("\n"), line);
  }
}
