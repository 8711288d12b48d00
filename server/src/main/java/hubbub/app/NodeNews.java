package hubbub.app;

import hubbub.cluster.Bulletin;
import hubbub.codec.CborReader;
import hubbub.codec.CborWriter;
import hubbub.codec.Form;
import hubbub.codec.SlotTypes;
import hubbub.codec.Unreadable;
import hubbub.codec.Words;
import hubbub.identity.RevocationList;
import hubbub.identity.RevocationList.Revocation;
import hubbub.logging.ThrottledLog;
import hubbub.store.ErasureLedger;
import hubbub.store.Store;
import hubbub.store.StoreNews;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// What the nodes of a cluster tell each other that counts on all of them at once: revoked tokens,
/// who was erased, and what has changed in the store that they share. What only memory has is asked
/// for by a node that joins.
final class NodeNews {
  private static final String REVOKED = "revoked";
  private static final String REVOCATIONS = "revocations";
  private static final String ERASED = "erased";
  private static final String ERASURES = "erasures";
  private static final String STORE = "store";
  private static final int MOST_ERASURES = 100_000;
  private static final int MOST_TIMES_ASKED = 10;
  private static final byte[] HEARD = {1};
  private static final ThrottledLog LOG = new ThrottledLog(NodeNews.class);

  private static final Form<Revocation.Kind> REVOCATION_KIND =
      Words.byName("kind", Revocation.Kind.class);
  private static final Form<StoreNews.Kind> STORE_KIND = Words.byName("kind", StoreNews.Kind.class);

  private static final Form<Revocation> REVOCATION =
      Form.record(
          "revocation",
          (out, it) ->
              out.value(it.kind(), REVOCATION_KIND)
                  .text(it.issuer())
                  .text(it.name())
                  .number(it.before())
                  .number(it.until()),
          in ->
              new Revocation(
                  in.value(REVOCATION_KIND), in.text(), in.text(), in.number(), in.number()));

  private static final Form<StoreNews> STORE_NEWS =
      Form.record(
          "news of the store",
          (out, it) -> out.value(it.kind(), STORE_KIND).text(it.about()),
          in -> new StoreNews(in.value(STORE_KIND), in.text()));

  private final Bulletin bulletin;
  private final RevocationList revocations;
  private final ErasureLedger erasures;
  private final Optional<Store> store;

  private NodeNews(
      Bulletin bulletin,
      RevocationList revocations,
      ErasureLedger erasures,
      Optional<Store> store) {
    this.bulletin = bulletin;
    this.revocations = revocations;
    this.erasures = erasures;
    this.store = store;
  }

  /// Tells the others what happens here, and hears what they tell, from now on.
  static NodeNews exchange(
      Bulletin bulletin,
      RevocationList revocations,
      ErasureLedger erasures,
      Optional<Store> store) {
    NodeNews news = new NodeNews(bulletin, revocations, erasures, store);
    news.exchangeRevocations();
    news.exchangeErasures();
    store.ifPresent(news::exchangeStore);
    bulletin.whenMissed(() -> {
      Thread _ = Thread.startVirtualThread(news::catchUpIfPossible);
    });
    return news;
  }

  private void exchangeRevocations() {
    bulletin.hear(REVOKED, this::takeRevocations);
    bulletin.answer(
        REVOCATIONS, _ -> CompletableFuture.completedStage(written(revocations.all(), REVOCATION)));
    revocations.onRevoked(it -> bulletin.tell(REVOKED, written(List.of(it), REVOCATION)));
  }

  private void exchangeErasures() {
    bulletin.hear(ERASED, this::takeErasures);
    bulletin.answer(
        ERASURES,
        _ -> CompletableFuture.completedStage(written(erasures.lines(MOST_ERASURES), Form.TEXT)));
    erasures.onAdded(line -> bulletin.tell(ERASED, written(List.of(line), Form.TEXT)));
  }

  private void exchangeStore(Store its) {
    bulletin.answer(STORE, bytes -> heard(its, bytes));
    its.reach(it -> bulletin.ask(STORE, written(List.of(it), STORE_NEWS)));
  }

  private static CompletionStage<byte[]> heard(Store store, byte[] bytes) {
    CompletableFuture<?> all =
        CompletableFuture.allOf(
            read(bytes, STORE_NEWS).stream()
                .map(it -> store.hear(it).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    return all.handle((_, _) -> HEARD); // a store that is down is read again when it is up
  }

  /// Takes over what this node could not hear of, as one that has just become a member. Blocks.
  void catchUp() {
    ask(REVOCATIONS, this::takeRevocations);
    ask(ERASURES, this::takeErasures);
    store.ifPresent(it -> it.catchUp().toCompletableFuture().join());
  }

  private void catchUpIfPossible() {
    try {
      catchUp();
    } catch (CompletionException e) {
      LOG.warn(
          "What other nodes told was missed, and the store can't say it now: {}",
          String.valueOf(e.getCause()));
    }
  }

  /// Asks again until each member has answered: one that does not is given up by the others before
  /// long.
  private void ask(String subject, Consumer<byte[]> taker) {
    for (int time = 1; time <= MOST_TIMES_ASKED; time++) {
      Bulletin.Answers answers = bulletin.ask(subject, new byte[0]).toCompletableFuture().join();
      answers.all().forEach(taker);
      if (answers.areComplete()) {
        return;
      }
    }
    LOG.warn("Not all other nodes have told what they know: {}", subject);
  }

  private void takeRevocations(byte[] bytes) {
    for (Revocation each : read(bytes, REVOCATION)) {
      boolean _ = revocations.take(each);
    }
  }

  /// Not on an event loop, since it writes a file.
  private void takeErasures(byte[] bytes) {
    List<String> lines = read(bytes, Form.TEXT);
    Thread _ = Thread.startVirtualThread(() -> takeErasures(lines));
  }

  private void takeErasures(List<String> lines) {
    try {
      erasures.take(lines);
    } catch (UncheckedIOException e) {
      LOG.warn(
          "Who was erased on another node could not be written into the data folder: {}",
          String.valueOf(e.getCause()));
    }
  }

  private static <T> byte[] written(List<T> all, Form<T> form) {
    return new CborWriter(SlotTypes.NONE).version().list(all, form).toBytes();
  }

  private static <T> List<T> read(byte[] bytes, Form<T> form) {
    try {
      CborReader in = new CborReader(bytes, SlotTypes.NONE);
      int _ = in.version();
      return in.list(form);
    } catch (Unreadable e) {
      LOG.warn("What another node told can't be read: {}", String.valueOf(e.getMessage()));
      return List.of();
    }
  }
}
