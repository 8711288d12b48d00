package hubbub.topic;

import java.util.Optional;
import java.util.OptionalLong;

/// Selects lines of an audit log: a line must match every field that is present.
///
/// @param act what was done: a word such as `kick`
/// @param by the id of whoever did it
/// @param about the id of the one whom it was about
/// @param since when it was done, at the earliest; milliseconds since 1970 UTC
public record AuditFilter(
    Optional<String> act, Optional<String> by, Optional<String> about, OptionalLong since) {
  /// Selects all lines.
  public static final AuditFilter ALL =
      new AuditFilter(Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty());

  boolean matches(AuditEntry entry) {
    return act.filter(it -> !it.equals(entry.act())).isEmpty()
        && by.filter(it -> !it.equals(entry.by().id())).isEmpty()
        && about.filter(it -> entry.about().filter(its -> its.id().equals(it)).isEmpty()).isEmpty()
        && (since.isEmpty() || entry.at() >= since.getAsLong());
  }
}
