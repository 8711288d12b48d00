package hubbub.app;

/// Thrown when the other nodes of the cluster do not let this one in, or have given it up, while it
/// starts. A line of the log says why.
final class GivenUp extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GivenUp() {
    super("the other nodes have given this one up, or did not let it in");
  }
}
