package hubbub.store;

import static hubbub.store.Given.LOBBY;
import static hubbub.store.Given.resultOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.identity.Account;
import hubbub.identity.AccountStore.Session;
import hubbub.identity.RevocationList.Revocation;
import hubbub.topic.MemberId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Putting a backup in the place of the store.
class RestoringTest {
  private static final MemberId ANN = new MemberId("aAnn");
  private static final MemberId SITE_USER = new MemberId("tCleo");

  @TempDir Path folder;

  private final InstantSource clock = InstantSource.system();
  private Path backup;

  /// Makes a store with two accounts and a backup of it; after that, ann is erased.
  @BeforeEach
  void prepare() throws CannotOpen {
    backup = folder.resolve("backup.db");
    try (Store store = Store.open(settings())) {
      create(store, ANN, "ann");
      create(store, new MemberId("aBob"), "bob");
      store.backup(backup);
      resultOf(store.topics().write(LOBBY, Given.register(), Given.entry(1, "register")));
    }
  }

  private static void create(Store store, MemberId id, String key) {
    Account account = new Account(id, key, key, "a hash", 1, false, false);
    assertTrue(
        resultOf(
            store
                .accounts()
                .create(account, new Session(key, key, 1, 2L << 40), Optional.empty())));
  }

  private StoreSettings settings() {
    return new StoreSettings(
        "jdbc:sqlite:" + folder.resolve("hubbub.db"), "", "", Duration.ofDays(1));
  }

  private Restoring.Done restore(Path from) throws CannotOpen {
    return new Restoring(settings(), ErasureLedger.in(folder), clock).restore(from);
  }

  private String refusal(Path from) {
    return String.valueOf(assertThrows(CannotOpen.class, () -> restore(from)).getMessage());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(each -> String.valueOf(each.getFileName())).sorted().toList();
    }
  }

  private boolean isRegistered() throws CannotOpen {
    try (Store store = Store.open(settings())) {
      return resultOf(store.topics().registration(LOBBY)).isPresent();
    }
  }

  @Test
  void brings_back_what_the_backup_had_and_keeps_the_present_file_aside() throws Exception {
    Restoring.Done done = restore(backup);
    assertFalse(isRegistered());
    Files.move(
        done.aside().orElseThrow(),
        folder.resolve("hubbub.db"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertTrue(isRegistered());
  }

  @Test
  void works_where_there_is_no_store_any_more() throws Exception {
    Files.delete(folder.resolve("hubbub.db"));
    assertEquals(Optional.empty(), restore(backup).aside());
    assertFalse(isRegistered());
    assertEquals(
        Files.getPosixFilePermissions(folder.resolve("hubbub.db")),
        java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void whoever_was_erased_since_stays_erased_under_the_same_pseudonym() throws CannotOpen {
    String pseudonym = ErasureLedger.in(folder).add(ANN, clock.millis());
    assertEquals(new Replayed(1, 1), restore(backup).replayed());
    try (Store store = Store.open(settings())) {
      assertEquals(Optional.empty(), resultOf(store.accounts().find(ANN)));
      assertTrue(resultOf(store.accounts().named("bob")).isPresent());
    }
    assertEquals(pseudonym, ErasureLedger.in(folder).of(ANN).orElseThrow().pseudonym());
  }

  @Test
  void a_sites_user_who_came_again_after_the_erasure_is_left_alone() throws CannotOpen {
    String _ = ErasureLedger.in(folder).add(SITE_USER, clock.millis() - 3_600_000);
    try (Store store = Store.open(settings())) {
      resultOf(
          store
              .topics()
              .write(
                  Given.OTHER,
                  Given.register(
                      Given.ranked(Given.member(SITE_USER.value()), hubbub.topic.Rank.VIP)),
                  Given.entry(1, "register")));
      store.backup(folder.resolve("later.db"));
    }
    assertEquals(0, restore(folder.resolve("later.db")).replayed().erased());
  }

  @Test
  void nobody_is_signed_in_any_more_and_old_access_tokens_count_no_more() throws CannotOpen {
    assertEquals(2, restore(backup).replayed().sessions());
    try (Store store = Store.open(settings())) {
      assertEquals(
          List.of(), resultOf(store.accounts().signOutAll(new MemberId("aBob"), 2L << 40)));
      List<Revocation> revoked = resultOf(store.revocations().all(clock.millis()));
      assertEquals(1, revoked.size());
      assertEquals(Revocation.Kind.ISSUER, revoked.getFirst().kind());
    }
  }

  @Nested
  class Is_refused_and_changes_nothing_for {
    private void isRefused(Path file, String why) throws Exception {
      List<String> before = files();
      String said = refusal(file);
      assertTrue(said.contains(why), said);
      assertEquals(before, files());
      assertTrue(isRegistered());
    }

    @Test
    void a_file_that_is_not_there() throws Exception {
      isRefused(folder.resolve("none.db"), "there is no such file");
    }

    @Test
    void a_text() throws Exception {
      Path text = Files.writeString(folder.resolve("text.db"), "not a store\n".repeat(1_000));
      isRefused(text, "it is no SQLite file");
    }

    @Test
    void half_a_backup() throws Exception {
      byte[] whole = Files.readAllBytes(backup);
      Path half = folder.resolve("half.db");
      Files.write(half, Arrays.copyOf(whole, whole.length / 2));
      isRefused(half, "not whole");
      Files.write(half, Arrays.copyOf(whole, whole.length - 4096));
      isRefused(half, "not whole");
    }

    @Test
    void an_empty_file_and_another_program_s_database() throws Exception {
      isRefused(Files.createFile(folder.resolve("empty.db")), "it is no store of Hubbub");
    }

    @Test
    void a_newer_store() throws Exception {
      StoreSettings newer =
          new StoreSettings(
              "jdbc:sqlite:" + folder.resolve("newer.db"), "", "", Duration.ofDays(1));
      int next = Schema.CURRENT.version() + 1;
      Opened.open(
              newer, new Schema(List.of("classpath:hubbub/store", "classpath:hubbub/later"), next))
          .close();
      isRefused(folder.resolve("newer.db"), "a newer Hubbub made its schema");
    }

    @Test
    void the_store_itself() throws Exception {
      isRefused(folder.resolve("hubbub.db"), "it is the store itself");
    }

    @Test
    void postgresql() {
      StoreSettings postgresql =
          new StoreSettings("jdbc:postgresql://127.0.0.1/x", "", "", Duration.ofDays(1));
      String why =
          String.valueOf(
              assertThrows(
                      CannotOpen.class,
                      () -> new Restoring(postgresql, ErasureLedger.in(folder), clock))
                  .getMessage());
      assertTrue(why.contains("pg_restore"), why);
    }
  }

  @Test
  void erasures_are_replayed_in_postgresql_too() throws CannotOpen {
    try (Store store = Store.open(TestPostgres.fresh())) {
      create(store, ANN, "ann");
      create(store, new MemberId("aBob"), "bob");
      String _ = ErasureLedger.in(folder).add(ANN, clock.millis());
      assertEquals(
          new Replayed(1, 1), new RestoredStore(store, ErasureLedger.in(folder), clock).replay());
    }
  }
}
