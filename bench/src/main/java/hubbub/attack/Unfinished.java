package hubbub.attack;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Sends almost 64 KiB of a message on each of many sockets, and never its end.
final class Unfinished implements Attacker {
  private static final int ALMOST = 65_500;
  private static final byte[] SPACES = new byte[ALMOST];

  static {
    Arrays.fill(SPACES, (byte) ' ');
  }

  @Override
  public String name() {
    return "unfinished";
  }

  @Override
  public String does() {
    return "64 KiB of a frame, of a fragmented message, or of a head, and never its end";
  }

  @Override
  public void join(Crowd crowd) {
    crowd.add(800, (all, random) -> sit(all, random, HostileSocket.frame(0x81, 65_535, SPACES)));
    crowd.add(800, (all, random) -> sit(all, random, HostileSocket.frame(0x01, ALMOST, SPACES)));
    crowd.add(
        100,
        (all, _) -> {
          HostileSocket socket = all.connect();
          socket.ascii(HostileSocket.handshake("198.18.1.2") + "X-Long: " + "x".repeat(7_000));
          waitForTheEnd(all, socket);
        });
  }

  private static void sit(Crowd crowd, Random random, byte[] part)
      throws IOException, InterruptedException {
    HostileSocket socket = crowd.upgrade(random);
    socket.bytes(part);
    waitForTheEnd(crowd, socket);
  }

  private static void waitForTheEnd(Crowd crowd, HostileSocket socket)
      throws IOException, InterruptedException {
    try {
      while (crowd.goesOn()) {
        socket.skipArrived();
        TimeUnit.MILLISECONDS.sleep(200);
        socket.bytes(new byte[] {' '});
      }
    } finally {
      crowd.done(socket);
    }
  }
}
