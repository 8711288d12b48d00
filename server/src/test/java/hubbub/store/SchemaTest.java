package hubbub.store;

import static hubbub.store.Given.LOBBY;
import static hubbub.store.Given.member;
import static hubbub.store.Given.resultOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.Affiliation;
import hubbub.topic.Rank;
import hubbub.topic.StoredStanding;
import hubbub.topic.TopicSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  private static final String NOW = "classpath:hubbub/store";
  private static final int CURRENT = Schema.CURRENT.version();
  private static final int NEXT = CURRENT + 1;

  @TempDir Path folder;

  private static Schema later(int version) {
    return new Schema(List.of(NOW, "classpath:hubbub/later"), version);
  }

  private StoreSettings sqlite() {
    return new StoreSettings("jdbc:sqlite:" + file(), "", "", Duration.ofDays(1));
  }

  private Path file() {
    return folder.resolve("hubbub.db");
  }

  private static void migrate(StoreSettings settings, Schema schema) throws CannotOpen {
    Opened.open(settings, schema).close();
  }

  private static OptionalInt versionOf(StoreSettings settings) throws SQLException {
    return Schema.versionOf(Dialect.of(settings.url()).orElseThrow().connect(settings));
  }

  private static void register(StoreSettings settings) throws CannotOpen {
    try (Opened opened = Opened.open(settings, Schema.CURRENT)) {
      opened
          .lanes()
          .writes()
          .jdbi()
          .useHandle(
              handle -> RegisteredTopics.add(handle, LOBBY, TopicSettings.DEFAULT, 1, "ann"));
    }
  }

  private static boolean hasLobby(StoreSettings settings, Schema schema) throws CannotOpen {
    try (Opened opened = Opened.open(settings, schema)) {
      return opened.names().mayContain(LOBBY);
    }
  }

  private Set<String> copies() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.contains("schema"))
          .collect(Collectors.toSet());
    }
  }

  private static String refusal(StoreSettings settings, Schema schema) {
    return String.valueOf(
        assertThrows(CannotOpen.class, () -> migrate(settings, schema)).getMessage());
  }

  @Test
  void is_the_newest_that_there_is_a_script_for() throws CannotOpen {
    migrate(sqlite(), Schema.CURRENT);
    String why = refusal(sqlite(), new Schema(List.of(NOW), NEXT));
    assertTrue(why.contains("No migration with a target version"), why);
  }

  @Nested
  class Of_a_new_database {
    @Test
    void is_made_without_a_copy() throws Exception {
      migrate(sqlite(), Schema.CURRENT);
      assertEquals(OptionalInt.of(CURRENT), versionOf(sqlite()));
      assertEquals(Set.of(), copies());
    }

    @Test
    void is_made_in_postgresql() throws Exception {
      StoreSettings settings = TestPostgres.empty();
      assertEquals(OptionalInt.empty(), versionOf(settings));
      migrate(settings, Schema.CURRENT);
      assertEquals(OptionalInt.of(CURRENT), versionOf(settings));
    }
  }

  @Nested
  class Of_an_older_version {
    @Test
    void takes_a_rank_or_ban_without_its_givers_rank_for_an_admins() throws Exception {
      for (StoreSettings settings : List.of(sqlite(), TestPostgres.empty())) {
        migrate(settings, new Schema(List.of(NOW), 1));
        insertBan(settings);
        try (Store store = Store.open(settings)) {
          StoredStanding ann = resultOf(store.topics().standing(LOBBY, List.of(member("ann"))));
          assertEquals(Optional.of(Rank.ADMIN), ann.ban().map(Affiliation::byRank));
        }
      }
    }

    private static void insertBan(StoreSettings settings) throws Exception {
      try (Connection connection =
              Dialect.of(settings.url()).orElseThrow().connect(settings).getConnection();
          Statement statement = connection.createStatement()) {
        int _ =
            statement.executeUpdate(
                "insert into registered_topics (name, title, password_required, members_only,"
                    + " listed, words_action, version, registered_at, by_id)"
                    + " values ('room:lobby', '', false, false, true, 'refuse', 1, 1, 'eve')");
        int _ =
            statement.executeUpdate(
                "insert into affiliations (topic, subject, kind, unless_signed_in, set_at, by_id)"
                    + " values ('room:lobby', 'm:ann', 'ban', false, 1, 'eve')");
      }
    }

    @Test
    void is_brought_up_to_date_and_keeps_what_is_in_it() throws Exception {
      for (StoreSettings settings : List.of(sqlite(), TestPostgres.fresh())) {
        register(settings);
        assertTrue(hasLobby(settings, later(NEXT)));
        assertEquals(OptionalInt.of(NEXT), versionOf(settings));
      }
    }

    @Test
    void is_copied_before() throws Exception {
      register(sqlite());
      migrate(sqlite(), later(NEXT));
      assertEquals(Set.of("hubbub.db.schema-" + CURRENT), copies());
      assertEquals(
          PosixFilePermissions.fromString("rw-------"),
          Files.getPosixFilePermissions(folder.resolve("hubbub.db.schema-" + CURRENT)));
      Files.move(
          folder.resolve("hubbub.db.schema-" + CURRENT),
          file(),
          StandardCopyOption.REPLACE_EXISTING);
      assertTrue(hasLobby(sqlite(), Schema.CURRENT));
    }

    @Test
    void leaves_its_last_two_copies() throws Exception {
      for (int version = 1; version <= CURRENT + 3; version++) {
        migrate(sqlite(), later(version));
      }
      assertEquals(
          Set.of("hubbub.db.schema-" + (CURRENT + 1), "hubbub.db.schema-" + (CURRENT + 2)),
          copies());
    }

    @Test
    void is_left_as_it_was_if_a_script_fails() throws Exception {
      Schema broken = new Schema(List.of(NOW, "classpath:hubbub/broken"), NEXT);
      for (StoreSettings settings : List.of(sqlite(), TestPostgres.fresh())) {
        register(settings);
        assertTrue(refusal(settings, broken).contains("its schema cannot be changed"));
        assertTrue(hasLobby(settings, Schema.CURRENT));
        migrate(settings, later(NEXT));
      }
    }
  }

  @Nested
  class Of_a_newer_version {
    @Test
    void is_refused() throws Exception {
      for (StoreSettings settings : List.of(sqlite(), TestPostgres.fresh())) {
        migrate(settings, later(NEXT));
        assertEquals(
            "a newer Hubbub made its schema (version %d; this one knows %d)"
                .formatted(NEXT, CURRENT),
            refusal(settings, Schema.CURRENT));
        assertEquals(OptionalInt.of(NEXT), versionOf(settings));
      }
    }
  }
}
