package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.cluster.OneNode.Seat;
import hubbub.store.Store;
import hubbub.store.StoreSettings;
import hubbub.store.TestPostgres;
import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.LastingAct;
import hubbub.topic.LastingAct.Result;
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.Subject;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import hubbub.topic.port.TopicStore.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Topics that are born while somebody else registers them, such as an owner on another node that
/// has just ended. Each may be born before or after the store has it.
class RegisteredAtBirthTest {
  private static final int TOPICS = 60;

  @TempDir private Path folder;

  @Test
  void on_sqlite() throws Exception {
    crosses(
        new StoreSettings(
            "jdbc:sqlite:" + folder.resolve("hubbub.db"), "", "", Duration.ofDays(30)));
  }

  @Test
  void on_postgresql() throws Exception {
    crosses(TestPostgres.fresh());
  }

  /// Whoever is first is a founder only if the topic is not registered, and nobody is one later.
  private static void crosses(StoreSettings settings) throws Exception {
    try (Store store = Store.open(settings);
        OneNode node = new OneNode(store.topics(), OneNode.LINGER_MILLIS, "room")) {
      for (int i = 0; i < TOPICS; i++) {
        TopicName topic = node.newTopic();
        CompletableFuture<Seat> joined =
            CompletableFuture.supplyAsync(() -> node.joined(topic, "bob"));
        CompletionStage<Written> written = store.topics().write(topic, registeredByEve(), byEve());
        Seat bob = joined.join();
        assertEquals(Result.DONE, written.toCompletableFuture().join().result());
        Seat eve = node.joined(topic, "eve");
        assertEquals(Rank.OWNER, eve.ear().joined().entered().me().rank());
        await().until(() -> bob.ear().rank() == Rank.GUEST);
      }
    }
  }

  private static LastingAct registeredByEve() {
    Affiliation owner =
        new Affiliation(
            new Subject.Member(new MemberId("eve")),
            new Affiliation.Standing.Ranked(Rank.OWNER),
            Optional.empty(),
            OptionalLong.empty(),
            1,
            "eve",
            Rank.OWNER,
            Optional.empty());
    return new LastingAct.Register(TopicSettings.DEFAULT, List.of(owner));
  }

  private static AuditEntry byEve() {
    return new AuditEntry(
        1,
        "register",
        new AuditEntry.Party("eve", Optional.empty(), Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty());
  }
}
