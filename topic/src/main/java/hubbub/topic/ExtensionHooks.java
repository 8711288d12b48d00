package hubbub.topic;

import hubbub.topic.ExtensionCall.About;
import java.util.List;
import java.util.Optional;

/// The customs of a kind: when its extension is called, and what becomes of that.
final class ExtensionHooks {
  private final TopicExtension extension;

  ExtensionHooks(TopicExtension extension) {
    this.extension = extension;
  }

  /// Asks about a join that the draft has come to. If it is refused, nothing of the draft is to
  /// happen.
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

  /// The membership whose assigns are kept for that id.
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
    Payload.checkOutcome(outcome);
    staging.flush();
    return outcome;
  }

  /// What becomes of values whose time has come, soonest first. A value that an earlier one of them
  /// led to is not touched.
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

  /// Tells of the values that go because of the draft. Nothing can come of that, also if the
  /// extension throws: nobody could leave, or be kicked, whose value it stumbles over.
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
