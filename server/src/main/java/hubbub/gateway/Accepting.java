package hubbub.gateway;

import hubbub.logging.ThrottledLog;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Stands in the pipeline of the listening socket. While the process has no file descriptors left,
/// tries to accept connections once a second; until then, the kernel lets clients wait. Confined to
/// the listener's loop.
final class Accepting extends ChannelInboundHandlerAdapter {
  static final int PAUSE_SECONDS = 1;

  /// Here, so that it is loaded in time: loading a class can take a descriptor.
  private static final ThrottledLog LOG = new ThrottledLog(Accepting.class);

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException failure) {
      context.channel().config().setAutoRead(false);
      resumeLater(context);
      LOG.warn(
          "Cannot accept connections ({}); trying again every second. If too many files are open:"
              + " ulimit -n, or LimitNOFILE in the systemd unit, allows more",
          String.valueOf(failure.getMessage()));
    } else {
      context.fireExceptionCaught(cause);
    }
  }

  private static void resumeLater(ChannelHandlerContext context) {
    var _ =
        context
            .executor()
            .schedule(
                () -> context.channel().config().setAutoRead(true),
                PAUSE_SECONDS,
                TimeUnit.SECONDS);
  }
}
