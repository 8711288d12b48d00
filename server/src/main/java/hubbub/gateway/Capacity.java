package hubbub.gateway;

/// How much clients may take: how many connections one address may have open, and how many bytes of
/// unhandled input all connections of one event loop may hold.
public record Capacity(int connectionsPerAddress, long unhandledBytes) {
  /// The part of the heap that unhandled input may take.
  private static final int PART_OF_HEAP = 8;

  /// Enough for a few messages at once, however many loops share a small heap.
  private static final long LEAST_BYTES = 32L * MessageReader.MAX_BYTES;

  /// An equal share, for each of `loops` event loops, of an eighth of the heap.
  public static Capacity of(int connectionsPerAddress, int loops) {
    long share = Runtime.getRuntime().maxMemory() / PART_OF_HEAP / loops;
    return new Capacity(connectionsPerAddress, Math.max(LEAST_BYTES, share));
  }
}
