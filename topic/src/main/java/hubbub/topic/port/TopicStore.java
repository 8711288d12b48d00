package hubbub.topic.port;

import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.AuditFilter;
import hubbub.topic.LastingAct;
import hubbub.topic.Registration;
import hubbub.topic.StoredStanding;
import hubbub.topic.Subject;
import hubbub.topic.TopicName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// What outlives topics: registered topics, what they remember about people, and the audit log.
/// Implemented by the store.
///
/// Any thread; calls never block. A stage fails with [Unavailable] if the store can't be asked now.
/// Reads compare with the clock: what has ended is never read.
public interface TopicStore {
  /// Whether `topic` may be registered. From memory; if false, it certainly is not.
  boolean mayBeRegistered(TopicName topic);

  /// The registration of `topic`, if it is registered. One query.
  CompletionStage<Optional<Registration>> registration(TopicName topic);

  /// What the topic remembers about a person who goes by all of `subjects`: its rank, its ban, and
  /// that of its address. Version 0 if the topic is not registered. One query.
  CompletionStage<StoredStanding> standing(TopicName topic, List<Subject> subjects);

  /// Writes an act and its line of the audit log in one transaction: both or neither. If the stage
  /// fails, it is unknown which; writing the same again does no harm.
  CompletionStage<Written> write(TopicName topic, LastingAct act, AuditEntry entry);

  /// Adds a line to the audit log, later, and without an answer. Lines that can't be kept are
  /// dropped and counted.
  void writeBehind(TopicName topic, AuditEntry entry);

  /// What the topic remembers: at most `limit`, in the order of subjects, starting after `after`.
  CompletionStage<Page<Affiliation>> affiliations(
      TopicName topic, Filter filter, Optional<String> after, int limit);

  /// The audit log of a topic, newest first.
  CompletionStage<Page<AuditEntry>> audit(TopicName topic, AuditPart part);

  /// Which lines of an audit log: at most `limit` of those that `filter` means, starting after
  /// `after`.
  record AuditPart(AuditFilter filter, Optional<String> after, int limit) {
    /// Of all lines.
    public static AuditPart ofAll(Optional<String> after, int limit) {
      return new AuditPart(AuditFilter.ALL, after, limit);
    }
  }

  /// The result of a write; `version` is the topic's version after it, 0 if nothing was written.
  record Written(LastingAct.Result result, long version) {}

  /// Which affiliations are meant: bans, or lasting ranks of at least some rank.
  enum Filter {
    BANS,
    MEMBERS,
    MODERATORS,
    OWNERS
  }

  /// A part of a list. `next` is the `after` of the next part; empty on the last.
  record Page<T>(List<T> entries, Optional<String> next) {
    public Page {
      entries = List.copyOf(entries);
    }
  }

  /// The store is down, too slow, or asked too much at once.
  final class Unavailable extends Exception {
    private static final long serialVersionUID = 1;

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }

    public Unavailable(String message) {
      super(message);
    }
  }
}
