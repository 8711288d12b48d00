package hubbub.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.List;

/// Decodes one client's frames, and tells of frames that have arrived only in part. Confined to the
/// loop.
final class FrameDecoder extends WebSocket13FrameDecoder {
  private static final WebSocketDecoderConfig PLAIN =
      WebSocketDecoderConfig.newBuilder()
          .maxFramePayloadLength(MessageReader.MAX_BYTES)
          .expectMaskedFrames(true)
          .allowMaskMismatch(false)
          .allowExtensions(false)
          .closeOnProtocolViolation(false)
          .withUTF8Validator(false)
          .build();

  /// Lets all the reserved bits through: the connection checks them.
  private static final WebSocketDecoderConfig DEFLATING =
      PLAIN.toBuilder().allowExtensions(true).build();

  private final Runnable onPart;

  /// `isDeflating`: whether frames may be compressed. `onPart` is run when bytes of a frame have
  /// come, but not its end.
  FrameDecoder(boolean isDeflating, Runnable onPart) {
    super(isDeflating ? DEFLATING : PLAIN);
    this.onPart = onPart;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    int frames = out.size();
    super.decode(context, in, out);
    if (out.size() == frames) {
      onPart.run();
    }
  }

  /// How much memory the part of a frame that has arrived takes, in bytes.
  int heldBytes() {
    return internalBuffer().capacity();
  }
}
