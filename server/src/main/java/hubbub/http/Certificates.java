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

/// What the server shows who it is by: a certificate and its key, in two files that are looked at
/// once a second. What they hold now is what the next handshake meets; connections that stand keep
/// what they met.
///
/// The files are compared by their bytes, so that it does not matter how they are replaced: in
/// place, by a rename, or behind a link. While they are no pair, as between the two when they are
/// replaced one by one, the last pair stays.
public final class Certificates implements CertificateProvider, AutoCloseable {
  static final String NAME = "hubbub";

  private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

  private final Path certificate;
  private final Path key;
  private final Sinks.Many<KeyStore> pairs = Sinks.many().replay().latest();
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

  /// What was read last, good or not; like what was complained of, confined to who looks.
  private Contents last;

  private String complaint = "";

  private Certificates(Path certificate, Path key, Contents first) throws Unusable {
    this.certificate = certificate;
    this.key = key;
    this.last = first;
    offer(first);
  }

  /// Which of the two files.
  public enum Part {
    CERTIFICATE,
    KEY
  }

  /// One of the files is not what it should be; the message says why.
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
  /// @throws Unusable if they cannot be read, or are no pair
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

  /// Begins to look at the files, until it is closed.
  void watch() {
    var _ = looking.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      Contents now = contents(certificate, key);
      if (!now.isSameAs(last)) {
        last = now;
        offer(now);
        LOG.info("The certificate in {} has changed: new connections get the new one", certificate);
      }
      complaint = "";
    } catch (Unusable e) {
      complain((e.part() == Part.KEY ? key : certificate) + " " + e.getMessage());
    } catch (RuntimeException bug) {
      LOG.error(
          "A bug of Hubbub's kept a changed certificate from being used; new connections get the one"
              + " before. Please report it",
          bug);
    }
  }

  /// Says so, unless it was the last thing that was said.
  private void complain(String now) {
    if (!now.equals(complaint)) {
      complaint = now;
      LOG.warn(
          "The certificate has changed, but {}: new connections get the one before until certificate"
              + " and key are a pair",
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

  /// Looks no more.
  @Override
  public void close() {
    looking.shutdownNow();
  }
}
