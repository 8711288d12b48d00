package hubbub.topic;

import hubbub.topic.ExtensionCall.About;
import hubbub.topic.extension.TopicExtension;
import java.util.List;
import java.util.Optional;

/// Calls a kind's extension, and adds the results to decisions.
final class ExtensionHooks {
  private final TopicExtension extension;

  ExtensionHooks(TopicExtension extension) {
    this.extension = extension;
  }

  /// Asks the extension about a join that the draft accepts. If it refuses, the draft is void.
  Optional<Refusal> joining(DecisionBuilder draft, MembershipId membership, Command.Join join) {
    for (Event event : List.copyOf(draft.events())) {
      if (event instanceof Event.Joined joined) {
        Member member = new Member(join.member(), joined.nick().value(), joined.rank(), draft.now);
        About about = new About(Optional.of(membership), Optional.of(member), Optional.empty());
        SlotTransaction staging = new SlotTransaction(draft);
        kept(draft, join.member()).ifPresent(lost -> staging.inherit(membership, lost));
        Optional<Refusal> refusal = extension.joining(new ExtensionCall(draft, staging, about));
        staging.flush();
        return refusal;
      }
    }
    return Optional.empty();
  }

  /// The lost membership whose assigns are kept for that member.
  private static Optional<MembershipId> kept(DecisionBuilder draft, MemberId id) {
    return Optional.ofNullable(draft.state.people().get(id))
        .filter(person -> person.isKnownAt(draft.now))
        .map(person -> person.lastLost);
  }

  Outcome command(DecisionBuilder draft, Who who, Request request, Command.Custom command) {
    MembershipState seat = who.seat();
    Optional<MembershipId> membership = Optional.ofNullable(seat).map(MembershipState::id);
    Optional<Member> member =
        Optional.ofNullable(who.person()).map(person -> person.memberAt(draft.now));
    Optional<Change.Cause> cause =
        membership
            .filter(_ -> request.number() > 0)
            .map(id -> new Change.Cause(id, request.number()));
    SlotTransaction staging = new SlotTransaction(draft);
    ExtensionCall turn = new ExtensionCall(draft, staging, new About(membership, member, cause));
    Outcome outcome = extension.command(turn, command);
    ExtensionCall.check(outcome);
    staging.flush();
    return outcome;
  }

  /// Handles expired values, earliest first. Skips a value that an earlier call has already
  /// changed.
  void expired(DecisionBuilder draft, List<SlotValue> due) {
    SlotTransaction staging = new SlotTransaction(draft);
    for (SlotValue held : due) {
      if (!staging.hasChanged(held.at())) {
        expired(draft, staging, held);
      }
    }
  }

  private void expired(DecisionBuilder draft, SlotTransaction staging, SlotValue held) {
    SlotEdit.Place place = held.at();
    ExtensionCall turn = new ExtensionCall(draft, staging, about(draft, place.membership()));
    staging.remove(place);
    extension
        .onExpired(turn, place.name(), held.value())
        .ifPresent(next ->
            staging.put(
                staging.filling(new SlotEdit.Place(place.membership(), next.slot().name()), next)));
    staging.flush();
  }

  private static About about(DecisionBuilder draft, Optional<MembershipId> membership) {
    Optional<Member> member =
        membership
            .flatMap(id -> Optional.ofNullable(draft.state.people().seat(id)))
            .map(seat -> seat.person().memberAt(draft.now));
    return new About(membership, member, Optional.empty());
  }

  /// Notifies the extension of values that this draft removes. Its exceptions are only noted:
  /// otherwise nobody whose value makes it throw could leave or be kicked.
  void ending(DecisionBuilder draft) {
    for (SlotValue held : Removals.of(draft)) {
      try {
        extension.onRemoved(held.at().name(), held.value());
      } catch (Throwable bug) {
        draft.note(bug);
      }
    }
  }
}
