package hubbub.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Inspects each HTTP request of a connection. Malformed requests are refused here. A request for
/// the socket's path is answered here and, if let in, takes the connection out of HTTP for good.
/// All others pass to the HTTP server untouched. Confined to the loop.
///
/// The take-over is a single task. The codec sends the 101; then every HTTP handler but the codec
/// and the server's own is removed, the frame decoder is inserted between those two, and the codec
/// is removed, so that bytes which arrived together with the request go to the decoder. The
/// server's handler must go last: the HTTP server keeps it until the channel closes, and it keeps
/// the neighbours that it had when removed, which must not include the codec. The HTTP server had
/// turned auto-read off for itself; a connection needs it on.
final class Handshake extends ChannelInboundHandlerAdapter {
  private static final WebSocketDecoderConfig FRAMES =
      WebSocketDecoderConfig.newBuilder()
          .maxFramePayloadLength(MessageReader.MAX_BYTES)
          .expectMaskedFrames(true)
          .allowMaskMismatch(false)
          .allowExtensions(false)
          .closeOnProtocolViolation(false)
          .withUTF8Validator(false)
          .build();

  /// Lets all the reserved bits through: the connection checks them.
  private static final WebSocketDecoderConfig FRAMES_WITH_BITS =
      FRAMES.toBuilder().allowExtensions(true).build();

  /// How long a TLS close may wait for the kernel to take it. A socket that takes anything at all
  /// takes it at once.
  private static final long CLOSE_NOTIFY_MILLIS = 100;

  private final Gateway gateway;
  private final HandshakePolicy handshakePolicy;
  private HandshakePolicy.@Nullable Admitted admitted;
  private boolean isOurs;

  Handshake(Gateway gateway, HandshakePolicy handshakePolicy) {
    this.gateway = gateway;
    this.handshakePolicy = handshakePolicy;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request && !isOurs) {
      look(context, request);
    }
    if (!isOurs) {
      context.fireChannelRead(message);
      return;
    }
    ReferenceCountUtil.release(message);
    if (message instanceof LastHttpContent && admitted != null) {
      takeOver(context, admitted);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.fireChannelReadComplete();
    if (isOurs) {
      context.read();
    }
  }

  private void look(ChannelHandlerContext context, HttpRequest request) {
    Optional<HandshakePolicy.Refused> malformed = RequestSyntax.refusalOf(request);
    isOurs = malformed.isPresent() || handshakePolicy.isForSocket(request);
    if (malformed.isPresent()) {
      refuse(context, malformed.get());
    } else if (isOurs) {
      decide(context, request);
    }
  }

  private void decide(ChannelHandlerContext context, HttpRequest request) {
    if (gateway.isDraining()) {
      refuse(context, new HandshakePolicy.Refused(HttpResponseStatus.SERVICE_UNAVAILABLE, ""));
      return;
    }
    switch (handshakePolicy.decide(request, peer(context))) {
      case HandshakePolicy.Admitted in -> admitted = in;
      case HandshakePolicy.Refused refused -> refuse(context, refused);
    }
  }

  private static InetAddress peer(ChannelHandlerContext context) {
    return context.channel().remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  private static void refuse(ChannelHandlerContext context, HandshakePolicy.Refused refused) {
    byte[] body = body(refused).getBytes(StandardCharsets.UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, refused.status(), Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    if (body.length > 0) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json");
    }
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  /// Problem details (RFC 9457); empty where Phoenix sends no body.
  private static String body(HandshakePolicy.Refused refused) {
    String title = refused.status().reasonPhrase();
    return refused.text().isEmpty()
        ? ""
        : """
        {"type":"about:blank","title":"%s","status":%d,"detail":"%s","reason":"%s"}\
        """
            .formatted(
                title,
                refused.status().code(),
                refused.text(),
                title.toLowerCase(Locale.ROOT).replaceAll("[ -]", "_"));
  }

  private void takeOver(ChannelHandlerContext context, HandshakePolicy.Admitted in) {
    var _ = context.writeAndFlush(switching(in));
    ChannelPipeline pipeline = context.pipeline();
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
    WebSocketDecoderConfig frames = in.deflate().isPresent() ? FRAMES_WITH_BITS : FRAMES;
    pipeline.addBefore(
        Gateway.HTTP_HANDLER, "websocket-decoder", new WebSocket13FrameDecoder(frames));
    pipeline.addBefore(Gateway.HTTP_HANDLER, "connection", gateway.open(context.channel(), in));
    pipeline.remove(HttpServerCodec.class);
    pipeline.remove(Gateway.HTTP_HANDLER);
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
