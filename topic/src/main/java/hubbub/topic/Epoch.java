package hubbub.topic;

/// The name of a reign on the wire: opaque, 1 to 32 characters. A `seq` is meaningful only together
/// with its epoch.
public record Epoch(String value) {
  public Epoch {
    if (value.isEmpty() || value.length() > 32) {
      throw new IllegalArgumentException("epoch: " + value + " (expected: 1 to 32 characters)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
