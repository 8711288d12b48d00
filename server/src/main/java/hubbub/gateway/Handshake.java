package hubbub.gateway;

import hubbub.topic.AddressPrefix;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Inspects each HTTP request of a connection. Requests that are malformed, or for another server,
/// are refused here. A request for the socket's path is answered here and, if let in, takes the
/// connection out of HTTP for good. All others pass to the HTTP server untouched. Confined to the
/// loop.
///
/// A client may send its next request before it has the answer to the last one. So what is decided
/// here is answered only once the HTTP server has written all its answers: they must neither be
/// overtaken nor be lost with the HTTP server's handler.
final class Handshake extends ChannelDuplexHandler {
  private static final HandshakePolicy.Refused NOTHING_MAY_FOLLOW =
      new HandshakePolicy.Refused(
          HttpResponseStatus.BAD_REQUEST, "Nothing may follow a handshake before its answer.");

  private static final HandshakePolicy.Refused STOPPING =
      new HandshakePolicy.Refused(HttpResponseStatus.SERVICE_UNAVAILABLE, "");

  private static final HandshakePolicy.Refused TOO_SLOW =
      new HandshakePolicy.Refused(
          HttpResponseStatus.REQUEST_TIMEOUT, "The request took too long to arrive.");

  private static final HandshakePolicy.Refused TOO_MANY =
      new HandshakePolicy.Refused(
          HttpResponseStatus.TOO_MANY_REQUESTS,
          "This address has too many connections open (setting hubbub.limits.connections).");

  private static final long RETRY_MILLIS = 60_000;

  private final Gateway gateway;
  private final HandshakePolicy handshakePolicy;
  private final RequestDeadline deadline;

  /// Requests that the HTTP server has not answered yet.
  private int unanswered;

  /// What was decided here about the connection's last request.
  private HandshakePolicy.@Nullable Verdict verdict;

  /// The address that this connection counts for until it is a WebSocket; empty if for none.
  private Optional<AddressPrefix> counted = Optional.empty();

  private boolean isWhole;
  private boolean isAnswered;

  Handshake(Gateway gateway, HandshakePolicy handshakePolicy, RequestDeadline deadline) {
    this.gateway = gateway;
    this.handshakePolicy = handshakePolicy;
    this.deadline = deadline;
  }

  /// Closes the connection if its address has too many.
  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    Optional<AddressPrefix> address = handshakePolicy.limited(peer(context));
    counted = address.filter(gateway.requesting()::enter);
    if (!counted.equals(address)) {
      var _ = context.close();
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    counted.ifPresent(gateway.requesting()::leave);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      deadline.head();
      look(context, request);
    }
    if (message instanceof LastHttpContent) {
      deadline.end();
    }
    if (verdict == null) {
      context.fireChannelRead(message);
      return;
    }
    ReferenceCountUtil.release(message);
    isWhole = isWhole || message instanceof LastHttpContent;
    answer(context);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.fireChannelReadComplete();
    if (verdict != null) {
      context.read();
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    var _ = context.write(message, promise);
    if (isEndOfAnswer(message) && --unanswered == 0 && verdict != null) {
      context.executor().execute(() -> answer(context)); // the HTTP server is still in its write
    }
  }

  private static boolean isEndOfAnswer(Object message) {
    boolean isInterim =
        message instanceof HttpResponse response
            && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    return message instanceof LastHttpContent && !isInterim;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (!(event instanceof RequestDeadline.Late late)) {
      context.fireUserEventTriggered(event);
    } else if (late == RequestDeadline.Late.HEAD && verdict == null && unanswered == 0) {
      verdict = TOO_SLOW;
      answer(context);
    } else {
      var _ = context.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      Exhaustion.ofMemory();
      var _ = context.close();
    } else {
      context.fireExceptionCaught(cause);
    }
  }

  private void look(ChannelHandlerContext context, HttpRequest request) {
    Optional<HandshakePolicy.Refused> unfit =
        RequestSyntax.refusalOf(request).or(() -> handshakePolicy.misdirected(request));
    if (unfit.isPresent()) {
      verdict = unfit.get();
    } else if (verdict != null) {
      verdict = NOTHING_MAY_FOLLOW;
    } else if (handshakePolicy.isForSocket(request)) {
      verdict =
          gateway.isDraining()
              ? STOPPING
              : entered(context, handshakePolicy.decide(request, peer(context)));
    } else if (EventsPolicy.isFor(request)) {
      verdict = entered(context, handshakePolicy.decideEvents(request, peer(context)));
    } else {
      verdict = RequestSyntax.addressRefusalOf(request).orElse(null);
      unanswered += verdict == null ? 1 : 0;
    }
  }

  /// Counts a client that was let in, until its connection is closed; refuses it if its address has
  /// too many.
  private HandshakePolicy.Verdict entered(
      ChannelHandlerContext context, HandshakePolicy.Verdict decided) {
    Optional<AddressPrefix> address =
        switch (decided) {
          case HandshakePolicy.Admitted in -> in.client().address();
          case HandshakePolicy.AdmittedReader in -> in.address();
          case HandshakePolicy.Refused _ -> Optional.empty();
        };
    if (address.isEmpty()) {
      return decided;
    }
    AddressPrefix its = address.get();
    if (!gateway.sockets().enter(its)) {
      return TOO_MANY;
    }
    context.channel().closeFuture().addListener(_ -> gateway.sockets().leave(its));
    return decided;
  }

  private static InetAddress peer(ChannelHandlerContext context) {
    return context.channel().remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  /// Answers what was decided, once nothing else is to be answered before it, unless an answer
  /// before it has ended the connection.
  private void answer(ChannelHandlerContext context) {
    if (verdict == null || unanswered > 0 || isAnswered || !context.channel().isActive()) {
      return;
    }
    switch (verdict) {
      case HandshakePolicy.Refused refused -> {
        isAnswered = true;
        refuse(context, refused);
      }
      case HandshakePolicy.Admitted in when isWhole -> {
        isAnswered = true;
        if (gateway.enter(context.channel())) {
          TakeOver.run(context, gateway, in);
        } else {
          refuse(context, STOPPING);
        }
      }
      case HandshakePolicy.AdmittedReader in when isWhole -> {
        isAnswered = true;
        boolean mayEnter = gateway.enter(context.channel());
        EventConnection connection = TakeOver.run(context, gateway, in);
        if (mayEnter) {
          connection.start();
        } else {
          connection.sendBack(); // browsers never come back to an event stream that was refused
        }
      }
      case HandshakePolicy.Admitted _, HandshakePolicy.AdmittedReader _ -> {} // its end has yet to
        // arrive
    }
  }

  private static void refuse(ChannelHandlerContext context, HandshakePolicy.Refused refused) {
    byte[] body = refused.body().getBytes(StandardCharsets.UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, refused.status(), Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    if (refused.status().equals(HttpResponseStatus.TOO_MANY_REQUESTS)) {
      long millis = refused.retryAfter().map(Duration::toMillis).orElse(RETRY_MILLIS);
      response.headers().set(HttpHeaderNames.RETRY_AFTER, Math.ceilDiv(millis, 1000L));
    }
    if (refused.status().equals(HttpResponseStatus.UNAUTHORIZED)) {
      response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    if (refused.status().equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
      response.headers().set(HttpHeaderNames.ALLOW, HttpMethod.GET);
    }
    if (body.length > 0) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json");
    }
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }
}
