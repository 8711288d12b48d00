package hubbub.topic;

/// One joined topic on one connection, unique over all nodes and restarts: the node's number in the
/// high 24 bits, its count of joins in the low 40.
public record MembershipId(long value) {
  /// The number of the node whose connection it is.
  public int node() {
    return (int) (value >>> 40);
  }
}
