package hubbub.conformance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hubbub.gateway.Limits;
import hubbub.phoenix.RawSocket;
import hubbub.phoenix.SelfSigned;
import hubbub.phoenix.TestServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The nginx configuration in `docs/operate.md`, run as written except for ports and certificate.
/// Skipped without nginx.
class NginxTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```nginx\n(.*?)```");
  private static final SelfSigned SHOWN = SelfSigned.make("EC");

  @TempDir private static Path folder;

  private static TestServer server;
  private static Process nginx;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> installed = installed();
    System.out.println(
        installed
            .map(path -> "NginxTest tries docs/operate.md with " + path)
            .orElse("NginxTest is skipped: there is no nginx on this machine"));
    assumeTrue(installed.isPresent(), "there is no nginx on this machine");
    server = TestServer.start("hubbub.hosts", "chat.example.org");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.writeString(folder.resolve("nginx.conf"), configuration());
    nginx =
        new ProcessBuilder(
                installed.get().toString(),
                "-p",
                folder.toString(),
                "-c",
                "nginx.conf",
                "-e",
                "stderr")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    await().until(NginxTest::isUp);
  }

  /// Also looks in /usr/sbin, where Debian installs it and which is not on everybody's PATH.
  private static Optional<Path> installed() {
    return Stream.concat(
            Arrays.stream(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
        .map(place -> Path.of(place, "nginx"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static boolean isUp() throws IOException {
    if (!nginx.isAlive()) {
      throw new IllegalStateException(Files.readString(folder.resolve("log")));
    }
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @AfterAll
  static void stop() {
    if (nginx != null) {
      nginx.destroy();
      server.close();
    }
  }

  /// The documented site, including its block for serving below a path.
  private static String configuration() throws IOException {
    List<String> blocks = blocks();
    String site = blocks.get(0);
    String whole = site.substring(0, site.lastIndexOf('}')) + blocks.get(1) + "}\n";
    String temporary =
        Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            .map(name -> name + "_temp_path " + folder.resolve(name) + ";\n")
            .reduce("", String::concat);
    return "daemon off;\nmaster_process off;\npid nginx.pid;\nevents {}\nhttp {\naccess_log off;\n"
        + temporary
        + replaced(whole)
        + "}\n";
  }

  private static List<String> blocks() throws IOException {
    Matcher blocks = BLOCK.matcher(Files.readString(Path.of("..", "docs", "operate.md")));
    return blocks.results().map(found -> found.group(1)).toList();
  }

  private static String replaced(String site) {
    return site.replace("listen 443 ssl;", "listen 127.0.0.1:" + port + " ssl;")
        .replace("127.0.0.1:4000", "127.0.0.1:" + server.port())
        .replaceAll("/etc/letsencrypt/\\S*fullchain.pem", SHOWN.certificateFile().toString())
        .replaceAll("/etc/letsencrypt/\\S*privkey.pem", SHOWN.keyFile().toString());
  }

  private static RawSocket send(String request) throws IOException {
    return RawSocket.sendByTls(SHOWN.trusting(), port, request);
  }

  private static String site() {
    return "chat.example.org:" + port;
  }

  private static RawSocket get(String path, String more) throws IOException {
    return send(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + site()
            + "\r\nConnection: close\r\n"
            + more
            + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({"/, 200", "/chat/, 200", "/api/topics, 200", "/chat/api/topics, 200", "/nope, 404"})
  void passes_pages_on_at_the_root_and_below_a_path(String path, int status) throws IOException {
    try (RawSocket answer = get(path, "")) {
      assertTrue(answer.head().startsWith("HTTP/1.1 " + status));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/socket/websocket", "/chat/socket/websocket"})
  void lets_hubbubs_own_page_join_a_topic(String path) throws IOException {
    String handshake =
        RawSocket.handshake(port, "?vsn=2.0.0", "Origin: https://" + site() + "\r\n")
            .replace("/socket/websocket", path)
            .replace("Host: 127.0.0.1:" + port, "Host: " + site());
    try (RawSocket socket = send(handshake)) {
      String head = socket.head();
      assertTrue(head.startsWith("HTTP/1.1 101"), head);
      socket.text("[\"1\",\"1\",\"room:nginx\",\"phx_join\",{}]");
      String reply = socket.next().text();
      assertTrue(reply.contains("\"status\":\"ok\""), reply);
    }
  }

  @Test
  void turns_pages_of_others_away() throws IOException {
    String handshake =
        RawSocket.handshake(port, "?vsn=2.0.0", "Origin: https://evil.example\r\n")
            .replace("Host: 127.0.0.1:" + port, "Host: " + site());
    try (RawSocket socket = send(handshake)) {
      assertTrue(socket.head().startsWith("HTTP/1.1 403"));
    }
  }

  /// Without a forwarded client address the request would be refused. nginx forwards the real one,
  /// here a loopback address, whatever the client claims.
  @ParameterizedTest
  @ValueSource(strings = {"", "X-Forwarded-For: 203.0.113.7\r\n"})
  void names_the_client(String claim) throws IOException {
    try (RawSocket answer = get("/metrics", claim)) {
      assertTrue(answer.head().startsWith("HTTP/1.1 200"));
    }
  }

  @Test
  void the_way_back_from_a_missing_page_stays_below_the_path() throws IOException {
    try (RawSocket answer = get("/chat/a/nope", "Accept: text/html\r\n")) {
      assertTrue(answer.head().startsWith("HTTP/1.1 404"));
      String page = new String(answer.in().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(page.contains("<a href=\"./../\">"), page);
    }
  }

  @Test
  void waits_for_clients_longer_than_hubbub_does() throws IOException {
    List<Integer> seconds =
        Pattern.compile("proxy_(?:read|send)_timeout (\\d+)s;")
            .matcher(blocks().get(0))
            .results()
            .map(found -> Integer.valueOf(found.group(1)))
            .toList();
    assertEquals(2, seconds.size());
    seconds.forEach(each -> assertTrue(each > Limits.DEFAULT.idle().toSeconds(), "s: " + each));
  }
}
