package hubbub.fanout;

/// How a connection takes a log's frames.
public enum WireForm {
  /// WebSocket frames.
  PLAIN,

  /// Compressed WebSocket frames.
  DEFLATED,

  /// Events of an event stream ([hubbub.wire.EventStream]): only told events, and new epochs.
  EVENTS
}
