package hubbub.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.cluster.peer.NodeId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomesTest {
  private static final NodeId ANN = new NodeId(1, "127.0.0.2:25520");
  private static final NodeId BOB = new NodeId(2, "127.0.0.3:25520");

  private final Homes homes = new Homes();

  @Test
  void tell_where_shards_are_and_where_they_move() {
    homes.set(0, ANN, true);
    homes.set(1, ANN, true);
    homes.set(2, BOB, true);
    homes.set(1, BOB, false);
    assertEquals(Map.of(ANN, 1, BOB, 1), homes.shardsOf());
    assertEquals(Map.of(BOB, 1), homes.shardsMovingTo());
    assertEquals(Shards.COUNT - 2, homes.homeless());
  }

  @Test
  void forget_a_home_that_has_closed() {
    homes.set(0, ANN, true);
    homes.set(0, null, false);
    assertEquals(Map.of(), homes.shardsOf());
    assertEquals(Map.of(), homes.shardsMovingTo());
  }
}
