package hubbub.http;

import hubbub.gateway.Loops;
import hubbub.session.Proxies;
import hubbub.topic.AddressPrefix;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// An HTTP server on a free port of loopback, with the test's own topics behind it, and a client.
/// Topics of the kind `lounge` are listed.
final class LoneWeb implements AutoCloseable {
  private static final List<AddressPrefix> LOOPBACK = List.of(AddressPrefix.parse("127.0.0.0/8"));

  final HttpClient client = HttpClient.newHttpClient();
  final StandingTopics topics = new StandingTopics();
  final AtomicReference<HttpContext.Phase> phase = new AtomicReference<>(HttpContext.Phase.UP);
  final AtomicReference<HttpContext.StoreState> store =
      new AtomicReference<>(HttpContext.StoreState.UP);
  final AtomicReference<Supplier<String>> metrics =
      new AtomicReference<>(() -> "hubbub_births_total 3.0\n");

  private final Loops loops = Loops.open("auto", OptionalInt.of(1));
  private final Web web;

  LoneWeb() throws Web.CannotListen {
    web = listen(0);
  }

  /// One more server on these loops.
  Web listen(int port) throws Web.CannotListen {
    HttpContext httpContext =
        new HttpContext(
            topics,
            phase::get,
            store::get,
            () -> metrics.get().get(),
            new AccountsContext(
                Optional.empty(),
                Optional.empty(),
                AccountsContext.SignUp.OFF,
                false,
                (_, _) -> true),
            ApiContext.NONE,
            new Proxies(LOOPBACK, 32, 64),
            LOOPBACK);
    Web prepared =
        Web.prepare(
            new Web.Listening(
                "127.0.0.1", port, Optional.empty(), loops.group(), loops.transport()));
    prepared.listen(new Web.Pipelines(_ -> {}, _ -> {}), httpContext);
    return prepared;
  }

  int port() {
    return web.port();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /// Gets `path`; `headers` are names and values in turn.
  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Override
  public void close() {
    web.close();
    loops.close();
    client.close();
  }
}
