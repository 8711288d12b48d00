package hubbub.http;

import hubbub.identity.AccountOperations;
import hubbub.identity.Accounts;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What the HTTP server needs for accounts: those of the store, and what operators do to them, if
/// there is one; who may sign up; whether the server itself uses TLS; and which pages may send
/// requests.
public record AccountsContext(
    Optional<Accounts> accounts,
    Optional<AccountOperations> operations,
    SignUp signUp,
    boolean isTls,
    Pages pages) {

  /// Who may make an account.
  public enum SignUp {
    /// Anybody.
    OPEN,

    /// Whoever was given a link.
    INVITE,

    /// Nobody.
    OFF;

    private final String word = name().toLowerCase(Locale.ROOT);

    /// Its word in settings and answers.
    public String word() {
      return word;
    }
  }

  /// Which pages may send requests that change something.
  @FunctionalInterface
  public interface Pages {
    /// Whether the page may that a request with these headers comes from, if it comes from one.
    boolean allow(InetAddress peer, Function<String, List<String>> headers);
  }
}
