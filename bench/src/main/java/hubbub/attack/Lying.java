package hubbub.attack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// Sends what the protocols forbid, and claims to be who it is not.
final class Lying implements Attacker {
  /// Frames that no client may send.
  private static final List<byte[]> FRAMES =
      List.of(
          HostileSocket.frame(0x81, Long.MAX_VALUE, new byte[10]),
          HostileSocket.frame(0x81, -1, new byte[10]),
          HostileSocket.frame(0xf1, 5, new byte[5]),
          HostileSocket.frame(0x80, 5, new byte[5]),
          HostileSocket.frame(0x82, 5, new byte[5]),
          HostileSocket.frame(0x83, 5, new byte[5]),
          HostileSocket.frame(0x09, 5, new byte[5]),
          HostileSocket.frame(0x89, 200, new byte[200]),
          HostileSocket.frame(0x88, 1, new byte[1]),
          HostileSocket.frame(0x88, 2, new byte[] {(byte) 0xff, (byte) 0xff}),
          HostileSocket.frame(0x88, 4, new byte[] {3, (byte) 0xe8, (byte) 0xc3, 0x28}),
          HostileSocket.frame(0xc1, 5, new byte[] {1, 2, 3, 4, 5}),
          HostileSocket.frame(0x81, 3, new byte[] {(byte) 0xc3, 0x28, (byte) 0xff}),
          new byte[] {(byte) 0x81, 5, 'h', 'e', 'l', 'l', 'o'},
          text("{"),
          text("[]"),
          text("[null,null,null,null,null]"),
          text("[\"1\",\"1\",\"" + "x".repeat(1_000) + "\",\"phx_join\",{}]"),
          text("[\"1\",\"1\",\"room:\u202e\",\"phx_join\",{\"nick\":\"\u0007\\u001b[31m\"}]"),
          text("[".repeat(10_000)),
          text("[\"1\",\"1\",\"" + TOPIC + "\",\"phx_join\",{\"since\":{\"seq\":1e999}}]"));

  /// Requests that no client may send, or that claim to come from elsewhere.
  private static final List<String> REQUESTS =
      List.of(
          "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 8.8.8.8, nonsense\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
          "GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: b\r\n c\r\n\r\n",
          "GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
          "POST /socket/websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n",
          "\u0016\u0003\u0001\u0002\u0000\u0001",
          "\r\n\r\n\r\nPRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

  private static byte[] text(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    return HostileSocket.frame(0x81, payload.length, payload);
  }

  @Override
  public String name() {
    return "lying";
  }

  @Override
  public String does() {
    return "frames, JSON, requests and addresses that the protocols forbid";
  }

  @Override
  public void join(Crowd crowd) {
    crowd.add(
        8,
        (all, random) -> {
          HostileSocket socket = all.upgrade(random);
          try {
            socket.bytes(FRAMES.get(random.nextInt(FRAMES.size())));
            socket.skipArrived();
          } finally {
            all.done(socket);
          }
        });
    crowd.add(4, Lying::request);
    crowd.add(4, Lying::noise);
  }

  private static void request(Crowd crowd, Random random) throws IOException {
    HostileSocket socket = crowd.connect();
    try {
      socket.bytes(
          REQUESTS.get(random.nextInt(REQUESTS.size())).getBytes(StandardCharsets.ISO_8859_1));
      socket.skip(10);
    } finally {
      crowd.done(socket);
    }
  }

  private static void noise(Crowd crowd, Random random) throws IOException {
    HostileSocket socket = crowd.upgrade(random);
    try {
      byte[] noise = new byte[1 + random.nextInt(2_000)];
      random.nextBytes(noise);
      socket.bytes(noise);
      socket.skipArrived();
    } finally {
      crowd.done(socket);
    }
  }
}
