package hubbub.wire;

/// A ref or join_ref: the raw JSON text as the client sent it, quotes and all, so that it goes back
/// unchanged.
public record Ref(String raw) {
  /// No ref.
  public static final Ref NULL = new Ref("null");

  public boolean isNull() {
    return raw.equals("null");
  }
}
