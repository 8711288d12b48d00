package hubbub.cluster.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.peer.Fabric;
import hubbub.cluster.peer.FabricEvents;
import hubbub.cluster.peer.NodeId;
import hubbub.cluster.sim.SimCluster.SimNode;
import hubbub.topic.TopicState;
import hubbub.topic.port.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Nodes join and go, and shards have homes, as in Pekko.
class SimMembershipTest {
  private static final int SHARD = 3;

  private final SimScheduler scheduler = new SimScheduler(1);
  private final Map<NodeId, Heard> heard = new LinkedHashMap<>();
  private final SimCluster cluster =
      new SimCluster(3, scheduler, this::software, new SimTrace(scheduler));

  /// Records what a node is told.
  private static final class Heard implements FabricEvents {
    final List<String> all = new ArrayList<>();
    final Map<Integer, Runnable> open = new TreeMap<>();
    final List<String> frames = new ArrayList<>();

    @Override
    public void up(NodeId node) {
      all.add("up " + node);
    }

    @Override
    public void unreachable(NodeId node) {
      all.add("unreachable " + node);
    }

    @Override
    public void reachable(NodeId node) {
      all.add("reachable " + node);
    }

    @Override
    public void removed(NodeId node) {
      all.add("removed " + node);
    }

    @Override
    public void received(NodeId from, byte[] frame) {
      frames.add(from + " " + frame[0]);
    }

    @Override
    public void open(int shard) {
      open.put(shard, () -> {});
    }

    @Override
    public void close(int shard, Runnable closed) {
      open.put(shard, closed);
    }

    @Override
    public void downed() {
      all.add("downed");
    }
  }

  private SimSoftware.Running software(SimSoftware.Seams seams) {
    Heard hearer = new Heard();
    heard.put(seams.fabric().self(), hearer);
    seams.fabric().start(hearer);
    return new NoTopics(seams.fabric());
  }

  private record NoTopics(Fabric fabric) implements SimSoftware.Running {
    @Override
    public Topics topics() {
      throw new UnsupportedOperationException("no topics");
    }

    @Override
    public CompletionStage<Void> leave() {
      return fabric.leave();
    }

    @Override
    public List<TopicState> states() {
      return List.of();
    }
  }

  private void pass(long seconds) {
    scheduler.runUntil(scheduler.now() + TimeUnit.SECONDS.toNanos(seconds));
  }

  private SimNode at(int place) {
    return cluster.at(place).orElseThrow();
  }

  private Heard heardAt(int place) {
    return heard(at(place));
  }

  private Heard heard(SimNode node) {
    Heard its = heard.get(node.machine().id());
    if (its == null) {
      throw new IllegalStateException(node + " never started");
    }
    return its;
  }

  private SimNode home() {
    pass(1);
    return Stream.of(0, 1, 2)
        .map(this::at)
        .filter(it -> heard(it).open.containsKey(SHARD))
        .findFirst()
        .orElseThrow();
  }

  /// What the home of the shard runs when it has closed it.
  private Runnable closing(SimNode home) {
    return Optional.ofNullable(heard(home).open.remove(SHARD)).orElseThrow();
  }

  private void wakeUntilOpen(SimNode by) {
    for (int i = 0; i < 10; i++) {
      by.fabric().wake(SHARD);
      pass(1);
    }
  }

  @BeforeEach
  void three_nodes_start() {
    Stream.of(0, 1, 2).forEach(cluster::start);
    pass(3);
  }

  @Nested
  class Nodes_that_start {
    @Test
    void all_hear_of_each_other() {
      for (int place : List.of(0, 1, 2)) {
        for (int other : List.of(0, 1, 2)) {
          assertTrue(heardAt(place).all.contains("up " + at(other).machine().id()));
        }
      }
    }

    @Test
    void send_each_other_frames() {
      at(0).fabric().send(at(1).machine().id(), new byte[] {7});
      pass(1);
      assertEquals(List.of(at(0).machine().id() + " 7"), heardAt(1).frames);
    }
  }

  @Nested
  class A_node_that_crashes {
    @Test
    void is_unreachable_then_removed() {
      NodeId gone = at(2).machine().id();
      cluster.crash(2, TimeUnit.HOURS.toNanos(1));
      pass(4);
      assertTrue(heardAt(0).all.contains("unreachable " + gone), heardAt(0).all.toString());
      assertFalse(heardAt(0).all.contains("removed " + gone));
      pass(5);
      assertTrue(heardAt(0).all.contains("removed " + gone));
      assertTrue(heardAt(1).all.contains("removed " + gone));
    }

    @Test
    void comes_back_as_another() {
      NodeId gone = at(2).machine().id();
      cluster.crash(2, TimeUnit.SECONDS.toNanos(1));
      pass(15);
      NodeId back = at(2).machine().id();
      assertFalse(back.equals(gone));
      assertEquals(back.address(), gone.address());
      assertTrue(heardAt(0).all.contains("removed " + gone));
      assertTrue(heardAt(0).all.contains("up " + back));
    }
  }

  @Nested
  class A_node_that_is_paused {
    @Test
    void comes_back_if_that_was_short() {
      NodeId paused = at(2).machine().id();
      cluster.pause(2, TimeUnit.SECONDS.toNanos(3));
      pass(8);
      assertTrue(heardAt(0).all.contains("reachable " + paused), heardAt(0).all.toString());
      assertFalse(heardAt(0).all.contains("removed " + paused));
    }

    @Test
    void is_removed_if_it_was_long_and_runs_on_for_a_while() {
      SimNode paused = at(2);
      cluster.pause(2, TimeUnit.SECONDS.toNanos(20));
      pass(19);
      assertTrue(heardAt(0).all.contains("removed " + paused.machine().id()));
      assertFalse(heard(paused).all.contains("downed"));
      pass(4);
      assertTrue(heard(paused).all.contains("downed"));
      assertTrue(paused.machine().isEnded());
    }
  }

  @Nested
  class A_partition {
    @Test
    void ends_the_minority_and_keeps_the_majority() {
      SimNode alone = at(0);
      new SimFault.Split(Set.of(0), 20_000).happen(cluster, scheduler);
      pass(10);
      assertTrue(heard(alone).all.contains("downed"), heard(alone).all.toString());
      assertTrue(heardAt(1).all.contains("removed " + alone.machine().id()));
      assertFalse(heardAt(1).all.contains("downed"));
      assertFalse(heardAt(2).all.contains("downed"));
    }

    @Test
    void of_one_link_ends_both_its_ends() {
      List<SimNode> before = List.of(at(0), at(1), at(2));
      new SimFault.CutLink(0, 1, 20_000).happen(cluster, scheduler);
      pass(10);
      assertTrue(heard(before.get(0)).all.contains("downed"));
      assertTrue(heard(before.get(1)).all.contains("downed"));
      assertFalse(heard(before.get(2)).all.contains("downed"));
    }

    @Test
    void of_one_direction_lets_frames_pass_in_the_other() {
      new SimFault.OneWay(0, true, 20_000).happen(cluster, scheduler);
      at(0).fabric().send(at(1).machine().id(), new byte[] {7});
      at(1).fabric().send(at(0).machine().id(), new byte[] {8});
      pass(1);
      assertEquals(1, heardAt(1).frames.size());
      assertEquals(0, heardAt(0).frames.size());
    }
  }

  @Nested
  class A_shard {
    @BeforeEach
    void is_opened() {
      wakeUntilOpen(at(1));
    }

    @Test
    void has_one_home() {
      assertEquals(1, Stream.of(0, 1, 2).filter(it -> heardAt(it).open.containsKey(SHARD)).count());
    }

    @Test
    void moves_only_when_its_home_has_closed_it() {
      SimNode before = home();
      cluster.homes().rebalance(SHARD);
      pass(5);
      assertEquals(before.fabric(), cluster.homes().of(SHARD).orElseThrow());
      before.machine().run(closing(before));
      pass(5);
      assertTrue(cluster.homes().of(SHARD).isPresent());
    }

    @Test
    void opens_elsewhere_when_its_home_was_removed() {
      SimNode before = home();
      cluster.pause(before.machine().place(), TimeUnit.SECONDS.toNanos(60));
      pass(5);
      assertEquals(before.fabric(), cluster.homes().of(SHARD).orElseThrow());
      pass(7);
      SimNode other = at((before.machine().place() + 1) % 3);
      wakeUntilOpen(other);
      assertFalse(cluster.homes().of(SHARD).orElseThrow().equals(before.fabric()));
      assertTrue(heard(before).open.containsKey(SHARD), "the old home does not know");
    }

    @Test
    void is_closed_when_its_home_leaves() {
      SimNode before = home();
      heard(before).all.clear();
      cluster.leave(before.machine().place(), TimeUnit.SECONDS.toNanos(1));
      pass(1);
      before.machine().run(closing(before));
      pass(3);
      assertTrue(before.machine().isEnded());
      SimNode other = at((before.machine().place() + 1) % 3);
      assertTrue(heard(other).all.contains("removed " + before.machine().id()));
    }
  }
}
