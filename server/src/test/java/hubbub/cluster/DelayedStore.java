package hubbub.cluster;

import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.LastingAct;
import hubbub.topic.Registration;
import hubbub.topic.StoredStanding;
import hubbub.topic.Subject;
import hubbub.topic.TopicName;
import hubbub.topic.port.TopicStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// A simulated node's way to the store of all nodes: what is asked is done at once, and answered
/// after a while, mostly soon.
record DelayedStore(SlowStore inner, ScheduledExecutorService loop, RandomGenerator chance)
    implements TopicStore {
  private static final int MOST_MILLIS = 30;
  private static final int MOST_MILLIS_IF_SLOW = 1_500;
  private static final double SLOW = 0.2;

  private <T> CompletionStage<T> later(CompletionStage<T> answer) {
    CompletableFuture<T> later = new CompletableFuture<>();
    int most = chance.nextDouble() < SLOW ? MOST_MILLIS_IF_SLOW : MOST_MILLIS;
    Runnable arrive = () -> answer.thenAccept(later::complete);
    var _ = loop.schedule(arrive, chance.nextInt(most), TimeUnit.MILLISECONDS);
    return later;
  }

  @Override
  public boolean mayBeRegistered(TopicName topic) {
    return inner.mayBeRegistered(topic);
  }

  @Override
  public CompletionStage<Optional<Registration>> registration(TopicName topic) {
    return later(inner.registration(topic));
  }

  @Override
  public CompletionStage<StoredStanding> standing(TopicName topic, List<Subject> subjects) {
    return later(inner.standing(topic, subjects));
  }

  @Override
  public CompletionStage<Written> write(TopicName topic, LastingAct act, AuditEntry entry) {
    return later(inner.write(topic, act, entry));
  }

  @Override
  public void writeBehind(TopicName topic, AuditEntry entry) {
    inner.writeBehind(topic, entry);
  }

  @Override
  public CompletionStage<Page<Affiliation>> affiliations(
      TopicName topic, Filter filter, Optional<String> after, int limit) {
    return later(inner.affiliations(topic, filter, after, limit));
  }

  @Override
  public CompletionStage<Page<AuditEntry>> audit(TopicName topic, AuditPart part) {
    return later(inner.audit(topic, part));
  }
}
