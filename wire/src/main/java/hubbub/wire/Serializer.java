package hubbub.wire;

/// One version's way to write frames. Any thread.
public interface Serializer {
  /// The frame in `length` bytes of a text message, from `offset` on.
  ///
  /// @throws BadFrame if they are no frame; nothing else is thrown, whatever the bytes
  ClientFrame decode(byte[] utf8, int offset, int length) throws BadFrame;
}
