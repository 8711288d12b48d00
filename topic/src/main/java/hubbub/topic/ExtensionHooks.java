package hubbub.topic;

import hubbub.topic.ExtensionCall.About;
import hubbub.topic.extension.Slot;
import hubbub.topic.extension.TopicExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Calls a kind's extension, and adds the results to decisions.
final class ExtensionHooks {
  private final TopicExtension extension;
  private final List<Slot<?>> slots;

  ExtensionHooks(TopicExtension extension) {
    this.extension = extension;
    this.slots = extension.slots();
  }

  /// Asks the extension about a join that the rules accept. If it refuses, the decision is void.
  Optional<Refusal> joining(DecisionBuilder decision, MembershipId membership, Command.Join join) {
    for (Event event : List.copyOf(decision.events())) {
      if (event instanceof Event.Joined joined) {
        Member member =
            new Member(
                join.member(),
                joined.nick().value(),
                joined.rank(),
                decision.now,
                joined.profile().badges());
        About about = new About(Optional.of(membership), Optional.of(member), Optional.empty());
        SlotTransaction transaction = new SlotTransaction(decision, slots);
        kept(decision, join.member()).ifPresent(lost -> transaction.inherit(membership, lost));
        Optional<Refusal> refusal =
            extension.joining(new ExtensionCall(decision, transaction, about));
        transaction.flush();
        return refusal;
      }
    }
    return Optional.empty();
  }

  /// The lost membership whose assigns are kept for that member.
  private static Optional<MembershipId> kept(DecisionBuilder decision, MemberId id) {
    return Optional.ofNullable(decision.state.people().get(id))
        .filter(person -> person.isKnownAt(decision.now))
        .map(Person::lastLost);
  }

  Outcome command(DecisionBuilder decision, Who who, Request request, Command.Custom command) {
    Optional<MembershipId> membership =
        Optional.ofNullable(who.membership()).map(MembershipState::id);
    Optional<Member> member =
        Optional.ofNullable(who.person()).map(person -> person.memberAt(decision.now));
    Optional<Change.Cause> cause =
        membership
            .filter(_ -> request.number() > 0)
            .map(id -> new Change.Cause(id, request.number()));
    SlotTransaction transaction = new SlotTransaction(decision, slots);
    ExtensionCall call =
        new ExtensionCall(decision, transaction, new About(membership, member, cause));
    Outcome outcome = extension.command(call, command);
    ExtensionCall.check(outcome);
    transaction.flush();
    return outcome;
  }

  /// Handles expired values, earliest first. Skips a value that an earlier call has already
  /// changed.
  void expired(DecisionBuilder decision, List<SlotValue> due) {
    SlotTransaction transaction = new SlotTransaction(decision, slots);
    for (SlotValue value : due) {
      if (!transaction.hasChanged(value.at())) {
        expired(decision, transaction, value);
      }
    }
  }

  private void expired(DecisionBuilder decision, SlotTransaction transaction, SlotValue value) {
    SlotEdit.Place place = value.at();
    ExtensionCall call = new ExtensionCall(decision, transaction, about(decision, place.scope()));
    transaction.expire(place);
    extension
        .onExpired(call, place.name(), value.value())
        .ifPresent(next ->
            transaction.put(
                transaction.filling(new SlotEdit.Place(place.scope(), next.slot().name()), next)));
    transaction.flush();
  }

  private static About about(DecisionBuilder decision, SlotScope scope) {
    return switch (scope) {
      case SlotScope.Topic _ -> About.TOPIC;
      case SlotScope.Assigns(MembershipId id) ->
          new About(Optional.of(id), decision.state.memberAt(id, decision.now), Optional.empty());
    };
  }

  /// Tells the extension which values were removed.
  ///
  /// @return what it threw
  List<Throwable> removed(List<SlotValue> values) {
    List<Throwable> bugs = new ArrayList<>(0);
    for (SlotValue value : values) {
      try {
        extension.onRemoved(value.at().name(), value.value());
      } catch (Throwable bug) {
        bugs.add(bug);
      }
    }
    return bugs;
  }
}
