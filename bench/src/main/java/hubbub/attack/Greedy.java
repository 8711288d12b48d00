package hubbub.attack;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Has much sent to it, and takes nothing: history, events, pages, lists. Keeps sockets that it
/// does not use.
final class Greedy implements Attacker {
  @Override
  public String name() {
    return "greedy";
  }

  @Override
  public String does() {
    return "history for every join, events never read, pages and lists never read, idle sockets";
  }

  @Override
  public void join(Crowd crowd) {
    crowd.add(
        8,
        (all, random) -> {
          HostileSocket socket = all.upgrade(random);
          try {
            for (int i = 1; i <= 200 && all.goesOn(); i++) {
              socket.text("[\"" + i + "\",\"" + i + "\",\"" + TOPIC + "\",\"phx_join\",{}]");
              socket.skipArrived();
            }
          } finally {
            all.done(socket);
          }
        });
    crowd.add(
        100,
        (all, random) -> {
          HostileSocket socket = all.upgrade(random);
          socket.text("[\"1\",\"1\",\"" + TOPIC + "\",\"phx_join\",{}]");
          keep(all, socket);
        });
    crowd.add(50, (all, _) -> keep(all, request(all, "/assets/hubbub-room.js")));
    crowd.add(20, (all, _) -> keep(all, request(all, "/api/topics")));
    crowd.add(300, (all, random) -> keep(all, all.upgrade(random)));
    crowd.add(200, (all, _) -> keep(all, all.connect()));
  }

  private static HostileSocket request(Crowd crowd, String path) throws IOException {
    HostileSocket socket = crowd.connect();
    String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    socket.ascii(request.repeat(20));
    return socket;
  }

  private static void keep(Crowd crowd, HostileSocket socket) throws InterruptedException {
    try {
      for (int i = 0; i < 100 && crowd.goesOn(); i++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } finally {
      crowd.done(socket);
    }
  }
}
