package hubbub.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// The first member of `room:0`, and so its moderator; stays until closed.
final class Moderator implements AutoCloseable {
  private static final int ANSWER_SECONDS = 10;
  private static final String JOIN = "[\"1\",\"1\",\"room:0\",\"phx_join\",{}]";

  /// Still lets everybody speak, but has each message checked against the mode and its end.
  private static final String QUIET =
      "[\"1\",\"2\",\"room:0\",\"set_quiet\",{\"min_rank\":\"guest\",\"ttl_ms\":3600000}]";

  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final Replies replies = new Replies();

  private Moderator(int port) {
    URI address = URI.create("ws://127.0.0.1:" + port + "/socket/websocket?vsn=2.0.0");
    socket = http.newWebSocketBuilder().buildAsync(address, replies).join();
  }

  /// Joins the room; blocks until the join is answered.
  static Moderator join(int port) {
    Moderator moderator = new Moderator(port);
    moderator.ask("1", JOIN);
    return moderator;
  }

  /// Switches quiet mode on; blocks until that is answered.
  void quiet() {
    ask("2", QUIET);
  }

  private void ask(String ref, String frame) {
    CompletableFuture<Boolean> ok = replies.await(ref);
    socket.sendText(frame, true).join();
    if (!ok.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join()) {
      throw new IllegalStateException("refused: " + frame);
    }
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }

  /// Waits for one reply and ignores everything else.
  private static final class Replies implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private volatile String start = "";
    private volatile CompletableFuture<Boolean> asked = new CompletableFuture<>();

    CompletableFuture<Boolean> await(String ref) {
      CompletableFuture<Boolean> next = new CompletableFuture<>();
      asked = next;
      start = "[\"1\",\"" + ref + "\",\"room:0\",\"phx_reply\"";
      return next;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        if (text.indexOf(start) == 0) {
          asked.complete(text.indexOf("\"status\":\"ok\"") > 0);
        }
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(part);
    }
  }
}
