package hubbub.cluster.pekko;

import static hubbub.cluster.pekko.TestNode.until;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.peer.Fabric;
import hubbub.cluster.peer.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.cluster.Cluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PekkoFabricTest {
  private static final int SHARDS = 200;

  /// Three nodes that see each other.
  private static List<TestNode> threeNodes() throws CannotOpenFabric {
    Endpoint seed = TestNode.freeEndpoint(1);
    List<TestNode> nodes = new ArrayList<>();
    nodes.add(TestNode.start(seed, seed));
    nodes.add(TestNode.start(TestNode.freeEndpoint(2), seed));
    nodes.add(TestNode.start(TestNode.freeEndpoint(3), seed));
    untilAllSeeEachOther(nodes);
    return nodes;
  }

  private static void untilAllSeeEachOther(List<TestNode> nodes) {
    Set<NodeId> all = nodes.stream().map(TestNode::id).collect(Collectors.toSet());
    until(() -> nodes.stream().allMatch(it -> it.heard.members.equals(all)));
  }

  private static void openAll(List<TestNode> nodes) {
    until(() -> {
      nodes.getLast().wakeAll();
      return nodes.stream().mapToInt(it -> it.heard.shards.size()).sum() == SHARDS;
    });
  }

  @Nested
  class Standing {
    private static List<TestNode> nodes = List.of();

    @BeforeAll
    static void begin() throws CannotOpenFabric {
      nodes = threeNodes();
    }

    @AfterAll
    static void end() {
      nodes.forEach(TestNode::close);
    }

    @Test
    void a_frame_arrives_whether_it_is_small_or_the_largest() {
      for (int size : new int[] {0, 1, Fabric.MOST_FRAME_BYTES}) {
        byte[] frame = new byte[size];
        new Random(1).nextBytes(frame);
        untilSent(nodes.get(0), nodes.get(1), frame);
      }
    }

    private void untilSent(TestNode from, TestNode to, byte[] frame) {
      until(() -> {
        from.fabric.send(to.id(), frame);
        return to.heard.received.stream()
            .anyMatch(it -> it.from().equals(from.id()) && Arrays.equals(it.frame(), frame));
      });
    }

    @Test
    void a_frame_that_is_too_large_is_refused() {
      assertThrows(
          IllegalArgumentException.class,
          () -> nodes.get(0).fabric.send(nodes.get(1).id(), new byte[Fabric.MOST_FRAME_BYTES + 1]));
    }

    @Test
    void a_frame_to_an_earlier_run_of_a_node_does_not_arrive() {
      TestNode to = nodes.get(1);
      NodeId earlier = new NodeId(to.id().number() ^ 1, to.id().address());
      nodes.get(0).fabric.send(earlier, new byte[] {1});
      untilSent(nodes.get(0), to, new byte[] {2});
      assertEquals(List.of(), to.heard.received.stream().filter(it -> it.frame()[0] == 1).toList());
      assertArrayEquals(new byte[] {2}, to.heard.received.getFirst().frame());
    }

    @Test
    void each_shard_has_one_home() {
      openAll(nodes);
      assertEquals(SHARDS, nodes.stream().mapToInt(it -> it.heard.shards.size()).sum());
      assertTrue(nodes.stream().allMatch(it -> it.heard.shards.size() > 40), this::spread);
    }

    private String spread() {
      return nodes.stream().map(it -> it.heard.shards.size()).toList().toString();
    }
  }

  @Nested
  class Changing {
    private final List<TestNode> nodes = new ArrayList<>();

    @BeforeEach
    void begin() throws CannotOpenFabric {
      nodes.addAll(threeNodes());
    }

    @AfterEach
    void end() {
      nodes.forEach(TestNode::close);
    }

    @Test
    void a_node_that_leaves_closes_its_shards_before_they_open_elsewhere() {
      openAll(nodes);
      TestNode leaver = nodes.get(0);
      Set<Integer> its = Set.copyOf(leaver.heard.shards);
      leaver.heard.isHeld = true;
      CompletionStage<Void> leaving = leaver.fabric.leave();
      until(() -> !leaver.heard.closing.isEmpty());
      Set<Integer> closing = Set.copyOf(leaver.heard.closing.keySet()); // Pekko waits 1 s for each
      wakeByOthers(leaver);
      assertTrue(
          others(leaver).noneMatch(it -> it.heard.shards.stream().anyMatch(closing::contains)));
      assertTrue(its.containsAll(closing));
      leaver.heard.isHeld = false;
      leaver.heard.closing.values().forEach(Runnable::run);
      until(() -> leaving.toCompletableFuture().isDone());
      untilAllAreOpen(leaver);
      assertTrue(others(leaver).allMatch(it -> it.heard.removed.equals(Set.of(leaver.id()))));
      assertEquals(0, leaver.heard.downed.get());
    }

    @Test
    void the_shards_of_a_node_that_dies_open_elsewhere_when_it_is_removed() {
      openAll(nodes);
      TestNode dead = nodes.get(0);
      dead.close();
      untilAllAreOpen(dead);
      assertTrue(others(dead).allMatch(it -> it.heard.removed.equals(Set.of(dead.id()))));
      assertTrue(others(dead).allMatch(it -> it.heard.downed.get() == 0));
    }

    @Test
    void a_node_that_starts_again_at_its_address_is_another_node() throws CannotOpenFabric {
      TestNode dead = nodes.removeLast();
      dead.close();
      TestNode again =
          TestNode.start(
              Endpoint.parse(dead.id().address()), Endpoint.parse(nodes.getFirst().id().address()));
      nodes.add(again);
      untilAllSeeEachOther(nodes);
      assertEquals(dead.id().address(), again.id().address());
      assertEquals(Set.of(dead.id()), nodes.getFirst().heard.removed);
    }

    /// Alone, it would be the majority of all nodes.
    @Test
    void a_node_that_the_others_give_up_is_told_so_once_and_not_that_they_are_gone() {
      openAll(nodes);
      TestNode givenUp = nodes.get(0);
      Cluster.get(nodes.get(1).fabric.system())
          .down(Cluster.get(givenUp.fabric.system()).selfAddress());
      until(() -> givenUp.heard.downed.get() > 0);
      untilAllAreOpen(givenUp);
      until(() -> givenUp.fabric.system().getWhenTerminated().toCompletableFuture().isDone());
      assertEquals(1, givenUp.heard.downed.get());
      assertEquals(Set.of(), givenUp.heard.removed);
    }

    private void wakeByOthers(TestNode one) {
      others(one).forEach(TestNode::wakeAll);
    }

    private void untilAllAreOpen(TestNode without) {
      until(() -> {
        wakeByOthers(without);
        Set<Integer> open = new HashSet<>();
        others(without).forEach(it -> open.addAll(it.heard.shards));
        return open.equals(IntStream.range(0, SHARDS).boxed().collect(Collectors.toSet()));
      });
    }

    private Stream<TestNode> others(TestNode than) {
      return nodes.stream().filter(it -> it != than);
    }
  }
}
