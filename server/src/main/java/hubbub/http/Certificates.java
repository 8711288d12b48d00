package hubbub.http;

import io.micronaut.http.ssl.CertificateProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Sinks;

/// The server's TLS certificate and its private key, from two files that are checked once a second.
/// New handshakes get the current pair; open connections keep theirs.
///
/// Files are compared by content, so it does not matter how they are replaced: in place, by a
/// rename, or through a link. While the two do not match, as when they are replaced one after the
/// other, the last good pair stays in use.
public final class Certificates implements CertificateProvider, AutoCloseable {
  static final String NAME = "hubbub";

  private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

  private final Path certificate;
  private final Path key;
  private final Sinks.Many<KeyStore> pairs = Sinks.many().replay().latest();
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

  /// The contents last read, valid or not. Like `complaint`, used only by the watching thread.
  private Contents last;

  private String complaint = "";

  private Certificates(Path certificate, Path key, Contents first) throws Unusable {
    this.certificate = certificate;
    this.key = key;
    this.last = first;
    offer(first);
  }

  /// One of the two files.
  public enum Part {
    CERTIFICATE,
    KEY
  }

  /// A file cannot be used; the message says why.
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private final Part part;

    Unusable(Part part, String why) {
      super(why);
      this.part = part;
    }

    public Part part() {
      return part;
    }
  }

  private record Contents(byte[] certificate, byte[] key) {
    boolean isSameAs(Contents other) {
      return Arrays.equals(certificate, other.certificate) && Arrays.equals(key, other.key);
    }
  }

  /// Reads both files.
  ///
  /// @throws Unusable if they cannot be read, or do not match
  public static Certificates read(Path certificate, Path key) throws Unusable {
    return new Certificates(certificate, key, contents(certificate, key));
  }

  private static Contents contents(Path certificate, Path key) throws Unusable {
    return new Contents(bytes(certificate, Part.CERTIFICATE), bytes(key, Part.KEY));
  }

  private static byte[] bytes(Path file, Part part) throws Unusable {
    try {
      return Files.readAllBytes(file);
    } catch (IOException _) {
      throw new Unusable(part, "cannot be read");
    }
  }

  /// Watches the files until [#close].
  void watch() {
    var _ = looking.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      Contents now = contents(certificate, key);
      if (!now.isSameAs(last)) {
        last = now;
        offer(now);
        LOG.info("The certificate in {} has changed: new connections use the new one", certificate);
      }
      complaint = "";
    } catch (Unusable e) {
      complain((e.part() == Part.KEY ? key : certificate) + " " + e.getMessage());
    } catch (RuntimeException bug) {
      LOG.error(
          "A bug in Hubbub kept a changed certificate from being used; new connections use the old"
              + " one. Please report it",
          bug);
    }
  }

  /// Logs a warning, unless it is the same as the last one.
  private void complain(String now) {
    if (!now.equals(complaint)) {
      complaint = now;
      LOG.warn(
          "The certificate has changed, but {}: new connections use the old one until certificate"
              + " and key match",
          now);
    }
  }

  private void offer(Contents contents) throws Unusable {
    pairs.tryEmitNext(PemPair.keyStore(contents.certificate(), contents.key())).orThrow();
  }

  @Override
  public Publisher<KeyStore> getKeyStore() {
    return pairs.asFlux();
  }

  @Override
  public String getName() {
    return NAME;
  }

  /// Stops watching.
  @Override
  public void close() {
    looking.shutdownNow();
  }
}
