package hubbub.store;

import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.LastingAct;
import hubbub.topic.Rank;
import hubbub.topic.Subject;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import hubbub.topic.port.TopicStore.Written;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Writes lasting acts, each inside a transaction of the caller's. A refusal throws [Refused], so
/// that nothing of the transaction remains.
final class ActWriter {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SALT_BYTES = 16;
  private static final int ROUNDS = 50_000;

  private final AuditLog audit;
  private final Erasures erasures;
  private final RegisteredNames names;
  private final Bounds bounds;

  ActWriter(AuditLog audit, Erasures erasures, RegisteredNames names, Bounds bounds) {
    this.audit = audit;
    this.erasures = erasures;
    this.names = names;
    this.bounds = bounds;
  }

  /// How many registered topics there may be, how many that one person registered, and affiliations
  /// of each.
  record Bounds(int topics, int topicsOfOne, int affiliations) {
    static final Bounds DEFAULT = new Bounds(100_000, LastingAct.Register.MOST_OF_ONE, 100_000);
  }

  /// Writes `act` and its line of the audit log.
  Written write(Handle handle, TopicName topic, LastingAct act, AuditEntry entry) {
    erasures.refuse(handle, act, entry);
    long version =
        act instanceof LastingAct.Register register
            ? register(handle, topic, register, entry)
            : nextVersion(handle, topic);
    switch (act) {
      case LastingAct.Register _ -> {}
      case LastingAct.Configure it ->
          RegisteredTopics.configure(handle, topic, withSlowDigest(it.settings()));
      case LastingAct.Unregister _ -> RegisteredTopics.remove(handle, topic);
      case LastingAct.Affiliate it ->
          it.affiliations().forEach(each -> affiliate(handle, topic, each));
      case LastingAct.Demote it -> demote(handle, topic, it.subject());
      case LastingAct.Unban it ->
          Affiliations.remove(handle, topic, it.subject(), Affiliations.BAN);
    }
    audit.add(handle, List.of(new AuditLog.Line(topic, entry)));
    return new Written(LastingAct.Result.DONE, version);
  }

  private long register(Handle handle, TopicName topic, LastingAct.Register act, AuditEntry entry) {
    if (!RegisteredTopics.add(
        handle, topic, withSlowDigest(act.settings()), entry.at(), entry.by().id())) {
      throw new Refused(LastingAct.Result.ALREADY_REGISTERED);
    }
    if (RegisteredTopics.count(handle) > bounds.topics()
        || act.affiliations().size() > bounds.affiliations()) {
      throw new Refused(LastingAct.Result.FULL);
    }
    if (act.isByOwner(entry.by().id())
        && RegisteredTopics.countBy(handle, entry.by().id()) > bounds.topicsOfOne()) {
      throw new Refused(LastingAct.Result.FULL_OF_ONES_OWN);
    }
    act.affiliations().forEach(each -> Affiliations.put(handle, topic, each));
    names.add(topic.value()); // before it is committed, since a commit that fails may have happened
    return 1;
  }

  /// Takes some milliseconds if there is a new password.
  private static TopicSettings withSlowDigest(TopicSettings settings) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return settings.withSlowDigest(salt, ROUNDS);
  }

  private static long nextVersion(Handle handle, TopicName topic) {
    return RegisteredTopics.nextVersion(handle, topic)
        .orElseThrow(() -> new Refused(LastingAct.Result.NOT_REGISTERED));
  }

  private void affiliate(Handle handle, TopicName topic, Affiliation affiliation) {
    Optional<Rank> rank = Affiliations.rankOf(affiliation);
    boolean isOwnerForGood =
        rank.equals(Optional.of(Rank.OWNER)) && affiliation.untilAt().isEmpty();
    if (rank.isPresent() && !isOwnerForGood) {
      keepAnOwner(handle, topic, affiliation.subject());
    }
    boolean isNew =
        !Affiliations.has(handle, topic, affiliation.subject(), Affiliations.kindOf(affiliation));
    if (isNew && Affiliations.count(handle, topic) >= bounds.affiliations()) {
      throw new Refused(LastingAct.Result.FULL);
    }
    Affiliations.put(handle, topic, affiliation);
  }

  private void demote(Handle handle, TopicName topic, Subject subject) {
    keepAnOwner(handle, topic, subject);
    Affiliations.remove(handle, topic, subject, Affiliations.RANK);
  }

  private void keepAnOwner(Handle handle, TopicName topic, Subject subject) {
    if (Affiliations.isOnlyOwner(handle, topic, subject)) {
      throw new Refused(LastingAct.Result.LAST_OWNER);
    }
  }
}
