package hubbub.session;

import java.util.Set;

/// Host names that nobody can register on the public net: those without a dot, and those in a
/// domain that is not public.
public final class LocalNames {
  private static final Set<String> DOMAINS =
      Set.of("localhost", "local", "internal", "lan", "svc", "arpa");

  private LocalNames() {}

  /// Whether `name` is one. It is in lower case, and has no port and no dot at its end.
  public static boolean contain(String name) {
    return !name.contains(".") || DOMAINS.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
