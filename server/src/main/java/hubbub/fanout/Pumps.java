package hubbub.fanout;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The pumps of a node, one per event loop. Any thread.
public final class Pumps {
  private final Map<EventLoop, LoopPump> pumps = new ConcurrentHashMap<>();

  /// How many frames have been handed to members so far.
  public long delivered() {
    return pumps.values().stream().mapToLong(LoopPump::delivered).sum();
  }

  /// The pump of the channel's loop.
  LoopPump of(Channel channel) {
    return pumps.computeIfAbsent(channel.eventLoop(), loop -> new LoopPump(loop, channel.alloc()));
  }
}
