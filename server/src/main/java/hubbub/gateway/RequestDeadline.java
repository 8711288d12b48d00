package hubbub.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Limits how long a client may take to send a request: [#HEAD_SECONDS] from its first byte to the
/// end of its headers, then [#BODY_SECONDS] for its body, however the bytes trickle in. When the
/// time is over, fires [Late]. Stands before the HTTP codec, and is told by the [Handshake] behind
/// it what came out of that. A request that arrives whole starts no timer. Confined to the loop.
///
///     BETWEEN ──first byte──▶ HEAD ──head()──▶ BODY
///        ▲                                       │
///        └────────────────end()──────────────────┘
final class RequestDeadline extends ChannelInboundHandlerAdapter {
  static final int HEAD_SECONDS = 10;
  static final int BODY_SECONDS = 30;

  /// The event that a part of a request took too long.
  enum Late {
    HEAD,
    BODY
  }

  private enum Phase {
    BETWEEN,
    HEAD,
    BODY
  }

  private Phase phase = Phase.BETWEEN;
  private @Nullable Future<?> timer;

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    if (phase == Phase.BETWEEN) {
      phase = Phase.HEAD;
    }
    context.fireChannelRead(bytes);
    if (phase != Phase.BETWEEN && timer == null && !context.isRemoved()) {
      boolean isHead = phase == Phase.HEAD;
      timer =
          context
              .executor()
              .schedule(
                  () -> context.fireUserEventTriggered(isHead ? Late.HEAD : Late.BODY),
                  isHead ? HEAD_SECONDS : BODY_SECONDS,
                  TimeUnit.SECONDS);
    }
  }

  /// The headers of a request have arrived.
  void head() {
    enter(Phase.BODY);
  }

  /// A request has arrived whole.
  void end() {
    enter(Phase.BETWEEN);
  }

  private void enter(Phase next) {
    phase = next;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    end();
  }
}
