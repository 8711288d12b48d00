package hubbub.cluster;

/// How far a replica has got: in which reign, to which rev, and at which of the topic's times
/// (milliseconds since 1970 UTC). Ordered by reign, then rev.
record Reached(long reign, long rev, long at) implements Comparable<Reached> {
  private static final long NO_STATE = -1;

  /// A replica that knows nothing of its topic.
  static final Reached NOTHING = new Reached(0, NO_STATE, 0);

  /// Whether the replica has a state that can seed an owner.
  boolean hasState() {
    return rev != NO_STATE;
  }

  /// The same reign, its state lost.
  Reached withoutState() {
    return new Reached(reign, NO_STATE, at);
  }

  @Override
  public int compareTo(Reached other) {
    int byReign = Long.compare(reign, other.reign);
    return byReign != 0 ? byReign : Long.compare(rev, other.rev);
  }
}
