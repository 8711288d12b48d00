package hubbub.app;

import hubbub.http.Certificates;
import java.nio.file.Path;
import java.util.Optional;

/// The settings `hubbub.tls.certificate` and `hubbub.tls.key`: both must be given, or neither.
final class Tls {
  private static final String REJECT_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

  private Tls() {}

  /// Whether the server speaks https and wss instead of http and ws.
  static boolean isOn(Settings settings) {
    return settings.get(SettingsTable.TLS_CERTIFICATE).isPresent();
  }

  /// The server's certificates; empty if TLS is off. With TLS, no client of this process's servers
  /// may renegotiate (TLS 1.2), which costs the server far more than the client. The JDK reads that
  /// switch at its first handshake as a server.
  ///
  /// @throws BadSetting if only one of the two is given, or they cannot be used
  static Optional<Certificates> of(Settings settings) throws BadSetting {
    Optional<Path> certificate = settings.get(SettingsTable.TLS_CERTIFICATE);
    Optional<Path> key = settings.get(SettingsTable.TLS_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      Setting<?> missing = key.isEmpty() ? SettingsTable.TLS_KEY : SettingsTable.TLS_CERTIFICATE;
      Setting<?> given = key.isEmpty() ? SettingsTable.TLS_CERTIFICATE : SettingsTable.TLS_KEY;
      throw new BadSetting(
          missing.name() + ": not given (expected: a file, since " + given.name() + " is given)");
    }
    if (certificate.isEmpty()) {
      return Optional.empty();
    }
    System.getProperties().putIfAbsent(REJECT_RENEGOTIATION, "true");
    return Optional.of(read(certificate.get(), key.orElseThrow()));
  }

  private static Certificates read(Path certificate, Path key) throws BadSetting {
    try {
      return Certificates.read(certificate, key);
    } catch (Certificates.Unusable e) {
      String which =
          switch (e.part()) {
            case CERTIFICATE -> SettingsTable.TLS_CERTIFICATE.name() + ": " + certificate;
            case KEY -> SettingsTable.TLS_KEY.name() + ": " + key;
          };
      throw new BadSetting(which + " " + e.getMessage());
    }
  }
}
