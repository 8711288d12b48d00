package hubbub.phoenix;

import hubbub.app.BadSetting;
import hubbub.app.Hubbub;
import hubbub.app.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A whole server for tests, on a free port, with a data folder of its own.
public final class TestServer implements AutoCloseable {
  private final Hubbub hubbub;

  private TestServer(Map<String, String> settings) {
    try {
      Path data = Files.createTempDirectory("hubbub");
      Map<String, String> all = new HashMap<>(settings);
      all.put("hubbub.port", "0");
      all.put("hubbub.data", data.toString());
      hubbub = Hubbub.start(Settings.of(all));
    } catch (BadSetting e) {
      throw new IllegalArgumentException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A server as it comes.
  public static TestServer start() {
    return new TestServer(Map.of());
  }

  /// A server with one setting of another value.
  public static TestServer start(String setting, String value) {
    return new TestServer(Map.of(setting, value));
  }

  /// A server with these settings.
  public static TestServer start(Map<String, String> settings) {
    return new TestServer(settings);
  }

  public int port() {
    return hubbub.port();
  }

  public Hubbub hubbub() {
    return hubbub;
  }

  @Override
  public void close() {
    hubbub.close();
  }
}
