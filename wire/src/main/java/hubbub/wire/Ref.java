package hubbub.wire;

/// A ref or join_ref: the JSON text exactly as the client sent it, including quotes, so that it is
/// returned unchanged.
public record Ref(String raw) {
  /// No ref.
  public static final Ref NULL = new Ref("null");

  public boolean isNull() {
    return raw.equals("null");
  }
}
