package hubbub.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.RawSocket;
import hubbub.phoenix.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The server as a process.
class MainTest {
  @TempDir Path folder;

  private ServerProcess serve(String data, String... more) throws IOException {
    String[] arguments = new String[more.length + 5];
    String[] first = {"serve", "--port", "0", "--data", folder.resolve(data).toString()};
    System.arraycopy(first, 0, arguments, 0, first.length);
    System.arraycopy(more, 0, arguments, first.length, more.length);
    return ServerProcess.start(folder, arguments);
  }

  @Nested
  class Serving {
    @Test
    void two_run_side_by_side_print_one_line_each_and_stop_when_asked() throws Exception {
      try (ServerProcess one = serve("one");
          ServerProcess two = serve("two")) {
        URI first = one.awaitUp();
        URI second = two.awaitUp();
        assertNotEquals(first, second);
        CompletableFuture<Integer> closed = closeCodeOf(first);
        assertEquals(200, statusOf(second.resolve("/health/ready")));

        one.terminate();
        assertEquals(1012, closed.get(10, TimeUnit.SECONDS));
        assertEquals(0, one.awaitExit(10));
        assertEquals(List.of(), one.output());

        assertEquals(200, statusOf(second.resolve("/health/live")));
        two.terminate();
        assertEquals(0, two.awaitExit(10));
        assertEquals(
            List.of(), two.errors().stream().filter(line -> line.contains("\tat ")).toList());
      }
    }

    @Test
    void prints_its_https_address() throws Exception {
      SelfSigned shown = SelfSigned.make("EC");
      try (ServerProcess server =
              serve(
                  "data",
                  "--hubbub.tls.certificate=" + shown.certificateFile(),
                  "--hubbub.tls.key=" + shown.keyFile());
          HttpClient client = HttpClient.newBuilder().sslContext(shown.trusting()).build()) {
        URI up = server.awaitUp();
        assertEquals("https", up.getScheme());
        assertEquals(
            200,
            client
                .send(
                    HttpRequest.newBuilder(up.resolve("/health/ready")).build(),
                    HttpResponse.BodyHandlers.discarding())
                .statusCode());
      }
    }

    @Test
    void stops_in_time_though_clients_neither_answer_nor_read() throws Exception {
      try (ServerProcess server = serve("data")) {
        int port = server.awaitUp().getPort();
        try (PhoenixClient mute = PhoenixClient.connect(port, "mute");
            PhoenixClient deaf = PhoenixClient.connect(port, "deaf")) {
          mute.joined("room:lobby");
          deaf.joined("room:lobby");
          server.terminate();
          RawSocket.Raw last = mute.raw().next();
          while (last.opcode() != 8) {
            last = mute.raw().next();
          }
          assertEquals(1012, last.closeCode());
          assertEquals(0, server.awaitExit(10));
        }
      }
    }

    @ParameterizedTest
    @CsvSource({"HUP, 1", "INT, 2", "TERM, 15"})
    @EnabledOnOs(OS.LINUX)
    void stops_gracefully_on(String signal, int number) throws Exception {
      try (ServerProcess server = serve("data")) {
        CompletableFuture<Integer> closed = closeCodeOf(server.awaitUp());
        assumeFalse(server.ignores(number));
        server.signal(signal);
        assertEquals(1012, closed.get(10, TimeUnit.SECONDS));
        assertEquals(0, server.awaitExit(10));
      }
    }

    @Test
    void tells_everybody_at_once_and_waits_for_nobody_when_asked_twice() throws Exception {
      try (ServerProcess server = serve("data", "--hubbub.loops=1")) {
        int port = server.awaitUp().getPort();
        List<RawSocket> mute = new ArrayList<>();
        for (int i = 0; i < 800; i++) {
          mute.add(RawSocket.send(port, RawSocket.handshake(port, "?vsn=2.0.0", "")));
          assertTrue(mute.getLast().head().startsWith("HTTP/1.1 101"));
        }
        server.terminate();
        assertEquals(1012, mute.getFirst().closeCode());
        server.terminate();
        for (RawSocket each : mute.subList(1, mute.size())) {
          assertEquals(1012, each.closeCode());
          each.close();
        }
        assertEquals(0, server.awaitExit(10));
        String last = server.errors().getLast();
        assertTrue(
            last.matches(".* reconnect later: 800; still open after \\d+ ms: [1-9].*"), last);
      }
    }

    @Test
    void stops_when_asked_while_it_starts_and_leaves_its_folder_to_the_next() throws Exception {
      try (ServerProcess server = serve("data")) {
        await().until(() -> Files.exists(folder.resolve("data").resolve("lock")));
        server.terminate();
        assertEquals(0, server.awaitExit(60));
      }
      try (ServerProcess next = serve("data")) {
        next.awaitUp();
      }
    }

    @Test
    void runs_without_a_data_folder_if_it_has_its_secret_and_says_what_is_lost() throws Exception {
      Files.writeString(folder.resolve("file"), "in the way");
      try (ServerProcess server = serve("file", "--hubbub.secret=" + "hush".repeat(8))) {
        server.awaitUp();
        List<String> warnings = warnings(server);
        assertEquals(2, warnings.size(), warnings::toString);
        assertTrue(
            warnings.getFirst().contains("hubbub.data: " + folder.resolve("file")),
            warnings::toString);
        assertTrue(
            warnings.getFirst().endsWith("Rooms will not survive a restart"), warnings::toString);
        assertTrue(
            warnings.getLast().contains("There is no store, since the data folder cannot be used"),
            warnings::toString);
      }
    }

    @Test
    void logs_one_line_when_it_is_up_and_one_when_it_has_stopped() throws Exception {
      try (ServerProcess server = serve("data", "--hubbub.kinds.stage.linger=1s")) {
        URI up = server.awaitUp();
        try (PhoenixClient ann = PhoenixClient.connect(up.getPort(), "ann")) {
          ann.joined("stage:a");
          server.terminate();
          assertEquals(0, server.awaitExit(15));
        }
        List<String> lines =
            server.errors().stream().filter(line -> line.contains(" Hubbub: ")).toList();
        assertEquals(2, lines.size(), lines::toString);
        assertTrue(
            lines
                .getFirst()
                .endsWith(Version.RUNNING + " is up at " + up + ". Kinds of topics: room, stage"),
            lines::toString);
        assertTrue(
            lines
                .getLast()
                .matches(
                    ".*Stopped. Connections told to reconnect later: 1; still open after \\d+ ms:"
                        + " [01]"),
            lines::toString);
      }
    }

    @Test
    void warns_that_hardly_anybody_can_join_if_guests_are_off() throws Exception {
      try (ServerProcess server = serve("data", "--hubbub.guests=false")) {
        server.awaitUp();
        List<String> lines =
            server.errors().stream().filter(line -> line.contains(" Hubbub: ")).toList();
        assertEquals(2, lines.size(), lines::toString);
        assertTrue(lines.getLast().contains("Only tokens of ./hubbub token"), lines::toString);
        assertTrue(lines.getLast().contains("hubbub.tokens."), lines::toString);
      }
    }

    @Test
    void warns_once_about_a_proxy_that_does_not_name_its_clients() throws Exception {
      try (ServerProcess server = serve("data", "--hubbub.hosts=chat.example.org")) {
        int port = server.awaitUp().getPort();
        String head = "GET /metrics HTTP/1.1\r\nHost: chat.example.org\r\n\r\n";
        for (int i = 0; i < 3; i++) {
          try (RawSocket socket = RawSocket.send(port, head)) {
            assertTrue(socket.head().startsWith("HTTP/1.1 403"));
          }
          refuse(port, "X-Real-IP: 203.0.113.7\r\n", 101);
        }
        List<String> lines = warnings(server);
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.getLast().contains("X-Forwarded-For"), lines::toString);
        assertTrue(lines.getLast().contains("docs/operate.md"), lines::toString);
      }
    }

    @Test
    void logs_an_origin_once_however_often_it_is_refused() throws Exception {
      try (ServerProcess server = serve("data")) {
        int port = server.awaitUp().getPort();
        for (int i = 0; i < 30; i++) {
          refuse(port, "Origin: https://evil.example\r\n", 403);
        }
        for (int i = 0; i < 30; i++) {
          refuse(port, "Origin: https://" + i + ".example\u0007\u00e9\r\n", 400);
          refuse(port, "Origin: https://" + i + ".example\u00e9\r\n", 403);
        }
        List<String> lines = warnings(server);
        assertEquals(10, lines.size(), lines::toString);
        assertTrue(lines.getFirst().contains("https://evil.example (403)"), lines::toString);
        assertTrue(lines.getFirst().contains("hubbub.origins"), lines::toString);
      }
    }

    private static List<String> warnings(ServerProcess server) throws IOException {
      return server.errors().stream().filter(line -> line.contains(" WARN ")).toList();
    }

    private static void refuse(int port, String header, int status) throws IOException {
      try (RawSocket socket =
          RawSocket.send(port, RawSocket.handshake(port, "?vsn=2.0.0", header))) {
        assertEquals(String.valueOf(status), socket.head().substring(9, 12));
      }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void opens_only_the_port_asked_for_and_none_on_loopback() throws Exception {
      try (ServerProcess server = serve("data")) {
        int port = server.awaitUp().getPort();
        assertEquals(Set.of(port), OpenPorts.of(server.pid()));
      }
    }

    @Test
    void on_its_own_loads_no_class_of_the_cluster_engine() throws Exception {
      try (ServerProcess server = serve("data")) {
        server.awaitUp();
        Set<String> loaded = LoadedClasses.of(server.pid());
        assertTrue(loaded.contains(Hubbub.class.getName()));
        assertEquals(
            List.of(),
            loaded.stream().filter(it -> it.matches("(org\\.apache\\.pekko|scala)\\..*")).toList());
      }
    }

    private static int statusOf(URI uri) throws IOException, InterruptedException {
      try (HttpClient client = HttpClient.newHttpClient()) {
        return client
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
            .statusCode();
      }
    }

    private static CompletableFuture<Integer> closeCodeOf(URI server) {
      CompletableFuture<Integer> code = new CompletableFuture<>();
      URI socket = URI.create("ws" + server.toString().substring("http".length()));
      var _ =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(
                  socket.resolve("/socket/websocket?vsn=2.0.0"),
                  new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
                      code.complete(status);
                      return CompletableFuture.completedStage(null);
                    }
                  })
              .join();
      return code;
    }
  }

  @Nested
  class RefusingToStart {
    private void assertRefused(String says, ServerProcess server) throws Exception {
      assertRefused(2, says, server);
    }

    /// Refused with a status after which systemd tries again.
    private void assertRefusedForNow(String says, ServerProcess server) throws Exception {
      assertRefused(75, says, server);
    }

    private void assertRefused(int status, String says, ServerProcess server) throws Exception {
      try (server) {
        assertEquals(status, server.awaitExit(60));
        assertEquals(List.of(), server.output());
        assertEquals(1, server.errors().size(), () -> "stderr has more or less than a line");
        assertTrue(server.errors().getFirst().contains(says), server.errors().getFirst());
      }
    }

    @Test
    void on_a_port_that_is_taken() throws Exception {
      try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        String port = String.valueOf(taken.getLocalPort());
        assertRefused("hubbub.port: 127.0.0.1:" + port, serve("data", "--hubbub.port=" + port));
      }
    }

    @Test
    void with_a_data_folder_that_cannot_be_written_to() throws Exception {
      Files.writeString(folder.resolve("file"), "in the way");
      assertRefused("hubbub.data: ", serve("file"));
    }

    @Test
    void on_a_data_folder_that_another_process_uses_until_that_is_killed() throws Exception {
      try (ServerProcess first = serve("data")) {
        first.awaitUp();
        assertRefusedForNow(
            "hubbub.data: "
                + folder.resolve("data")
                + " (expected: a folder that no other server uses; process "
                + first.pid()
                + " uses this one)",
            serve("data"));
        first.signal("KILL");
        first.awaitExit(10);
      }
      try (ServerProcess next = serve("data")) {
        next.awaitUp();
      }
    }

    @Test
    void on_a_data_folder_that_another_process_uses_and_has_refused_to_itself() throws Exception {
      Settings settings = Settings.of(Map.of("hubbub.data", folder.resolve("data").toString()));
      try (DataFolder _ = DataFolder.open(settings)) {
        assertThrows(BadSetting.class, () -> DataFolder.open(settings));
        System.gc(); // closes what the refusal may have left open, and then the lock would be lost
        assertRefusedForNow("process " + ProcessHandle.current().pid(), serve("data"));
      }
    }

    @Test
    void on_a_database_of_no_known_sort() throws Exception {
      assertRefused("hubbub.store.url: ", serve("data", "--hubbub.store.url=jdbc:oracle:x"));
    }

    @Test
    void with_a_certificate_but_no_key() throws Exception {
      assertRefused(
          "hubbub.tls.key: not given (expected: a file, since hubbub.tls.certificate is given)",
          serve("data", "--hubbub.tls.certificate=cert.pem"));
    }

    @Test
    void with_a_key_but_no_certificate() throws Exception {
      assertRefused("hubbub.tls.certificate: not given", serve("data", "--hubbub.tls.key=key.pem"));
    }

    @Test
    void with_a_certificate_that_cannot_be_read() throws Exception {
      assertRefused(
          "hubbub.tls.certificate: cert.pem cannot be read",
          serve("data", "--hubbub.tls.certificate=cert.pem", "--hubbub.tls.key=key.pem"));
    }

    @Test
    void with_a_key_of_another_certificate() throws Exception {
      Path key = SelfSigned.make("EC").keyFile();
      assertRefused(
          "hubbub.tls.key: " + key + " is not the key of that certificate",
          serve(
              "data",
              "--hubbub.tls.certificate=" + SelfSigned.make("EC").certificateFile(),
              "--hubbub.tls.key=" + key));
    }

    @Test
    void with_an_unknown_setting() throws Exception {
      assertRefused("did you mean hubbub.guests?", serve("data", "--hubbub.guest=true"));
    }

    @Test
    void with_a_value_of_the_wrong_type() throws Exception {
      assertRefused("hubbub.port: many (expected: ", serve("data", "--hubbub.port=many"));
    }

    @Test
    void with_a_value_of_the_wrong_type_for_a_kind_in_a_file() throws Exception {
      Path file = folder.resolve("hubbub.yml");
      Files.writeString(file, "hubbub: {kinds: {room: {linger: soon}}}");
      assertRefused(
          "hubbub.kinds.room.linger: soon (expected: ", serve("data", "--config", "hubbub.yml"));
    }

    @Test
    void with_a_file_that_is_not_there() throws Exception {
      assertRefused("none.yml: no such file", serve("data", "--config", "none.yml"));
    }

    @Test
    void on_a_database_that_cannot_be_reached() throws Exception {
      assertRefusedForNow(
          "hubbub.store.url: jdbc:postgresql://127.0.0.1:1/chat: ",
          serve("data", "--hubbub.store.url=jdbc:postgresql://127.0.0.1:1/chat"));
    }

    @Test
    void on_a_file_that_is_no_database() throws Exception {
      Path data = Files.createDirectory(folder.resolve("data"));
      Files.writeString(data.resolve("hubbub.db"), "no database, but a text".repeat(100));
      assertRefused("file is not a database", serve("data"));
    }

    @Test
    void with_a_password_in_the_address_of_the_database() throws Exception {
      assertRefused(
          "without user and password",
          serve("data", "--hubbub.store.url=jdbc:postgresql://db/chat?password=hush"));
    }

    @Test
    void with_an_invalid_origin() throws Exception {
      assertRefused("hubbub.origins: foo (expected: ", serve("data", "--hubbub.origins=foo"));
    }

    @Test
    void with_an_unknown_option() throws Exception {
      assertRefused("--prot", serve("data", "--prot=1"));
    }

    @Test
    void with_an_unknown_command() throws Exception {
      assertRefused("dance", ServerProcess.start(folder, "dance"));
    }
  }

  @Test
  void config_prints_each_setting_its_value_and_origin() throws Exception {
    try (ServerProcess config =
        ServerProcess.start(
            folder, "config", "--port", "5000", "--hubbub.secret=" + "hush".repeat(8))) {
      List<String> lines = config.output();
      assertEquals(0, config.awaitExit(60));
      assertTrue(lines.contains("hubbub.port = 5000  # the command line"), lines::toString);
      assertTrue(lines.contains("hubbub.guests = true  # default"), lines::toString);
      assertTrue(lines.contains("hubbub.secret = ********  # the command line"), lines::toString);
      assertTrue(lines.stream().noneMatch(line -> line.contains("hush")));
    }
  }

  @Nested
  class AskingForHealth {
    private List<String> ask(int expected, String... more) throws Exception {
      List<String> arguments = new ArrayList<>(List.of("health"));
      arguments.addAll(List.of(more));
      try (ServerProcess health = ServerProcess.start(folder, arguments.toArray(String[]::new))) {
        List<String> lines = health.output();
        assertEquals(expected, health.awaitExit(60), lines::toString);
        return lines;
      }
    }

    @Test
    void finds_a_server_that_listens_everywhere_ready() throws Exception {
      try (ServerProcess server = serve("data", "--host", "0.0.0.0")) {
        String port = String.valueOf(server.awaitUp().getPort());
        assertEquals(List.of("ready"), ask(0, "--port", port, "--host", "0.0.0.0"));
      }
    }

    @Test
    void finds_a_server_with_a_certificate_of_another_name_ready() throws Exception {
      SelfSigned shown = SelfSigned.make("EC");
      String[] tls = {
        "--hubbub.tls.certificate=" + shown.certificateFile(), "--hubbub.tls.key=" + shown.keyFile()
      };
      try (ServerProcess server = serve("data", tls)) {
        String port = String.valueOf(server.awaitUp().getPort());
        assertEquals(List.of("ready"), ask(0, "--port", port, tls[0], tls[1]));
      }
    }

    @Test
    void says_which_setting_keeps_it_out() throws Exception {
      try (ServerProcess server = serve("data", "--hubbub.metrics.allow=none")) {
        String answer = ask(1, "--port", "" + server.awaitUp().getPort()).getFirst();
        assertTrue(answer.contains("hubbub.metrics.allow"), answer);
      }
    }

    @Test
    void fails_where_no_server_listens() throws Exception {
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      String answer = ask(1, "--port", "" + port).getFirst();
      assertTrue(answer.startsWith("no answer at port " + port), answer);
    }
  }

  @Test
  void token_prints_one_that_the_server_of_the_same_data_folder_accepts() throws Exception {
    try (ServerProcess server = ServerProcess.start(folder, "serve", "--port=0", "--data=d")) {
      int port = server.awaitUp().getPort();
      String token = token("d");
      try (PhoenixClient ann = PhoenixClient.open(port, "?vsn=2.0.0&token=" + token)) {
        JsonNode me = ann.joined("room:lobby").path("me");
        assertEquals("Ann", me.path("nick").asText());
        assertEquals("owner", me.path("rank").asText());
        assertEquals("local:ann", me.path("account").asText());
      }
    }
  }

  private String token(String data) throws Exception {
    try (ServerProcess making =
        ServerProcess.start(
            folder, "token", "--sub", "ann", "--name", "Ann", "--rank", "owner", "--data", data)) {
      List<String> lines = making.output();
      assertEquals(0, making.awaitExit(60));
      assertEquals(1, lines.size(), lines::toString);
      return lines.getFirst();
    }
  }

  @Test
  void token_makes_none_where_no_server_has_run() throws Exception {
    try (ServerProcess making =
        ServerProcess.start(folder, "token", "--sub", "ann", "--data", "none")) {
      assertEquals(2, making.awaitExit(60));
      assertTrue(making.errors().toString().contains("--data"), making.errors()::toString);
      assertFalse(Files.exists(folder.resolve("none")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rank=owner", "--sub=a --rank=king", "--sub=a --topic=room:a,room:b"})
  void token_refuses_options_that_make_none(String options) throws Exception {
    String[] arguments = ("token " + options).split(" ");
    try (ServerProcess making = ServerProcess.start(folder, arguments)) {
      assertEquals(2, making.awaitExit(60));
      assertEquals(List.of(), making.output());
      assertEquals(1, making.errors().size(), () -> options);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version", "-V"})
  void version_says_which_hubbub_and_which_java_this_is(String asked) throws Exception {
    try (ServerProcess version = ServerProcess.start(folder, asked)) {
      List<String> lines = version.output();
      assertEquals(0, version.awaitExit(60));
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(
          lines
              .getFirst()
              .matches("Hubbub \\d+\\.\\d+\\.\\d+\\S* \\((commit \\S+, )?Java 25\\S*\\)"),
          lines::toString);
    }
  }
}
