package hubbub.phoenix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A self-signed certificate for the loopback address, and its key, made with the JDK's keytool.
/// Stored in two PEM files, which are deleted when this JVM exits.
public record SelfSigned(X509Certificate certificate, Path certificateFile, Path keyFile) {
  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "it";

  /// Makes a certificate with a key for `algorithm`: `EC` or `RSA`.
  public static SelfSigned make(String algorithm) {
    try {
      Path folder = passing(Files.createTempDirectory("tls"));
      KeyStore store =
          KeyStore.getInstance(made(folder, algorithm).toFile(), PASSWORD.toCharArray());
      X509Certificate certificate = (X509Certificate) store.getCertificate(ALIAS);
      byte[] key = store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
      return new SelfSigned(
          certificate,
          Files.writeString(
              passing(folder.resolve("certificate.pem")),
              pem("CERTIFICATE", certificate.getEncoded())),
          Files.writeString(passing(folder.resolve("key.pem")), pem("PRIVATE KEY", key)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path passing(Path path) {
    path.toFile().deleteOnExit();
    return path;
  }

  private static Path made(Path folder, String algorithm) throws IOException {
    Path store = passing(folder.resolve("store.p12"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            algorithm,
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=ip:127.0.0.1,dns:localhost",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.onExit().join().exitValue() != 0) {
      throw new IOException(said);
    }
    return store;
  }

  public static String pem(String label, byte[] content) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /// A client context that trusts only this certificate.
  public SSLContext trusting() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(ALIAS, certificate);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Overwrites this pair's files with the other pair's.
  public void replaceBy(SelfSigned other) throws IOException {
    Files.copy(other.keyFile, keyFile, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(other.certificateFile, certificateFile, StandardCopyOption.REPLACE_EXISTING);
  }
}
