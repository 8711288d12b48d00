package hubbub.cluster.pekko;

import hubbub.logging.ThrottledLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a node into a cluster: asks the seeds, joins the first that is a member, or founds the
/// cluster. Nodes that must have something in common and do not, stay out before Pekko hears of
/// them: the one that is no member ends.
///
///     asking ──a seed is a member, or Founding says so──▶ joining ──▶ member
///        └─────a member differs────▶ refused
///
/// A node of each state answers others that ask. A member goes on asking seeds that are not in its
/// cluster, since they may have founded one of their own while the network was cut.
final class Door extends AbstractActorWithTimers {
  static final String NAME = "door";

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final ThrottledLog THROTTLED = new ThrottledLog(Door.class);

  private static final Duration PERIOD = Duration.ofMillis(250);
  private static final Duration MEMBERS_PERIOD = Duration.ofSeconds(5);
  private static final long REMINDER_NANOS = TimeUnit.SECONDS.toNanos(30);

  /// How long Pekko may take to join before somebody else is asked to let this node in.
  private static final long JOINING_NANOS = TimeUnit.SECONDS.toNanos(5);

  private enum Tick {
    TICK
  }

  private record Found(List<Endpoint> seeds) {}

  private final PekkoSettings settings;
  private final ActorRef link;
  private final Cluster cluster = Cluster.get(getContext().getSystem());
  private final Answers answers = new Answers();
  private final Founding founding;
  private final long startNanos = System.nanoTime();
  private boolean isLookingUp;
  private boolean isSlow;
  private boolean isRefused;
  private boolean hasFounded;
  private long joinedNanos = startNanos - JOINING_NANOS;
  private long remindedNanos = startNanos;

  private Door(PekkoSettings settings, ActorRef link) {
    this.settings = settings;
    this.link = link;
    founding = Founding.of(settings, startNanos);
  }

  static Props props(PekkoSettings settings, ActorRef link) {
    return Props.create(Door.class, () -> new Door(settings, link));
  }

  @Override
  public void preStart() {
    getTimers().startTimerWithFixedDelay(Tick.TICK, Tick.TICK, Duration.ZERO, PERIOD);
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(Tick.class, _ -> look())
        .match(Found.class, it -> ask(it.seeds()))
        .match(byte[].class, this::receive)
        .build();
  }

  private void look() {
    if (isMember() && !isSlow) {
      isSlow = true;
      getTimers().startTimerWithFixedDelay(Tick.TICK, Tick.TICK, MEMBERS_PERIOD, MEMBERS_PERIOD);
    } else if (!isLookingUp) {
      isLookingUp = true;
      ActorRef door = getSelf();
      Thread.startVirtualThread(
          () -> door.tell(new Found(SeedAddresses.of(settings.seeds())), ActorRef.noSender()));
    }
  }

  private void ask(List<Endpoint> seeds) {
    isLookingUp = false;
    if (isRefused) {
      return;
    }
    seeds.stream()
        .filter(it -> !it.equals(settings.endpoint()) && !isInCluster(it))
        .forEach(this::ask);
    if (isMember()) {
      return;
    }
    long now = System.nanoTime();
    if (now - joinedNanos >= JOINING_NANOS) {
      decide(now);
    }
    if (now - remindedNanos >= REMINDER_NANOS) {
      remindedNanos = now;
      LOG.warn(
          "This node is not in the cluster yet: none of its seeds is a member. Seeds: {}; nodes that"
              + " answered: {}",
          seeds,
          answers.count(now));
    }
  }

  private boolean isInCluster(Endpoint node) {
    for (Member member : cluster.state().getMembers()) {
      if (Addresses.endpointOf(member.address()).equals(node)) {
        return true;
      }
    }
    return false;
  }

  private void ask(Endpoint seed) {
    String door = Addresses.addressOf(seed) + "/user/" + NAME;
    ((ExtendedActorSystem) getContext().getSystem())
        .provider()
        .resolveActorRef(door)
        .tell(hello(false).encode(), getSelf());
  }

  private Hello hello(boolean isAnswer) {
    return new Hello(
        isAnswer,
        Addresses.nodeOf(cluster.selfUniqueAddress()).number(),
        isMember(),
        founding.vote(),
        System.currentTimeMillis(),
        settings.terms());
  }

  private boolean isMember() {
    return cluster.selfMember().status().equals(MemberStatus.up());
  }

  /// A node that has founded the cluster stays with it.
  private void decide(long nowNanos) {
    answers
        .member(nowNanos)
        .filter(_ -> !hasFounded)
        .ifPresentOrElse(
            member -> join(Addresses.addressOf(member), nowNanos),
            () -> {
              if (founding.founds(answers, nowNanos)) {
                hasFounded = true;
                join(cluster.selfAddress(), nowNanos);
              }
            });
  }

  private void join(Address whom, long nowNanos) {
    joinedNanos = nowNanos;
    cluster.join(whom);
  }

  private void receive(byte[] bytes) {
    ActorRef sender = getSender();
    Endpoint from = Addresses.endpointOf(sender.path().address());
    Hello.decode(bytes).ifPresent(hello -> hear(from, hello));
    if (Hello.asks(bytes)) {
      sender.tell(hello(true).encode(), getSelf());
    }
  }

  private void hear(Endpoint from, Hello hello) {
    Suitability suitability = Suitability.of(hello, settings.terms(), System.currentTimeMillis());
    if (!suitability.isGiven()) {
      refuse(from, hello, suitability);
      return;
    }
    if (suitability.isWorthAWarning()) {
      THROTTLED.warn("The clock of another node is off by more than a minute: {}", from.toString());
    }
    if (isMember()) {
      endEarlierRun(from, hello.number());
      if (hello.isMember() && !isInCluster(from)) {
        THROTTLED.warn(
            "There are two clusters, which is one too many; stop the nodes of one of them. A seed is"
                + " in the other: {}",
            from.toString());
      }
    } else {
      long now = System.nanoTime();
      answers.put(from, hello, now);
      founding.heard(from, hello.vote(), now);
    }
  }

  private void refuse(Endpoint from, Hello hello, Suitability suitability) {
    String what = String.join(", ", suitability.differences());
    if (isMember() || !hello.isMember()) {
      THROTTLED.warn(
          "Another node must not be in one cluster with this one: {}",
          from + " (" + hello.terms().release() + ") differs in: " + what);
    } else if (!isRefused) {
      isRefused = true;
      LOG.error(
          "This node must not join the cluster, and ends: {} ({}) is a member and differs in: {}",
          from,
          hello.terms().release(),
          what);
      link.tell(Link.Order.END, getSelf());
    }
  }

  /// Who starts again at an address has taken it over from the run before, which is therefore over.
  private void endEarlierRun(Endpoint from, int number) {
    for (Member member : cluster.state().getMembers()) {
      if (Addresses.endpointOf(member.address()).equals(from)
          && Addresses.nodeOf(member.uniqueAddress()).number() != number) {
        Detectors.of(cluster, member.address()).ifPresent(WitnessedDetector::believeDead);
        cluster.down(member.address());
      }
    }
  }
}
