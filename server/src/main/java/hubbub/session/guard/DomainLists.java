package hubbub.session.guard;

import hubbub.text.HostNames;
import java.util.Collection;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Domains that are allowed and denied, with all that is below them. What is on both lists is
/// allowed. Any thread.
final class DomainLists {
  private final Set<String> allowed;
  private final Set<String> denied;

  /// How the allowed domains look.
  private final Set<String> looks;

  /// Names are in lower case.
  DomainLists(Collection<String> allowed, Collection<String> denied) {
    this.allowed = each(allowed, HostNames::canonical);
    this.denied = each(denied, HostNames::canonical);
    this.looks = each(this.allowed, HostNames::look);
  }

  private static Set<String> each(Collection<String> names, UnaryOperator<String> form) {
    return names.stream().map(form).collect(Collectors.toUnmodifiableSet());
  }

  boolean allows(HostNames.Host host) {
    return isIn(allowed, host.name());
  }

  /// Whether it is denied, or only looks like one that is allowed.
  boolean denies(HostNames.Host host) {
    return !allows(host)
        && (isIn(denied, host.name())
            || (!looks.isEmpty() && looks.contains(HostNames.look(host.domain()))));
  }

  /// Whether that host, or a domain that it is in, is one of these.
  private static boolean isIn(Set<String> domains, String host) {
    if (domains.isEmpty()) {
      return false;
    }
    String name = host;
    while (!domains.contains(name)) {
      int dot = name.indexOf('.');
      if (dot < 0) {
        return false;
      }
      name = name.substring(dot + 1);
    }
    return true;
  }
}
