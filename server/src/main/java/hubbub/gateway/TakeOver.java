package hubbub.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import java.util.Map;

/// Takes a connection out of HTTP for good, as a single task on its loop.
///
/// The codec sends the 101; then every HTTP handler but the codec and the server's own is removed,
/// the frame decoder is inserted between those two, and the codec is removed, so that bytes which
/// arrived together with the request go to the decoder. The server's handler must go last: the HTTP
/// server keeps it until the channel closes, and it keeps the neighbours that it had when removed,
/// which must not include the codec. The HTTP server had turned auto-read off for itself; a
/// connection needs it on.
final class TakeOver {
  /// How long a TLS close may wait for the kernel to take it. A socket that takes anything at all
  /// takes it at once.
  private static final long CLOSE_NOTIFY_MILLIS = 100;

  private TakeOver() {}

  /// Makes the WebSocket of a client that was let in. No answer of the HTTP server may be pending.
  static void run(ChannelHandlerContext context, Gateway gateway, HandshakePolicy.Admitted in) {
    var _ = context.writeAndFlush(switching(in));
    ChannelPipeline pipeline = context.pipeline();
    removeHandlers(pipeline);
    Connection connection = gateway.open(context.channel(), in);
    pipeline.addBefore(Gateway.HTTP_HANDLER, "websocket-decoder", connection.decoder());
    pipeline.addBefore(Gateway.HTTP_HANDLER, "connection", connection);
    removeHttp(context);
  }

  /// Makes the event stream of a client that was let in, to be started. Nothing has been answered
  /// yet.
  static EventConnection run(
      ChannelHandlerContext context, Gateway gateway, HandshakePolicy.AdmittedReader in) {
    ChannelPipeline pipeline = context.pipeline();
    removeHandlers(pipeline);
    EventConnection connection = gateway.open(context.channel(), in);
    pipeline.addBefore(Gateway.HTTP_HANDLER, "connection", connection);
    removeHttp(context);
    return connection;
  }

  private static void removeHandlers(ChannelPipeline pipeline) {
    SslHandler tls = pipeline.get(SslHandler.class);
    if (tls != null) {
      tls.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS);
    }
    for (Map.Entry<String, ChannelHandler> entry : pipeline.toMap().entrySet()) {
      boolean isNeeded =
          entry.getValue() instanceof HttpServerCodec
              || entry.getValue() instanceof SslHandler
              || entry.getKey().equals(Gateway.HTTP_HANDLER);
      if (!isNeeded) {
        pipeline.remove(entry.getKey());
      }
    }
  }

  private static void removeHttp(ChannelHandlerContext context) {
    context.pipeline().remove(HttpServerCodec.class);
    context.pipeline().remove(Gateway.HTTP_HANDLER);
    context.channel().config().setAutoRead(true);
  }

  private static FullHttpResponse switching(HandshakePolicy.Admitted in) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
    response
        .headers()
        .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
        .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, in.accept());
    in.subprotocol()
        .ifPresent(name -> response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, name));
    in.deflate()
        .ifPresent(
            terms -> response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, terms));
    return response;
  }
}
