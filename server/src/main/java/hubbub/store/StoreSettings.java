package hubbub.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where the store is, and for how long it keeps addresses of people in the audit log.
///
/// @param url `jdbc:sqlite:<file>` or `jdbc:postgresql://…`
/// @param user empty: as the URL says
/// @param password empty: none
public record StoreSettings(String url, String user, String password, Duration addressesKept) {
  /// The file that has it; empty if none does.
  public Optional<Path> file() {
    return Dialect.of(url).flatMap(it -> it.file(this));
  }

  /// The URL without its parameters, which may have secrets.
  String place() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }
}
