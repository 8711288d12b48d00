package hubbub.gateway;

/// Why the server closes a connection: the close code (RFC 6455 §7.4) and the text sent to the
/// client. Clients in the wild reconnect after every code but 1000, so the server sends 1000 only
/// to answer a client's close.
enum CloseReason {
  IDLE(1001, "idle"),
  PROTOCOL(1002, "protocol error"),
  BINARY(1003, "text frames only"),
  BAD_TEXT(1007, "bad UTF-8 or deflate"),
  EMPTY_FRAGMENT(1008, "empty fragment"),
  INFLATED(1008, "inflates to too much a second"),
  TOO_BIG(1009, "frame too big"),
  UNDECODABLE(1011, "not a Phoenix frame"),
  BUG(1011, "internal"),
  RESTART(1012, "restarting"),
  STALLED(1013, "reads too slowly");

  private final int code;
  private final String text;

  CloseReason(int code, String text) {
    this.code = code;
    this.text = text;
  }

  int code() {
    return code;
  }

  String text() {
    return text;
  }

  /// The reason for a close code from Netty's frame decoder or from ours.
  static CloseReason of(int code) {
    return switch (code) {
      case 1003 -> BINARY;
      case 1007 -> BAD_TEXT;
      case 1009 -> TOO_BIG;
      case 1011 -> UNDECODABLE;
      default -> PROTOCOL;
    };
  }
}
