package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.cluster.Bulletin;
import hubbub.identity.RevocationList;
import hubbub.store.ErasureLedger;
import hubbub.topic.MemberId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeNewsTest {
  private static final MemberId ANN = new MemberId("gannannannannanna");
  private final Instant end = Instant.now().plusSeconds(3600);

  @TempDir private Path folder;
  private final List<Board> boards = new ArrayList<>();

  /// The bulletin of one of this test's nodes, which all hear each other at once.
  private final class Board implements Bulletin {
    private final Map<String, Consumer<byte[]>> ears = new HashMap<>();
    private final List<Runnable> whenMissed = new ArrayList<>();
    private boolean isDeaf;
    private int refusals;
    private final Map<String, Function<byte[], CompletionStage<byte[]>>> answers = new HashMap<>();

    @Override
    public void tell(String subject, byte[] content) {
      boards.stream()
          .filter(it -> it != this && !it.isDeaf && it.ears.containsKey(subject))
          .forEach(it -> it.ears.get(subject).accept(content));
    }

    @Override
    public void hear(String subject, Consumer<byte[]> ear) {
      ears.put(subject, ear);
    }

    @Override
    public void whenMissed(Runnable again) {
      whenMissed.add(again);
    }

    @Override
    public CompletionStage<Answers> ask(String subject, byte[] question) {
      if (refusals > 0) {
        refusals--;
        return CompletableFuture.completedStage(new Answers(List.of(), false));
      }
      List<byte[]> all =
          boards.stream()
              .filter(it -> it.answers.containsKey(subject))
              .map(it -> it.answers.get(subject).apply(question).toCompletableFuture().join())
              .toList();
      return CompletableFuture.completedStage(new Answers(all, true));
    }

    @Override
    public void answer(String subject, Function<byte[], CompletionStage<byte[]>> answer) {
      answers.put(subject, answer);
    }
  }

  /// What one node knows.
  private record Knowledge(NodeNews news, RevocationList revocations, ErasureLedger erasures) {}

  private Knowledge start(String name) {
    return start(name, 0);
  }

  /// The first `refusals` of its questions are not answered.
  private Knowledge start(String name, int refusals) {
    Path data = folder.resolve(name);
    boolean _ = data.toFile().mkdir();
    Board board = new Board();
    board.refusals = refusals;
    boards.add(board);
    RevocationList revocations = new RevocationList(InstantSource.system());
    ErasureLedger erasures = ErasureLedger.in(data);
    NodeNews news = NodeNews.exchange(board, revocations, erasures, Optional.empty());
    news.catchUp();
    return new Knowledge(news, revocations, erasures);
  }

  private static void awaitErased(ErasureLedger ledger) {
    Awaitility.await().until(() -> ledger.of(ANN).isPresent());
  }

  @Test
  void a_revocation_counts_on_other_nodes_and_on_one_that_joins_later() {
    Knowledge a = start("a");
    Knowledge b = start("b");
    boolean _ = a.revocations().revoke("site", "token", end);
    boolean _ = b.revocations().revokeIssuedBefore("site", "ann", end);
    boolean _ = b.revocations().revokeIssuedBefore("other", end);
    Knowledge c = start("c");
    for (Knowledge node : List.of(a, b, c)) {
      assertEquals(3, node.revocations().all().size());
    }
  }

  @Test
  void a_revocation_that_was_missed_is_asked_for() {
    Knowledge a = start("a");
    Knowledge b = start("b");
    boards.getLast().isDeaf = true;
    boolean _ = a.revocations().revoke("site", "token", end);
    assertEquals(0, b.revocations().all().size());
    boards.getLast().whenMissed.forEach(Runnable::run);
    Awaitility.await().until(() -> b.revocations().all().size() == 1);
  }

  @Test
  void a_node_that_joins_asks_until_all_others_have_answered() {
    boolean _ = start("a").revocations().revoke("site", "token", end);
    assertEquals(1, start("b", 3).revocations().all().size());
  }

  @Test
  void who_was_erased_is_in_the_ledger_of_every_node_under_one_pseudonym() {
    Knowledge a = start("a");
    Knowledge b = start("b");
    String pseudonym = a.erasures().add(ANN, 17);
    Knowledge c = start("c");
    for (Knowledge node : List.of(b, c)) {
      awaitErased(node.erasures());
      assertEquals(pseudonym, node.erasures().of(ANN).orElseThrow().pseudonym());
    }
    awaitErased(ErasureLedger.in(folder.resolve("b")));
  }
}
