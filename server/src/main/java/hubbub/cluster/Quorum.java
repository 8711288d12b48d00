package hubbub.cluster;

/// What a node knows of the others: whether it may decide anything, and who is there. Any thread.
interface Quorum {
  /// That of a node with this `number` that is alone.
  static Quorum alone(int number) {
    return new Quorum() {
      @Override
      public boolean holds() {
        return true;
      }

      @Override
      public boolean isMember(int node) {
        return node == number;
      }

      @Override
      public boolean isAlone() {
        return true;
      }
    };
  }

  /// Whether this node is in contact with a majority of the members it knows. Without that others
  /// may have given it up, and go on without it: then it decides nothing.
  boolean holds();

  /// Whether a node's memberships live on; not those of one that was removed, nor those of this
  /// node before it was restarted.
  boolean isMember(int node);

  /// Whether there can't be other nodes.
  boolean isAlone();
}
