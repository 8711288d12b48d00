package hubbub.store;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

class SqlitePersonalDataTest extends PersonalDataContract {
  @TempDir Path folder;

  @Override
  StoreSettings fresh() {
    return new StoreSettings(
        "jdbc:sqlite:" + folder.resolve("hubbub.db"), "", "", Duration.ofDays(30));
  }

  @Override
  String overriding() {
    return "";
  }
}
