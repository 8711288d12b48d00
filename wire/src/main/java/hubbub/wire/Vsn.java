package hubbub.wire;

import java.util.Optional;
import java.util.regex.Pattern;

/// Chooses the protocol version by the `vsn` in a client's connect parameters, a full three-part
/// version. As in Phoenix, no `vsn` means V1, which is not supported yet.
public final class Vsn {
  private static final Pattern V2 = Pattern.compile("2\\.0\\.(0|[1-9]\\d{0,8})");
  private static final Serializer V2_JSON = new V2Json();

  private Vsn() {}

  /// The serializer for that version; empty if it is not supported.
  public static Optional<Serializer> negotiate(Optional<String> vsn) {
    return vsn.filter(text -> V2.matcher(text).matches()).map(_ -> V2_JSON);
  }
}
