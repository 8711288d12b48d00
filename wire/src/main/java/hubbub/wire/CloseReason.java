package hubbub.wire;

import java.util.stream.Stream;

/// The table of why a server closes a connection: the close code (RFC 6455 §7.4.1), the text sent
/// to the client, and whether the client should connect again as it is. Clients in the wild
/// reconnect after every code but 1000, so 1000 is only sent to answer a client's own close.
public enum CloseReason {
  ANSWER(1000, "", false),
  IDLE(1001, "idle", true),
  PROTOCOL(1002, "protocol error", false),
  BINARY(1003, "text frames only", false),
  BAD_TEXT(1007, "bad UTF-8 or deflate", false),
  EMPTY_FRAGMENT(1008, "empty fragment", false),
  INFLATED(1008, "inflates to too much a second", false),
  TOKEN_OVER(1008, "token expired", false),
  UNFINISHED(1008, "message not whole within 30 s", false),
  TOO_BIG(1009, "frame too big", false),
  UNDECODABLE(1011, "not a Phoenix frame", false),
  BUG(1011, "internal", true),
  RESTART(1012, "restarting", true),
  STALLED(1013, "reads too slowly", true),
  OVERLOADED(1013, "out of memory for input", true);

  private final int code;
  private final String text;
  private final boolean isForNow;

  CloseReason(int code, String text, boolean isForNow) {
    this.code = code;
    this.text = text;
    this.isForNow = isForNow;
  }

  /// The close code.
  public int code() {
    return code;
  }

  /// The text sent to the client: ASCII, at most 123 characters.
  public String text() {
    return text;
  }

  /// Whether the client should connect again, changing nothing.
  public boolean isForNow() {
    return isForNow;
  }

  /// The first reason with that code; [#PROTOCOL] if there is none.
  public static CloseReason of(int code) {
    return Stream.of(values()).filter(its -> its.code == code).findFirst().orElse(PROTOCOL);
  }
}
