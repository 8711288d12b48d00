package hubbub.session;

import hubbub.fanout.Cursor;
import hubbub.fanout.Outlet;
import hubbub.topic.Ending;
import hubbub.topic.Event;
import hubbub.topic.MembershipId;
import hubbub.topic.Moderation;
import hubbub.topic.Outcome;
import hubbub.topic.Refusal;
import hubbub.topic.Standing;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Subscriber;

/// Passes what the replica reports of a [Membership] to the connection's loop, to take effect there
/// after all events that it follows from. Only a new [Standing] takes effect at once. Called on the
/// replica's thread.
final class LoopSubscriber implements Subscriber {
  private final Membership membership;
  private final MembershipId id;
  private final Cursor cursor;
  private final Outlet outlet;

  LoopSubscriber(Membership membership, MembershipId id, Cursor cursor, Outlet outlet) {
    this.membership = membership;
    this.id = id;
    this.cursor = cursor;
    this.outlet = outlet;
  }

  @Override
  public void joined(Entered entered, long after) {
    Feed.PresenceState presence = entered.feed().presence(id);
    membership.standing().change(entered.standing());
    cursor.at(after, () -> membership.joined(entered, presence, after));
  }

  @Override
  public void resynced(Entered entered, long after) {
    Feed.PresenceState presence = entered.feed().presence(id);
    cursor.at(after, () -> membership.resume(entered, presence, after));
  }

  @Override
  public void refused(Refusal refusal) {
    cursor.at(0, () -> membership.refused(refusal));
  }

  @Override
  public void answered(long number, Outcome outcome, long after) {
    cursor.at(after, () -> membership.answered(number, outcome));
  }

  @Override
  public void standing(Standing standing) {
    membership.standing().change(standing);
  }

  @Override
  public void moderates(Moderation moderation, long after) {
    cursor.at(after, () -> membership.moderates(moderation));
  }

  @Override
  public void told(Event.Private event, long after) {
    cursor.at(after, () -> membership.told(event));
  }

  @Override
  public void ended(Ending ending, long after) {
    cursor.at(after, () -> membership.ended(ending));
  }

  @Override
  public void challenged() {
    outlet.post(membership::challenged);
  }
}
