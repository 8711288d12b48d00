package hubbub.cluster.pekko;

import static hubbub.cluster.pekko.TestNode.until;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final Endpoint SEED = TestNode.freeEndpoint(1);

  @TempDir private static Path folder;
  private static Protection.Tls ours;
  private static Protection.Tls theirs;
  private static TestNode member;

  private final List<TestNode> others = new ArrayList<>();

  @BeforeAll
  static void a_member() throws IOException, CannotOpenFabric {
    ours = TestAuthority.in(folder.resolve("ours")).issue("node");
    theirs = TestAuthority.in(folder.resolve("theirs")).issue("node");
    member = new TestNode(settings(SEED, ours));
    until(() -> member.heard.members.size() == 1);
  }

  @AfterAll
  static void end() {
    member.close();
  }

  @AfterEach
  void end_others() {
    others.forEach(TestNode::close);
    until(() -> member.heard.members.size() == 1);
  }

  private static PekkoSettings settings(Endpoint endpoint, Protection protection) {
    return new PekkoSettings(
        endpoint,
        new Seeds.Listed(List.of(SEED)),
        OptionalInt.empty(),
        Duration.ofSeconds(4),
        protection,
        TestNode.TERMS);
  }

  private TestNode start(Protection protection) throws CannotOpenFabric {
    TestNode other = new TestNode(settings(TestNode.freeEndpoint(2), protection));
    others.add(other);
    return other;
  }

  @Test
  void nodes_with_certificates_of_one_authority_find_each_other() throws CannotOpenFabric {
    TestNode other = start(ours);
    until(() -> member.heard.members.equals(Set.of(member.id(), other.id())));
    until(() -> {
      other.fabric.send(member.id(), new byte[] {7});
      return !member.heard.received.isEmpty();
    });
  }

  @Test
  void a_certificate_of_another_authority_is_not_let_in() throws CannotOpenFabric {
    stays_outside(start(theirs));
  }

  @Test
  void a_node_that_trusts_us_but_shows_another_authoritys_certificate_is_not_let_in()
      throws CannotOpenFabric {
    stays_outside(start(new Protection.Tls(theirs.certificate(), theirs.key(), ours.authority())));
  }

  @Test
  void a_node_without_tls_is_not_let_in() throws CannotOpenFabric {
    stays_outside(start(new Protection.None()));
  }

  private static void stays_outside(TestNode other) {
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(60))
        .until(() -> other.heard.members.isEmpty());
    assertEquals(Set.of(member.id()), member.heard.members);
  }

  @Test
  void a_file_that_is_no_certificate_is_refused_in_one_line() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    CannotOpenFabric why =
        assertThrows(
            CannotOpenFabric.class,
            () -> start(new Protection.Tls(empty, ours.key(), ours.authority())));
    String line = String.valueOf(why.getMessage());
    assertTrue(line.contains("TLS") && !line.contains("\n"), line);
  }
}
