package hubbub.wire;

import java.util.Optional;
import java.util.regex.Pattern;

/// Which version a client speaks, by the `vsn` of its connect parameters: a full three-part
/// version. None given means V1, as in Phoenix, which is not served yet.
public final class Vsn {
  private static final Pattern V2 = Pattern.compile("2\\.0\\.(0|[1-9]\\d{0,8})");
  private static final Serializer V2_JSON = new V2Json();

  private Vsn() {}

  /// The serializer of that version; empty if it is refused.
  public static Optional<Serializer> negotiate(Optional<String> vsn) {
    return vsn.filter(text -> V2.matcher(text).matches()).map(_ -> V2_JSON);
  }
}
