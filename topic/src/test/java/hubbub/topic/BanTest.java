package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bans hold the same way whether the topic keeps them itself or the store does.
@ParameterizedClass
@ValueSource(booleans = {false, true})
class BanTest {
  private static final AddressPrefix HOME = AddressPrefix.parse("192.0.2.7");

  @Parameter boolean isRegistered;

  private Room room() {
    Room room = new Room();
    if (isRegistered) {
      room.server(new Command.Register(TopicSettings.Patch.NONE));
    }
    return room;
  }

  /// A moderator by their account, and a member.
  private static Guest moderator(Room room) {
    return arrives(room, "mod", Rank.MODERATOR, Optional.empty());
  }

  private static Guest arrives(Room room, String name, Rank rank, Optional<AddressPrefix> from) {
    Guest guest = new Guest(room, name, room.nextMembership(1));
    guest.accountRank = rank;
    guest.from = from;
    guest.joined = guest.join();
    return guest;
  }

  private static Command.Ban ban(String id, OptionalLong ttlMillis) {
    return new Command.Ban(
        new Subject.Member(new MemberId(id)), false, ttlMillis, Optional.of("enough"), false);
  }

  private static Command.Kick kick(String id) {
    return new Command.Kick(new MemberId(id), Optional.empty(), OptionalLong.of(600_000), false);
  }

  private static Command.Unban unban(String id) {
    return new Command.Unban(new Subject.Member(new MemberId(id)), Optional.empty());
  }

  private static Reason reason(Outcome outcome) {
    return Outcomes.refusal(outcome).reason();
  }

  @Nested
  class Somebody_banned {
    @Test
    void loses_all_memberships_and_is_told_until_when_why_and_by_whom() {
      Room room = room();
      Guest mod = moderator(room);
      Guest bob = room.enters("bob");
      bob.again();
      assertEquals(Outcome.OK, mod.does(ban("bob", OptionalLong.of(60_000))));
      OptionalLong until = OptionalLong.of(room.now + 60_000);
      assertEquals(
          new Event.MemberBanned(bob.id, until, Optional.of("enough"), "mod"),
          room.last(Event.MemberBanned.class));
      assertEquals(
          List.of(
              new Ending.Banned(until, Optional.of("enough"), "mod"),
              new Ending.Banned(until, Optional.of("enough"), "mod")),
          room.events(Event.Left.class).stream().map(Event.Left::ending).toList());
      assertTrue(room.state.memberships(bob.id).isEmpty());
    }

    @Test
    void may_not_join_before_the_ban_ends_and_may_then() {
      Room room = room();
      Guest mod = moderator(room);
      room.enters("bob");
      mod.does(ban("bob", OptionalLong.of(2_000)));
      room.passUnnoticed(1_999);
      Refusal refusal = Outcomes.refusal(room.enters("bob").joined);
      assertEquals(Reason.BANNED, refusal.reason());
      assertEquals(room.now + 1, refusal.details().get("until_at"));
      assertEquals("enough", refusal.details().get("text"));
      assertTrue(refusal.isForGood());
      room.passUnnoticed(1);
      assertEquals(Outcome.OK, room.enters("bob").joined);
    }

    @Test
    void stays_out_for_good_if_no_end_was_given() {
      Room room = room();
      moderator(room).does(ban("bob", OptionalLong.empty()));
      room.pass(10L * 365 * 24 * 3_600_000);
      assertEquals(Reason.BANNED, reason(room.enters("bob").joined));
    }

    @Test
    void need_not_be_here() {
      Room room = room();
      assertEquals(Outcome.OK, moderator(room).does(ban("bob", OptionalLong.empty())));
      assertEquals(Reason.BANNED, reason(room.enters("bob").joined));
    }

    @Test
    void may_return_once_the_ban_is_lifted() {
      Room room = room();
      Guest mod = moderator(room);
      mod.does(ban("bob", OptionalLong.empty()));
      assertEquals(Outcome.OK, mod.does(unban("bob")));
      assertEquals(Outcome.OK, room.enters("bob").joined);
      assertEquals(Reason.ALREADY, reason(mod.does(unban("bob"))));
    }

    @Test
    void or_kicked_for_a_while_may_return_by_the_same_command() {
      Room room = room();
      Guest mod = moderator(room);
      arrives(room, "guest-1", Rank.GUEST, Optional.of(HOME));
      mod.does(kick("guest-1"));
      assertEquals(
          Reason.KICKED, reason(arrives(room, "guest-1", Rank.GUEST, Optional.of(HOME)).joined));
      assertEquals(Outcome.OK, mod.does(unban("guest-1")));
      assertEquals(Outcome.OK, arrives(room, "guest-1", Rank.GUEST, Optional.of(HOME)).joined);
      assertEquals(Outcome.OK, arrives(room, "guest-2", Rank.GUEST, Optional.of(HOME)).joined);
    }

    @Test
    void or_kicked_for_a_while_takes_all_their_addresses_back_and_no_others() {
      Room room = room();
      Guest mod = moderator(room);
      AddressPrefix office = AddressPrefix.parse("198.51.100.1");
      AddressPrefix school = AddressPrefix.parse("203.0.113.1");
      arrives(room, "guest-1", Rank.GUEST, Optional.of(HOME));
      arrives(room, "guest-1", Rank.GUEST, Optional.of(office));
      arrives(room, "guest-2", Rank.GUEST, Optional.of(school));
      mod.does(kick("guest-1"));
      room.pass(1);
      mod.does(kick("guest-2"));
      assertEquals(Outcome.OK, mod.does(unban("guest-1")));
      assertEquals(Outcome.OK, arrives(room, "guest-3", Rank.GUEST, Optional.of(HOME)).joined);
      assertEquals(Outcome.OK, arrives(room, "guest-4", Rank.GUEST, Optional.of(office)).joined);
      assertEquals(
          Reason.KICKED, reason(arrives(room, "guest-5", Rank.GUEST, Optional.of(school)).joined));
    }

    @Test
    void takes_their_messages_along_if_asked_for() {
      Room room = room();
      Guest mod = moderator(room);
      Guest bob = room.enters("bob");
      bob.says("spam");
      mod.does(
          new Command.Ban(
              new Subject.Member(bob.id), false, OptionalLong.empty(), Optional.empty(), true));
      assertEquals(List.of(), room.historyBodies());
    }

    @Test
    void by_the_same_act_again_is_refused_as_already_and_by_a_longer_one_is_not() {
      Room room = room();
      Guest mod = moderator(room);
      mod.does(ban("bob", OptionalLong.of(1_000)));
      assertEquals(Reason.ALREADY, reason(mod.does(ban("bob", OptionalLong.of(1_000)))));
      assertEquals(Outcome.OK, mod.does(ban("bob", OptionalLong.of(2_000))));
      room.passUnnoticed(1_500);
      assertEquals(Reason.BANNED, reason(room.enters("bob").joined));
    }
  }

  @Nested
  class A_ban_until_somebody_signs_in {
    @Test
    void keeps_guests_out_and_lets_accounts_in() {
      Room room = room();
      Guest mod = moderator(room);
      for (String id : List.of("guest-1", "ann")) {
        mod.does(
            new Command.Ban(
                new Subject.Member(new MemberId(id)),
                true,
                OptionalLong.empty(),
                Optional.empty(),
                false));
      }
      assertEquals(Reason.SIGN_IN, reason(room.enters("guest-1").joined));
      assertEquals(Outcome.OK, room.enters("ann").joined);
    }
  }

  @Nested
  class Who_may_ban {
    @Test
    void is_a_moderator_whoever_outranks_the_other_here_or_not() {
      Room room = room();
      Guest mod = moderator(room);
      Guest owner = arrives(room, "owner", Rank.OWNER, Optional.empty());
      Guest bob = room.enters("bob");
      assertEquals(Reason.RANK_TOO_LOW, reason(bob.does(ban("mod", OptionalLong.empty()))));
      assertEquals(Reason.OUTRANKED, reason(mod.does(ban("owner", OptionalLong.empty()))));
      room.server(
          new Command.Grant(
              new MemberId("away"), Rank.MODERATOR, OptionalLong.empty(), true, Optional.empty()));
      assertEquals(Reason.OUTRANKED, reason(mod.does(ban("away", OptionalLong.empty()))));
      assertEquals(Outcome.OK, owner.does(ban("away", OptionalLong.empty())));
    }

    @Test
    void is_compared_with_the_rank_that_somebody_brings_along_when_they_come() {
      Room room = room();
      Guest mod = moderator(room);
      mod.does(ban("away", OptionalLong.empty()));
      assertEquals(Outcome.OK, arrives(room, "away", Rank.OWNER, Optional.empty()).joined);
      assertEquals(Reason.OUTRANKED, reason(mod.does(ban("away", OptionalLong.of(60_000)))));
    }

    @Test
    void may_not_take_messages_along_of_somebody_gone_who_wrote_them_with_a_higher_rank() {
      Room room = room();
      Guest mod = moderator(room);
      Guest owner = arrives(room, "owner", Rank.OWNER, Optional.empty());
      owner.says("read this");
      owner.leaves();
      room.pass(20_000);
      Command.Ban withMessages =
          new Command.Ban(
              new Subject.Member(owner.id), false, OptionalLong.empty(), Optional.empty(), true);
      assertEquals(Reason.OUTRANKED, reason(mod.does(withMessages)));
      assertEquals(List.of("read this"), room.historyBodies());
      assertEquals(Outcome.OK, mod.does(ban("owner", OptionalLong.empty())));
      assertEquals(Outcome.OK, room.server(withMessages));
      assertEquals(List.of(), room.historyBodies());
    }

    @Test
    void is_compared_again_when_the_rank_that_somebody_brought_along_falls() {
      Room room = room();
      moderator(room).does(ban("away", OptionalLong.empty()));
      Guest away = arrives(room, "away", Rank.OWNER, Optional.empty());
      renews(room, away, Rank.MODERATOR);
      assertFalse(room.state.memberships(away.id).isEmpty());
      renews(room, away, Rank.VIP);
      assertTrue(room.state.memberships(away.id).isEmpty());
      assertEquals(
          new Event.MemberBanned(away.id, OptionalLong.empty(), Optional.of("enough"), "mod"),
          room.last(Event.MemberBanned.class));
    }

    private void renews(Room room, Guest guest, Rank rank) {
      guest.does(new Command.ChangeAccountRank(rank));
      if (isRegistered) {
        room.learnsOf(guest.id);
      } else {
        room.judges(guest.id);
      }
    }

    @Test
    void is_not_enough_among_equals_and_enough_against_whoever_ranks_lower() {
      Room room = room();
      Guest mod = moderator(room);
      mod.does(ban("equal", OptionalLong.empty()));
      mod.does(ban("lower", OptionalLong.empty()));
      assertEquals(Outcome.OK, arrives(room, "equal", Rank.MODERATOR, Optional.empty()).joined);
      assertEquals(
          Reason.BANNED, reason(arrives(room, "lower", Rank.VIP, Optional.empty()).joined));
    }

    @Test
    void is_made_up_for_by_the_same_ban_of_somebody_higher() {
      Room room = room();
      Guest mod = moderator(room);
      Guest owner = arrives(room, "owner", Rank.OWNER, Optional.empty());
      mod.does(ban("away", OptionalLong.empty()));
      assertEquals(Outcome.OK, owner.does(ban("away", OptionalLong.empty())));
      assertEquals(Reason.ALREADY, reason(owner.does(ban("away", OptionalLong.empty()))));
      assertEquals(
          Reason.BANNED, reason(arrives(room, "away", Rank.MODERATOR, Optional.empty()).joined));
    }
  }

  @Nested
  class A_guests_address {
    @Test
    void brings_no_new_guests_for_a_day_at_most() {
      Room room = room();
      Guest mod = moderator(room);
      arrives(room, "guest-1", Rank.GUEST, Optional.of(HOME));
      mod.does(ban("guest-1", OptionalLong.empty()));
      Outcome refused = arrives(room, "guest-2", Rank.GUEST, Optional.of(HOME)).joined;
      assertEquals(Reason.BANNED, reason(refused));
      assertEquals("address", Outcomes.refusal(refused).details().get("scope"));
      assertFalse(Outcomes.refusal(refused).details().toString().contains("192.0.2"));
      room.pass(24 * 3_600_000);
      assertEquals(Outcome.OK, arrives(room, "guest-2", Rank.GUEST, Optional.of(HOME)).joined);
      assertEquals(
          Reason.BANNED, reason(arrives(room, "guest-1", Rank.GUEST, Optional.of(HOME)).joined));
    }

    @Test
    void brings_accounts_with_a_rank_and_lets_those_stay_who_are_here() {
      Room room = room();
      Guest mod = moderator(room);
      arrives(room, "guest-1", Rank.GUEST, Optional.of(HOME));
      Guest bob = arrives(room, "bob", Rank.GUEST, Optional.of(HOME));
      mod.does(ban("guest-1", OptionalLong.empty()));
      assertFalse(room.state.memberships(bob.id).isEmpty());
      assertEquals(Outcome.OK, arrives(room, "ann", Rank.MEMBER, Optional.of(HOME)).joined);
    }

    @Test
    void is_not_banned_with_an_account() {
      Room room = room();
      Guest mod = moderator(room);
      arrives(room, "bob", Rank.GUEST, Optional.of(HOME));
      mod.does(ban("bob", OptionalLong.empty()));
      assertEquals(Outcome.OK, arrives(room, "guest-2", Rank.GUEST, Optional.of(HOME)).joined);
    }

    @Test
    void is_banned_by_its_tag_alone_which_removes_everybody_without_a_rank_who_is_there() {
      Room room = room();
      Guest mod = moderator(room);
      Guest bob = arrives(room, "bob", Rank.GUEST, Optional.of(HOME));
      Guest ann = arrives(room, "ann", Rank.MEMBER, Optional.of(HOME));
      String tag = StoreStandIn.TAGS.tag(Room.NAME, HOME);
      Command.Ban ban =
          new Command.Ban(
              new Subject.Address(tag), false, OptionalLong.empty(), Optional.empty(), false);
      assertEquals(Outcome.OK, mod.does(ban));
      assertTrue(room.state.memberships(bob.id).isEmpty());
      assertFalse(room.state.memberships(ann.id).isEmpty());
      assertEquals(
          Reason.BANNED, reason(arrives(room, "new", Rank.GUEST, Optional.of(HOME)).joined));
      mod.does(new Command.Unban(new Subject.Address(tag), Optional.empty()));
      assertEquals(Outcome.OK, arrives(room, "new", Rank.GUEST, Optional.of(HOME)).joined);
    }
  }

  @Nested
  class Beside_a_longer_ban_of_their_address {
    private final Room room = new Room();

    /// Bans Ann, whose account has a rank, for a second, and a guest from her address for longer.
    private void banned(boolean unlessSignedIn) {
      if (isRegistered) {
        room.server(new Command.Register(TopicSettings.Patch.NONE));
      }
      Guest mod = moderator(room);
      mod.does(ban("ann", OptionalLong.of(1_000)));
      String tag = StoreStandIn.TAGS.tag(Room.NAME, HOME);
      mod.does(
          new Command.Ban(
              new Subject.Address(tag),
              unlessSignedIn,
              OptionalLong.of(60_000),
              Optional.empty(),
              false));
    }

    private Guest ann(Rank rank) {
      return arrives(room, "ann", rank, Optional.of(HOME));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void somebody_with_a_rank_stays_out_by_their_own_until_it_ends(boolean unlessSignedIn) {
      banned(unlessSignedIn);
      Refusal refusal = Outcomes.refusal(ann(Rank.VIP).joined);
      assertEquals(Reason.BANNED, refusal.reason());
      assertEquals(room.now + 1_000, refusal.details().get("until_at"));
      assertFalse(refusal.details().containsKey("scope"));
      room.passUnnoticed(1_000);
      assertEquals(Outcome.OK, ann(Rank.VIP).joined);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void somebody_with_a_rank_may_not_watch_either(boolean unlessSignedIn) {
      banned(unlessSignedIn);
      assertEquals(Optional.of(Reason.BANNED), watching(Rank.VIP));
      room.passUnnoticed(1_000);
      assertEquals(Optional.empty(), watching(Rank.VIP));
    }

    private Optional<Reason> watching(Rank rank) {
      Visitor visitor = new Visitor(new MemberId("ann"), rank, Optional.of(HOME));
      List<Subject> subjects = StoredStanding.subjects(visitor, Room.NAME, StoreStandIn.TAGS);
      StoredStanding stored =
          isRegistered
              ? room.store.affiliations.standing(subjects, room.now)
              : room.state.remembered(subjects, room.now);
      return TopicRules.watching(room.state, visitor, stored, room.now).map(Refusal::reason);
    }

    @Test
    void somebody_without_a_rank_stays_out_by_the_address_after_it() {
      banned(false);
      room.passUnnoticed(1_000);
      Refusal refusal = Outcomes.refusal(ann(Rank.GUEST).joined);
      assertEquals(Reason.BANNED, refusal.reason());
      assertEquals("address", refusal.details().get("scope"));
    }

    @Test
    void either_is_lifted_alone() {
      banned(false);
      Guest mod = moderator(room);
      assertEquals(Outcome.OK, mod.does(unban("ann")));
      assertEquals("address", Outcomes.refusal(ann(Rank.GUEST).joined).details().get("scope"));
      assertEquals(Outcome.OK, ann(Rank.VIP).joined);
    }
  }

  @Nested
  class Bans_of_a_topic_that_is_not_registered {
    @Test
    void are_listed_with_their_moderator_and_reason() {
      Room room = new Room();
      Guest mod = room.enters("mod");
      mod.does(ban("bob", OptionalLong.empty()));
      Outcome.Listed listed =
          (Outcome.Listed) mod.does(new Command.List(Command.List.Of.BANS, Optional.empty(), 10));
      assertEquals(1, listed.entries().size());
      assertEquals(
          "bob",
          ((Outcome.Listed.Remembered) listed.entries().getFirst()).affiliation().subject().key());
    }

    @Test
    void are_at_most_a_thousand_of_which_the_soonest_to_end_gives_way() {
      Room room = new Room();
      Guest mod = room.enters("mod");
      mod.does(ban("soon", OptionalLong.of(60_000)));
      for (int i = 0; i < Affiliations.MOST; i++) {
        mod.does(ban("later-" + i, OptionalLong.of(120_000)));
      }
      assertEquals(Affiliations.MOST, room.state.image().lasting().affiliations().size());
      assertEquals(Outcome.OK, room.enters("soon").joined);
      assertEquals(Reason.BANNED, reason(room.enters("later-7").joined));
    }
  }

  @Nested
  class Settings_of_the_kind {
    @Test
    void say_who_may_ban() {
      Room room =
          new Room(Room.with(100, 1 << 17, 15_000, OptionalInt.empty(), Map.of("ban", Rank.OWNER)));
      Guest mod = room.enters("mod");
      assertEquals(Reason.RANK_TOO_LOW, reason(mod.does(ban("bob", OptionalLong.empty()))));
    }
  }
}
