package hubbub.attack;

import java.io.IOException;
import java.util.Random;

/// Asks for as much as it can: commands that are refused, pings, births of topics, joining and
/// leaving, passwords, log lines.
final class Flooding implements Attacker {
  @Override
  public String name() {
    return "flooding";
  }

  @Override
  public String does() {
    return "refused commands, pings, births, joining and leaving, guessing passwords, log lines";
  }

  @Override
  public void join(Crowd crowd) {
    crowd.add(
        4,
        (all, random) ->
            burst(all, random, i -> "[null,\"" + i + "\",\"" + TOPIC + "\",\"x\",{}]"));
    crowd.add(
        4,
        (all, random) ->
            burst(all, random, i -> "[\"1\",\"" + i + "\",\"" + TOPIC + "\",\"phx_join\",{}]"));
    crowd.add(
        4,
        (all, random) ->
            burst(
                all,
                random,
                i -> {
                  String topic = "room:" + Long.toHexString(random.nextLong());
                  return "[\"1\",\"" + i + "\",\"" + topic + "\",\"phx_join\",{}]";
                }));
    crowd.add(
        4,
        (all, random) ->
            burst(
                all,
                random,
                i ->
                    "[\"1\",\"1\",\"room:locked\",\"phx_join\",{\"password\":\""
                        + random.nextInt(10_000)
                        + "\"}]"));
    crowd.add(2, (all, random) -> pings(all, random));
    crowd.add(4, (all, random) -> badOrigin(all, random));
  }

  /// The `i`th frame of a burst.
  private interface Frames {
    String frame(int i);
  }

  private static void burst(Crowd crowd, Random random, Frames frames) throws IOException {
    HostileSocket socket = crowd.upgrade(random);
    try {
      for (int i = 1; i <= 300 && crowd.goesOn(); i++) {
        socket.text(frames.frame(i));
        socket.skipArrived();
      }
    } finally {
      crowd.done(socket);
    }
  }

  private static void pings(Crowd crowd, Random random) throws IOException {
    HostileSocket socket = crowd.upgrade(random);
    try {
      for (int i = 0; i < 2_000 && crowd.goesOn(); i++) {
        socket.bytes(HostileSocket.frame(0x89, 125, new byte[125]));
        socket.skipArrived();
      }
    } finally {
      crowd.done(socket);
    }
  }

  private static void badOrigin(Crowd crowd, Random random) throws IOException {
    HostileSocket socket = crowd.connect();
    try {
      String origin = "https://" + Long.toHexString(random.nextLong()) + ".example";
      socket.ascii(HostileSocket.handshake("198.18.1.3") + "Origin: " + origin + "\r\n\r\n");
      socket.skip(20);
    } finally {
      crowd.done(socket);
    }
  }
}
