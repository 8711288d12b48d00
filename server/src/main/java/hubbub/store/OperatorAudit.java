package hubbub.store;

import hubbub.identity.OperatorAct;
import hubbub.topic.AuditEntry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/// Writes what operators do into the audit log, in the transaction in which it is done.
record OperatorAudit(AuditLog audit, Erasures erasures, InstantSource clock) {
  /// A line about the whole server, which adds itself.
  @FunctionalInterface
  interface Line {
    void add();
  }

  /// The line about `act`. It must be asked for first in a transaction, as [Erasures] says.
  Line of(Handle handle, OperatorAct act) {
    List<AuditLog.Line> lines = erasures.withPseudonyms(handle, List.of(line(act)));
    return () -> audit.add(handle, lines);
  }

  AuditLog.Line line(OperatorAct act) {
    return new AuditLog.Line(
        AuditLog.SERVER,
        new AuditEntry(
            clock.millis(),
            act.act(),
            new AuditEntry.Party(act.by(), Optional.empty(), Optional.empty()),
            Optional.of(act.about())
                .filter(it -> !it.isEmpty())
                .map(it -> new AuditEntry.Party(it, Optional.empty(), Optional.empty())),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty()));
  }
}
