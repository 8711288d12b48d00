package hubbub.attack;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Sends heads, bodies and frames so slowly that they never end, and reads as slowly.
final class Slow implements Attacker {
  @Override
  public String name() {
    return "slow";
  }

  @Override
  public String does() {
    return "heads, bodies, frames and reading, a few bytes a second";
  }

  @Override
  public void join(Crowd crowd) {
    crowd.add(
        200,
        (all, _) -> {
          HostileSocket socket = all.connect();
          trickle(
              all, socket, HostileSocket.handshake("198.18.1.1") + "X-Slow: " + "x".repeat(4_000));
        });
    crowd.add(
        100,
        (all, _) -> {
          HostileSocket socket = all.connect();
          socket.ascii(
              "POST /api/topics HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000000\r\n\r\n");
          trickle(all, socket, "x".repeat(4_000));
        });
    crowd.add(
        200,
        (all, random) -> {
          HostileSocket socket = all.upgrade(random);
          socket.bytes(HostileSocket.frame(0x81, 60_000, new byte[0]));
          trickle(all, socket, " ".repeat(60_000));
        });
    crowd.add(
        50,
        (all, random) -> {
          HostileSocket socket = all.upgrade(random);
          socket.text("[\"1\",\"1\",\"" + TOPIC + "\",\"phx_join\",{}]");
          while (all.goesOn()) {
            socket.skip(10);
            TimeUnit.MILLISECONDS.sleep(500);
          }
        });
  }

  private static void trickle(Crowd crowd, HostileSocket socket, String text)
      throws IOException, InterruptedException {
    try {
      for (int at = 0; at < text.length() && crowd.goesOn(); at++) {
        socket.ascii(text.substring(at, at + 1));
        TimeUnit.MILLISECONDS.sleep(250);
      }
    } finally {
      crowd.done(socket);
    }
  }
}
