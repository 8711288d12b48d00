package hubbub.session;

/// Whether this node is stopping. Once it is, nobody joins any more, and members whose connection
/// ends stay in their topics. Any thread.
public final class Draining {
  private volatile boolean isOn;

  /// The node begins to stop.
  public void begin() {
    isOn = true;
  }

  /// Whether the node is stopping.
  public boolean isOn() {
    return isOn;
  }
}
