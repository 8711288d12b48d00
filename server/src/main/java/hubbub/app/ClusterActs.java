package hubbub.app;

import hubbub.app.AdminRequest.Answer;
import hubbub.app.AdminRequest.Wrong;
import hubbub.cluster.Cluster;
import hubbub.cluster.ClusterStatus;
import hubbub.cluster.peer.PeerFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// What operators ask of the cluster: `cluster status`, and `cluster leave`. Blocks.
final class ClusterActs {
  /// The command's name.
  static final String NAME = "cluster";

  private final Cluster cluster;
  private final BooleanSupplier leave;

  /// `leave` has this server stop, and blocks until the other nodes go on without it; it says
  /// whether all its topics do.
  ClusterActs(Cluster cluster, BooleanSupplier leave) {
    this.cluster = cluster;
    this.leave = leave;
  }

  /// Does what is asked.
  Answer run(AdminRequest request) throws Wrong {
    ClusterStatus status =
        cluster
            .status()
            .orElseThrow(() -> new Wrong("this server is on its own: no hubbub.cluster.seeds"));
    return switch (request.word(1).orElse("")) {
      case "status" -> new Answer(true, lines(status));
      case "leave" -> left();
      default -> throw new Wrong("what? (expected: cluster status, or cluster leave)");
    };
  }

  private Answer left() throws Wrong {
    if (!leave.getAsBoolean()) {
      throw new Wrong("this node has left, but not in order: its log says why. Its process ends");
    }
    return Answer.ok("this node has left, and its topics go on elsewhere; its process ends");
  }

  private static List<String> lines(ClusterStatus status) {
    List<String> lines = new ArrayList<>();
    status.nodes().forEach(node -> lines.add(line(node)));
    lines.add("shards without a home: " + status.homeless());
    lines.add("topics in which answers wait for copies on other nodes: " + status.unconfirmed());
    lines.add(
        status.hasContact()
            ? "this node is in contact with a majority"
            : "this node is not in contact with a majority, and decides nothing");
    return lines;
  }

  private static String line(ClusterStatus.Node node) {
    String lanes = node.lanes().map(ClusterActs::lanes).orElse("this node");
    String silent = node.isSilent() ? ", does not answer" : "";
    String coming = node.coming() == 0 ? "" : ", %d moving to it".formatted(node.coming());
    return "%s: %d shards%s%s, %s".formatted(node.address(), node.shards(), coming, silent, lanes);
  }

  private static String lanes(PeerFigures lanes) {
    return "%,d frames to it (%,d again), %,d from it, %,d bytes wait, %d losses"
        .formatted(
            lanes.framesSent(),
            lanes.framesSentAgain(),
            lanes.framesReceived(),
            lanes.unsentBytes(),
            lanes.losses());
  }
}
