package hubbub.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A decision being made: the state and time that the rules read, and the events they add.
final class DecisionBuilder {
  final TopicState state;
  final long now;
  private final List<Event> events = new ArrayList<>(2);
  private final List<Decision.Late> late = new ArrayList<>(0);
  private List<Event> onRefusal = List.of();
  private Optional<LastingAct> act = Optional.empty();
  private Optional<Decision.Lasting> lasting = Optional.empty();
  private int told;

  DecisionBuilder(TopicState state, long now) {
    this.state = state;
    this.now = now;
  }

  void add(Event event) {
    events.add(event);
    if (event instanceof Event.Told) {
      told++;
    }
  }

  /// Decides on a lasting act. What follows from it is left to [Enactment].
  void act(LastingAct decided) {
    act = Optional.of(decided);
  }

  /// The lasting act that was decided on, if any.
  Optional<LastingAct> act() {
    return act;
  }

  /// Has the store write something before the outcome holds. What was decided so far holds only
  /// then.
  void write(Decision.Lasting first) {
    lasting = Optional.of(first);
  }

  /// Adds an event that is applied if, and only if, the command is refused.
  void addOnRefusal(Event.Kept event) {
    onRefusal = List.of(event);
  }

  void answerLate(Change.Cause cause, Outcome outcome) {
    late.add(new Decision.Late(cause, outcome));
    add(new Event.Answered(cause.membership(), cause.number(), outcome));
  }

  /// The seq of the next told event.
  long nextSeq() {
    return state.seq() + told + 1;
  }

  List<Event> events() {
    return events;
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /// The decision of a command that was not refused, or of no command.
  Decision decided(Outcome outcome) {
    return new Decision(outcome, events, late, lasting);
  }

  /// The decision of a refused command.
  Decision refused(Outcome.Refused outcome) {
    return new Decision(outcome, onRefusal, List.of(), Optional.empty());
  }
}
