package hubbub.topic;

import hubbub.protocol.EventWriter;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The cost of a message to its topic's owner, in a topic with 1,000 members of whom one speaks.
@State(Scope.Thread)
public class DecideBenchmark {
  private static final int MEMBERS = 1_000;
  private static final long NOW = 1_000_000;

  private final TopicRules rules =
      new TopicRules(KindSettings.DEFAULT, Optional.empty(), () -> "abcdefghijkl");
  private final TopicState state =
      TopicState.born(
          new TopicName("room:bench"),
          new Epoch("first"),
          KindSettings.DEFAULT,
          new EventWriter(),
          NOW);
  private final Request send =
      new Request(
          new Actor.Membership(new MembershipId(7)),
          0,
          new Command.Send(
              new Body("x".repeat(64)), Optional.empty(), Optional.empty(), List.of()));
  private Event message = new Event.Died();

  @Setup
  public void fill() {
    for (int i = 1; i <= MEMBERS; i++) {
      Command join =
          new Command.Join(
              new MemberId("member-" + i),
              new Nick("u" + i, "u" + i, "u" + i),
              Rank.GUEST,
              Optional.empty());
      apply(
          rules.decide(
              state, new Request(new Actor.Membership(new MembershipId(i)), 0, join), NOW));
    }
    message = rules.decide(state, send, NOW).events().getFirst();
  }

  private void apply(Decision decision) {
    state.next(decision.events(), NOW, null).forEach(change -> rules.evolve(state, change));
  }

  /// Decides, without changing anything.
  @Benchmark
  public Decision decide() {
    return rules.decide(state, send, NOW);
  }

  /// Numbers a message and encodes its frame.
  @Benchmark
  public Change next() {
    return state.next(List.of(message), NOW, null).getFirst();
  }

  /// All of the owner's work for a message except telling others: decide, number, encode, evolve.
  @Benchmark
  public TopicState evolve() {
    apply(rules.decide(state, send, NOW));
    return state;
  }
}
