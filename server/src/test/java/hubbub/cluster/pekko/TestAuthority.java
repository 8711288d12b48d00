package hubbub.cluster.pekko;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// An authority of its own that issues certificates, by the program `openssl`.
final class TestAuthority {
  private final Path folder;

  private TestAuthority(Path folder) {
    this.folder = folder;
  }

  /// Makes one that keeps its files in `folder`.
  static TestAuthority in(Path folder) throws IOException {
    Files.createDirectories(folder);
    TestAuthority made = new TestAuthority(folder);
    made.openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.crt");
    return made;
  }

  /// Issues a certificate for a node with that name.
  Protection.Tls issue(String name) throws IOException {
    openssl(
        "req -newkey rsa:2048 -nodes -subj /CN=%s -keyout %s.key -out %s.csr"
            .formatted(name, name, name));
    openssl(
        "x509 -req -days 2 -in %s.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out %s.crt"
            .formatted(name, name));
    return new Protection.Tls(
        folder.resolve(name + ".crt"), folder.resolve(name + ".key"), folder.resolve("ca.crt"));
  }

  private void openssl(String arguments) throws IOException {
    List<String> command = List.of(("openssl " + arguments).split(" "));
    Process openssl =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (openssl.onExit().join().exitValue() != 0) {
      throw new IOException(said);
    }
  }
}
