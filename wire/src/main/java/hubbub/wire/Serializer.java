package hubbub.wire;

/// One version's way to write frames. Any thread.
///
/// So far versions differ in what they read alone: all that is sent is V2 ([ServerFrames]), encoded
/// once for everybody, and logs keep it so. A version with frames of another shape (V1: objects)
/// gets an `encode` here, which makes its frame of a V2 frame's parts ([Splice]); it is called
/// where a connection's frames go out, so that nobody else pays for it.
public interface Serializer {
  /// The frame in `length` bytes of a text message, from `offset` on.
  ///
  /// @throws BadFrame if they are no frame; nothing else is thrown, whatever the bytes
  ClientFrame decode(byte[] utf8, int offset, int length) throws BadFrame;
}
