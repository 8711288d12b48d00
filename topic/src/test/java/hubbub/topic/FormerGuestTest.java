package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Somebody who was in the room as a guest signs in: the account takes the guest's place.
class FormerGuestTest {
  private final Room room = new Room();
  private final Guest guest = room.enters("ann");
  private final Guest bob = room.enters("bob");

  /// The account `name` joins, as the one who was `former` until now.
  private Guest signsIn(Guest former, String name) {
    return signsIn(former, name, name, Rank.GUEST);
  }

  private Guest signsIn(Guest former, String name, String nick, Rank rank) {
    Guest account =
        new Guest(room, new MemberId("a-" + name), Room.nick(nick), room.nextMembership(1));
    account.joined =
        account.does(
            new Command.Join(
                account.id,
                account.nick,
                rank,
                Optional.empty(),
                Optional.empty(),
                Profile.NONE,
                Optional.of(former.id),
                false,
                0,
                0));
    return account;
  }

  @Test
  void a_founder_stays_moderator_and_nobody_follows() {
    Guest account = signsIn(guest, "anna");
    isOk(account.joined);
    assertEquals(Rank.MODERATOR, account.rank());
    room.pass(60_000);
    assertEquals(Rank.MODERATOR, account.rank());
    assertEquals(Rank.GUEST, bob.rank());
  }

  @Test
  void a_warning_that_must_be_acknowledged_is_not_shed() {
    isOk(guest.does(new Command.Warn(bob.id, true, Optional.of("calm down"))));
    Guest account = signsIn(bob, "bobby");
    isRefused(Reason.ACKNOWLEDGE_FIRST, account.says("hello"));
    isOk(account.does(new Command.Acknowledge()));
  }

  @Test
  void messages_that_wait_are_the_accounts_and_it_is_told_what_becomes_of_them() {
    Outcome.Held first = Outcomes.isHeld(bob.saysHeld("one"));
    Outcome.Held second = Outcomes.isHeld(bob.saysHeld("two"));
    Guest account = signsIn(bob, "bobby");
    isOk(guest.does(new Command.Approve(first.id())));
    assertEquals(account.id, room.last(Event.MessageResolved.class).author());
    assertEquals(
        new Event.Author(account.id, "bob", Rank.GUEST), room.last(Event.Message.class).from());
    isOk(guest.does(new Command.Reject(second.id(), Optional.empty())));
    assertEquals(account.id, room.last(Event.MessageResolved.class).author());
  }

  @Test
  void a_shield_does_not_bind_somebody_whom_the_room_knew_as_a_guest() {
    isOk(guest.does(new Command.Shield(Optional.of(ShieldPreset.HOLD), OptionalLong.of(60_000))));
    room.pass(1_000);
    assertTrue(signsIn(bob, "bobby").says("hello") instanceof Outcome.Sent);
  }

  @Test
  void the_guest_is_gone_at_once_and_everybody_is_told_of_the_rank() {
    Guest second = guest.again();
    Guest account = signsIn(guest, "anna");
    assertEquals(
        List.of(
            new Event.Left(guest.membership, new Ending.Replaced()),
            new Event.Left(second.membership, new Ending.Replaced())),
        room.events(Event.Left.class));
    assertEquals(
        new Event.RankChanged(
            account.id, Rank.MODERATOR, OptionalLong.empty(), Optional.empty(), Optional.empty()),
        room.last(Event.RankChanged.class));
    assertEquals(2, room.state.snapshot().members());
  }

  @Test
  void only_one_takes_the_place_and_the_guest_gets_nothing_back() {
    isOk(signsIn(guest, "anna").joined);
    assertEquals(Rank.GUEST, signsIn(guest, "anna2").rank());
    assertEquals(Rank.GUEST, guest.again().rank());
  }

  @Test
  void the_nick_passes_on_at_once() {
    Guest account = signsIn(guest, "anna", "Ann", Rank.GUEST);
    isOk(account.joined);
    assertEquals("Ann", room.state.member(account.membership).orElseThrow().nick());
    isRefused(Reason.NICK_TAKEN, signsIn(guest, "carl", "bob", Rank.GUEST).joined);
  }

  @Test
  void a_room_that_is_closed_by_now_does_not_keep_them_out() {
    room.server(new Command.SetLock(Optional.of("sesame"), Optional.of(true), OptionalInt.of(2)));
    isOk(signsIn(guest, "anna").joined);
  }

  @Test
  void a_higher_rank_of_their_own_stays() {
    Guest account = signsIn(guest, "anna", "anna", Rank.OWNER);
    assertEquals(Rank.OWNER, account.rank());
    assertEquals(List.of(), room.events(Event.RankChanged.class));
  }

  @Test
  void a_rank_for_a_while_ends_when_it_would_have() {
    isOk(guest.grants(bob, Rank.VIP, 10_000));
    Guest account = signsIn(bob, "bobby");
    assertEquals(Rank.VIP, account.rank());
    room.pass(10_000);
    assertEquals(Rank.GUEST, account.rank());
  }

  @Test
  void a_mute_goes_with_them() {
    isOk(guest.mutes(bob, 10_000));
    Guest account = signsIn(bob, "bobby");
    isRefused(Reason.MUTED, account.says("hello"));
    isRefused(Reason.MUTED, bob.again().says("as a guest again"));
    room.pass(10_000);
    assertTrue(account.says("hello") instanceof Outcome.Sent);
  }

  @Test
  void one_who_was_lost_a_moment_ago_counts_and_one_who_was_kicked_does_not() {
    isOk(guest.grants(bob, Rank.VIP));
    bob.isLost();
    assertEquals(Rank.VIP, signsIn(bob, "bobby").rank());
    Guest eve = room.enters("eve");
    isOk(guest.grants(eve, Rank.VIP));
    isOk(guest.kicks(eve, false));
    assertEquals(Rank.GUEST, signsIn(eve, "evelyn").rank());
  }

  @Test
  void an_account_that_is_refused_leaves_the_guest_where_it_is() {
    isRefused(Reason.NICK_TAKEN, signsIn(guest, "anna", "bob", Rank.GUEST).joined);
    assertTrue(room.state.member(guest.membership).isPresent());
    assertEquals(Rank.MODERATOR, guest.rank());
  }

  @Test
  void the_last_one_in_a_room_keeps_it_alive() {
    bob.leaves();
    Guest account = signsIn(guest, "anna");
    assertFalse(room.state.isOver());
    room.pass(60_000);
    assertFalse(room.state.isOver());
    assertEquals(Rank.MODERATOR, account.rank());
  }
}
