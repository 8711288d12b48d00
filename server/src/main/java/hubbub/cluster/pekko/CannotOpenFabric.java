package hubbub.cluster.pekko;

/// This node cannot take part in a cluster, for a reason that the operator can mend; the message
/// says which, in one line.
public final class CannotOpenFabric extends Exception {
  private static final long serialVersionUID = 1L;

  CannotOpenFabric(String why, Throwable cause) {
    super(why, cause);
  }
}
