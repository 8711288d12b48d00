package hubbub.cluster.pekko;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.peer.NodeId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static final NodeId SELF = new NodeId(1, "10.0.0.1:1");
  private static final NodeId OTHER = new NodeId(2, "10.0.0.2:1");
  private static final NodeId SILENT = new NodeId(3, "10.0.0.3:1");

  private final Verdicts verdicts = new Verdicts(SELF);

  private void testify() {
    assertFalse(verdicts.refused(SILENT, 0));
    assertTrue(verdicts.refused(SILENT, 0));
  }

  @Test
  void one_refusal_proves_nothing() {
    assertFalse(verdicts.refused(SILENT, 0));
    assertFalse(verdicts.isGone(SILENT, 2, 0));
  }

  @Test
  void of_two_nodes_one_witness_is_enough() {
    testify();
    assertTrue(verdicts.isGone(SILENT, 2, 0));
  }

  @Test
  void from_three_nodes_up_two_must_testify() {
    testify();
    assertFalse(verdicts.isGone(SILENT, 3, 0));
    verdicts.testified(OTHER, SILENT, 0);
    assertTrue(verdicts.isGone(SILENT, 3, 0));
  }

  @Test
  void others_alone_are_not_believed() {
    verdicts.testified(OTHER, SILENT, 0);
    verdicts.testified(new NodeId(4, "10.0.0.4:1"), SILENT, 0);
    assertFalse(verdicts.isGone(SILENT, 4, 0));
  }

  @Test
  void a_sign_of_life_between_two_refusals_refutes_the_first() {
    assertFalse(verdicts.refused(SILENT, 0));
    verdicts.mayLive(SILENT);
    assertFalse(verdicts.refused(SILENT, 0));
    assertFalse(verdicts.isGone(SILENT, 2, 0));
  }

  @Test
  void a_sign_of_life_refutes_a_testimony() {
    testify();
    verdicts.mayLive(SILENT);
    assertFalse(verdicts.isGone(SILENT, 2, 0));
  }

  @Test
  void a_testimony_counts_for_three_seconds() {
    verdicts.testified(OTHER, SILENT, 0);
    long late = TimeUnit.SECONDS.toNanos(3) + 1;
    assertFalse(verdicts.refused(SILENT, late));
    assertTrue(verdicts.refused(SILENT, late));
    assertFalse(verdicts.isGone(SILENT, 3, late));
  }

  @Test
  void nodes_that_are_no_members_are_forgotten() {
    testify();
    verdicts.keepOnly(List.of(OTHER));
    assertFalse(verdicts.isGone(SILENT, 2, 0));
  }
}
