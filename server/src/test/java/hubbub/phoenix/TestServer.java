package hubbub.phoenix;

import hubbub.app.BadSetting;
import hubbub.app.Hubbub;
import hubbub.app.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A whole server for tests, by default on a free port and with its own data folder.
public final class TestServer implements AutoCloseable {
  private final Hubbub hubbub;

  /// The data folder, if this server created it.
  private final @Nullable Path folder;

  private TestServer(Map<String, String> settings) {
    try {
      Map<String, String> all = new HashMap<>(settings);
      all.putIfAbsent("hubbub.port", "0");
      all.putIfAbsent("hubbub.loops", "3"); // so that connections move between loops on any machine
      all.putIfAbsent("hubbub.spam.rate", "20/s"); // tests are faster than people
      all.putIfAbsent("hubbub.spam.burst", "40");
      folder = settings.containsKey("hubbub.data") ? null : Files.createTempDirectory("hubbub");
      if (folder != null) {
        all.put("hubbub.data", folder.toString());
      }
      hubbub = Hubbub.start(Settings.of(all));
    } catch (BadSetting e) {
      throw new IllegalArgumentException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A server with default settings, but for how fast people may talk.
  public static TestServer start() {
    return new TestServer(Map.of());
  }

  /// A server with one changed setting.
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
    if (folder != null) {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
