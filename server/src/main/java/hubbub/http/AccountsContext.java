package hubbub.http;

import hubbub.identity.Accounts;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What the HTTP server needs for accounts: those of the store, if there is one; whether anybody
/// may sign up; whether the server itself uses TLS; and which pages may send requests.
public record AccountsContext(
    Optional<Accounts> accounts, boolean isSignUpOpen, boolean isTls, Pages pages) {

  /// Which pages may send requests that change something.
  @FunctionalInterface
  public interface Pages {
    /// Whether the page may that a request with these headers comes from, if it comes from one.
    boolean allow(InetAddress peer, Function<String, List<String>> headers);
  }
}
