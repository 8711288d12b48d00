package hubbub.session.guard;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.Newcomers;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Verdict;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Limits how often people may come: one id into one topic, since everybody there sees it come and
/// go; ids new to a topic from one address, enough at once for a lecture; births of topics from one
/// address. A client without an address is limited by its id alone. Any thread.
///
/// The edge calls [#judge] before a join. Only a topic's owner knows who is new there, and whether
/// the topic itself is; it asks through [Newcomers].
final class Arrivals implements Newcomers {
  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
  private static final String RULE = "join_flood";
  private static final Rate OF_ONE = new Rate(0.5, 30);
  private static final Rate NEW_IDS = new Rate(1, 100);
  private static final Rate BIRTHS = new Rate(1, 60);
  private static final int MOST_REMEMBERED = 50_000;

  private final Allowances<Place> places = new Allowances<>(OF_ONE, MOST_REMEMBERED);
  private final Allowances<Door> doors = new Allowances<>(NEW_IDS, MOST_REMEMBERED);
  private final Allowances<AddressPrefix> births = new Allowances<>(BIRTHS, MOST_REMEMBERED);
  private final AtomicBoolean hasTold = new AtomicBoolean();

  private record Place(TopicName topic, MemberId id) {}

  private record Door(TopicName topic, AddressPrefix from) {}

  /// Empty if the join may be sent.
  Optional<Verdict.Refuse> judge(Arrival arrival) {
    if (arrival.from().isEmpty()) {
      tellOnce();
    }
    long now = arrival.nowNanos();
    Allowance own = places.of(new Place(arrival.topic(), arrival.id()), now);
    long wait = own.take(OF_ONE, now);
    return wait == 0 ? Optional.empty() : Optional.of(Verdict.Refuse.until(RULE, wait));
  }

  private void tellOnce() {
    if (hasTold.compareAndSet(false, true)) {
      LOG.info(
          "Clients connect from this machine, or through a trusted proxy without X-Forwarded-For:"
              + " they all share one address, so no limit per address applies to them. A proxy has"
              + " to send that header");
    }
  }

  @Override
  public long waitMillis(TopicName topic, AddressPrefix from, long nowNanos) {
    long wait = doors.of(new Door(topic, from), nowNanos).waitNanos(NEW_IDS, nowNanos);
    return Verdict.Refuse.until(RULE, wait).retryAfterMillis();
  }

  @Override
  public void came(TopicName topic, AddressPrefix from, long nowNanos) {
    var _ = doors.take(new Door(topic, from), nowNanos);
  }

  @Override
  public long birthWaitMillis(AddressPrefix from, long nowNanos) {
    long wait = births.of(from, nowNanos).waitNanos(BIRTHS, nowNanos);
    return Verdict.Refuse.until(RULE, wait).retryAfterMillis();
  }

  @Override
  public void founded(AddressPrefix from, long nowNanos) {
    var _ = births.of(from, nowNanos).take(BIRTHS, nowNanos);
  }
}
