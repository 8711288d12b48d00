package hubbub.wire;

/// Decodes frames of one protocol version. Any thread.
///
/// So far, versions differ only in what they read: everything sent is V2 ([ServerFrames]), encoded
/// once for all members and kept so in logs. A version with frames of another shape (V1: objects)
/// would get an `encode` here, which builds its frame from the parts of a V2 frame ([Splice]). It
/// would be called where a connection's frames are written, so that other connections do not pay
/// for it.
public interface Serializer {
  /// Decodes the `length` bytes of a text message that start at `offset`.
  ///
  /// @throws BadFrame if they are not a frame; throws nothing else, whatever the bytes
  ClientFrame decode(byte[] utf8, int offset, int length) throws BadFrame;
}
