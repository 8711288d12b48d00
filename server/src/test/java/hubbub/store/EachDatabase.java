package hubbub.store;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// A test that runs on each database, with a store that is empty.
@ParameterizedClass
@ValueSource(strings = {"SQLite", "PostgreSQL"})
abstract class EachDatabase {
  @Parameter String database = "";
  @TempDir Path folder;
  StoreSettings settings;
  Store store;

  @BeforeEach
  void open() throws CannotOpen {
    settings =
        database.equals("PostgreSQL")
            ? TestPostgres.fresh()
            : new StoreSettings(
                "jdbc:sqlite:" + folder.resolve("hubbub.db"), "", "", Duration.ofDays(30));
    store = Store.open(settings);
  }

  @AfterEach
  void close() {
    store.close();
  }
}
