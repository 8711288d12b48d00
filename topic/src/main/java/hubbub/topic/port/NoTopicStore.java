package hubbub.topic.port;

import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.LastingAct;
import hubbub.topic.Registration;
import hubbub.topic.StoredStanding;
import hubbub.topic.Subject;
import hubbub.topic.TopicName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The store of a server that has none: no topic is registered, and nothing can be kept.
public final class NoTopicStore implements TopicStore {
  @Override
  public boolean mayBeRegistered(TopicName topic) {
    return false;
  }

  @Override
  public CompletionStage<Optional<Registration>> registration(TopicName topic) {
    return CompletableFuture.completedStage(Optional.empty());
  }

  @Override
  public CompletionStage<StoredStanding> standing(TopicName topic, List<Subject> subjects) {
    return CompletableFuture.completedStage(StoredStanding.NONE);
  }

  @Override
  public CompletionStage<Written> write(TopicName topic, LastingAct act, AuditEntry entry) {
    return unavailable();
  }

  @Override
  public void writeBehind(TopicName topic, AuditEntry entry) {}

  @Override
  public CompletionStage<Page<Affiliation>> affiliations(
      TopicName topic, Filter filter, Optional<String> after, int limit) {
    return unavailable();
  }

  @Override
  public CompletionStage<Page<AuditEntry>> audit(TopicName topic, AuditPart part) {
    return unavailable();
  }

  private static <T> CompletionStage<T> unavailable() {
    return CompletableFuture.failedStage(new Unavailable("this server has no store"));
  }
}
