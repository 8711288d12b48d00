package hubbub.topic;

/// The id of one joined topic on one connection, unique across all nodes and restarts: the node's
/// number in the high 24 bits, its count of joins in the low 40.
public record MembershipId(long value) {
  /// The number of the node that holds the connection.
  public int node() {
    return (int) (value >>> 40);
  }
}
