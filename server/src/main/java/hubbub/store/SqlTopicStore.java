package hubbub.store;

import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.LastingAct;
import hubbub.topic.Registration;
import hubbub.topic.StoredStanding;
import hubbub.topic.Subject;
import hubbub.topic.TopicName;
import hubbub.topic.port.TopicStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// The [TopicStore] on a database. Any thread.
final class SqlTopicStore implements TopicStore {
  private final Database database;
  private final RegisteredNames names;
  private final ActWriter acts;
  private final AuditBuffer audit;
  private final OtherServers others;
  private final StandingLookups standings;
  private final InstantSource clock;

  SqlTopicStore(
      Database database,
      RegisteredNames names,
      ActWriter acts,
      AuditBuffer audit,
      OtherServers others,
      InstantSource clock) {
    this.database = database;
    this.names = names;
    this.acts = acts;
    this.audit = audit;
    this.others = others;
    this.standings = new StandingLookups(database, clock);
    this.clock = clock;
  }

  @Override
  public boolean mayBeRegistered(TopicName topic) {
    return names.mayContain(topic);
  }

  @Override
  public CompletionStage<Optional<Registration>> registration(TopicName topic) {
    return database.read(handle -> RegisteredTopics.find(handle, topic));
  }

  @Override
  public CompletionStage<StoredStanding> standing(TopicName topic, List<Subject> subjects) {
    return standings.find(topic, subjects);
  }

  @Override
  public CompletionStage<Written> write(TopicName topic, LastingAct act, AuditEntry entry) {
    return act instanceof LastingAct.Register
        ? others
            .adding(
                StoreNews.Kind.TOPIC_REGISTERED, topic.value(), () -> writeHere(topic, act, entry))
            .whenComplete((written, _) -> {
              if (written != null && written.result() != LastingAct.Result.DONE) {
                gone(topic);
              }
            })
        : writeHere(topic, act, entry);
  }

  /// Tells other servers that a topic is not registered; each looks for itself.
  private void gone(TopicName topic) {
    CompletionStage<?> _ = others.tell(StoreNews.Kind.TOPIC_GONE, topic.value());
  }

  /// Another server says that the topic is not registered: then its name is no longer known here.
  CompletionStage<?> goneElsewhere(TopicName topic) {
    long additions = names.additions();
    return registration(topic)
        .thenAccept(found -> {
          if (found.isEmpty()) {
            names.remove(topic, additions);
          }
        });
  }

  private CompletionStage<Written> writeHere(TopicName topic, LastingAct act, AuditEntry entry) {
    return database
        .write(handle -> new Done(acts.write(handle, topic, act, entry), names.additions()))
        .handle((done, fault) -> done == null ? refusal(fault) : finish(topic, act, done));
  }

  /// What came of an act, and how many names had been added while the topic could not be changed by
  /// others.
  private record Done(Written written, long additions) {}

  private Written finish(TopicName topic, LastingAct act, Done done) {
    if (act instanceof LastingAct.Unregister) {
      names.remove(topic, done.additions());
      gone(topic);
    }
    return done.written();
  }

  private static Written refusal(Throwable fault) {
    if (fault instanceof Refused refused) {
      return new Written(refused.result(), 0);
    }
    throw new CompletionException(fault);
  }

  @Override
  public void writeBehind(TopicName topic, AuditEntry entry) {
    audit.add(new AuditLog.Line(topic, entry));
  }

  @Override
  public CompletionStage<Page<Affiliation>> affiliations(
      TopicName topic, Filter filter, Optional<String> after, int limit) {
    Affiliations.Part part = new Affiliations.Part(topic, filter, after, limit);
    return database.read(handle -> Affiliations.page(handle, part, clock.millis()));
  }

  @Override
  public CompletionStage<Page<AuditEntry>> audit(TopicName topic, AuditPart part) {
    return audit.page(topic.value(), part, clock::millis);
  }
}
