package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.Cluster;
import hubbub.identity.RevocationList.Revocation;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.RawSocket;
import hubbub.phoenix.TestServer;
import hubbub.store.StoreSettings;
import hubbub.store.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two real servers that are one cluster, and share one PostgreSQL: what is done on one counts on
/// the other at once.
class TwoNodesTest {
  private static final List<String> HOSTS = List.of("127.0.0.2", "127.0.0.3");

  private static final StoreSettings STORE = TestPostgres.fresh();
  private static final int PORT = freePort();

  @TempDir private static Path folder;
  private static List<TestServer> nodes = List.of();

  @BeforeAll
  static void start() {
    List<CompletableFuture<TestServer>> starting =
        HOSTS.stream()
            .map(host ->
                CompletableFuture.supplyAsync(
                    () -> TestServer.start(settings(host)), Thread::startVirtualThread))
            .toList();
    nodes = starting.stream().map(CompletableFuture::join).toList();
  }

  /// On a busy machine, nodes may be out of touch for a moment, and refuse.
  @BeforeEach
  void inReach() {
    for (TestServer node : nodes) {
      Cluster cluster = (Cluster) node.hubbub().topics();
      Awaitility.await().until(() -> cluster.status().orElseThrow().hasContact());
    }
  }

  @AfterAll
  static void stop() {
    nodes.forEach(TestServer::close);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOSTS.getFirst()))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> settings(String host) {
    Map<String, String> its = new HashMap<>();
    its.put("hubbub.data", folder.resolve(host).toString());
    its.put("hubbub.secret", "a secret that both nodes have, of 32 bytes or more");
    its.put("hubbub.spam.enabled", "false");
    its.put("hubbub.drain", "0s");
    its.put("hubbub.store.url", STORE.url());
    its.put("hubbub.store.user", STORE.user());
    its.put("hubbub.accounts.sign-up", "open");
    its.put("hubbub.cluster.host", host);
    its.put("hubbub.cluster.port", String.valueOf(PORT));
    its.put(
        "hubbub.cluster.seeds",
        String.join(",", HOSTS.stream().map(each -> each + ":" + PORT).toList()));
    its.put("hubbub.cluster.insecure", "true");
    return its;
  }

  @Test
  void a_node_with_another_secret_ends_at_once() {
    Map<String, String> its = settings("127.0.0.4");
    its.put("hubbub.secret", "a secret that no other node has, of 32 bytes or more");
    assertThrows(GivenUp.class, () -> TestServer.start(its).close());
  }

  /// SQLite is a file of one machine, so that such a node does without a store.
  @Test
  void a_node_without_a_store_says_how_it_stands_and_leaves_in_order() {
    String host = "127.0.0.4";
    Map<String, String> its = settings(host);
    its.remove("hubbub.store.url");
    its.remove("hubbub.store.user");
    Operator operator = new Operator(its);
    try (TestServer leaving = TestServer.start(its)) {
      assertEquals(3, operator.does("cluster", "status").size() - 3);
      assertTrue(operator.does("spam", "reload").getFirst().startsWith("the spam guard follows"));
      assertEquals(
          List.of("this server has no store: see hubbub.store.url"), operator.asks("bans").lines());
      List<String> left = operator.does("cluster", "leave");
      assertTrue(left.getFirst().startsWith("this node has left"), left::toString);
      assertEquals(true, leaving.hubbub().left().join());
      Awaitility.await()
          .untilAsserted(() -> assertTrue(statusOfA().stream().noneMatch(it -> it.contains(host))));
    }
    assertEquals(
        List.of("no server runs on that data folder"), operator.asks("cluster", "status").lines());
  }

  private static List<String> statusOfA() {
    return operatorOfA().does("cluster", "status");
  }

  private static TestServer a() {
    return nodes.getFirst();
  }

  private static TestServer b() {
    return nodes.getLast();
  }

  private static Operator operatorOfA() {
    return new Operator(settings(HOSTS.getFirst()));
  }

  private static int status(TestServer server, String address) throws IOException {
    try (RawSocket socket =
        RawSocket.send(
            server.port(),
            RawSocket.handshake(
                server.port(), "?vsn=2.0.0", "X-Forwarded-For: " + address + "\r\n"))) {
      return Integer.parseInt(socket.head().substring(9, 12));
    }
  }

  @Test
  void a_topic_registered_on_one_is_registered_on_the_other() {
    for (int i = 0; i < 8; i++) {
      String room = "room:registered" + i;
      List<String> _ = operatorOfA().does("register", room, "--title", "Tea " + i);
      try (PhoenixClient ann = PhoenixClient.connect(b().port(), "ann")) {
        assertEquals("Tea " + i, ann.joined(room).at("/topic/title").asText());
      }
    }
  }

  @Test
  void a_ban_on_one_refuses_the_handshake_on_the_other() throws IOException {
    List<String> _ = operatorOfA().does("ban", "198.51.100.0/24");
    assertEquals(403, status(b(), "198.51.100.9"));
    assertEquals(101, status(b(), "198.51.101.9"));
    List<String> _ = operatorOfA().does("unban", "198.51.100.0/24");
    assertEquals(101, status(b(), "198.51.100.9"));
  }

  @Test
  void a_token_revoked_on_one_is_revoked_on_the_other() {
    Instant end = Instant.now().plus(Duration.ofHours(1));
    assertTrue(a().hubbub().revocations().revoke("site", "token", end));
    Awaitility.await()
        .until(() ->
            b().hubbub().revocations().all().stream()
                .map(Revocation::name)
                .toList()
                .contains("token"));
  }

  @Test
  void a_person_is_erased_from_rooms_and_kept_out_on_the_other() {
    try (PhoenixClient ann = PhoenixClient.connect(b().port(), "ann");
        PhoenixClient bob = PhoenixClient.connect(b().port(), "bob")) {
      String id = ann.joined("room:erased").at("/me/id").asText();
      bob.joined("room:erased");
      String export = String.join("\n", operatorOfA().does("export-account", id));
      assertTrue(export.contains("room:erased"), export);
      List<String> _ = operatorOfA().does("erase-account", id);
      assertEquals("banned", ann.join("room:again", "{}").reason());
    }
  }

  @Test
  void a_topic_of_one_is_in_the_listing_of_both() {
    try (PhoenixClient ann = PhoenixClient.connect(a().port(), "ann")) {
      ann.joined("room:listed");
      for (TestServer node : nodes) {
        Awaitility.await()
            .until(() ->
                node.hubbub().topics().listing().toCompletableFuture().join().stream()
                        .filter(it -> it.topic().value().equals("room:listed"))
                        .count()
                    == 1);
      }
    }
  }
}
