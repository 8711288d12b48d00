package hubbub.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The version of this build, and the Java that it runs on. `commit` is empty if the build did not
/// know it.
record Version(String number, String commit, String java) {
  /// The running version.
  static final Version RUNNING = read();

  private static Version read() {
    try (InputStream file = Version.class.getResourceAsStream("/hubbub/version.properties")) {
      Properties built = new Properties();
      built.load(file);
      return new Version(
          built.getProperty("version"),
          built.getProperty("commit"),
          System.getProperty("java.version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `Hubbub 0.1.0 (commit 46b5f46, Java 25.0.1)`.
  @Override
  public String toString() {
    String built = commit.isEmpty() ? "" : "commit " + commit + ", ";
    return "Hubbub " + number + " (" + built + "Java " + java + ")";
  }
}
