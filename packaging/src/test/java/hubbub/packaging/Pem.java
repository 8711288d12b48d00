package hubbub.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/// A certificate that nobody has signed, and its key, in files that everybody may read.
record Pem(Path certificate, Path key) {
  private static final String PASSWORD = "changeit";

  /// Makes the pair with the JDK's keytool.
  static Pem make(Path folder) throws IOException, GeneralSecurityException {
    Path store = folder.resolve("store.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Run.of(
            new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "it",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD))
        .assertOk();
    KeyStore pair = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    byte[] certificate = pair.getCertificate("it").getEncoded();
    byte[] key = pair.getKey("it", PASSWORD.toCharArray()).getEncoded();
    return new Pem(
        write(folder.resolve("certificate.pem"), "CERTIFICATE", certificate),
        write(folder.resolve("key.pem"), "PRIVATE KEY", key));
  }

  private static Path write(Path file, String label, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, text, label));
  }
}
