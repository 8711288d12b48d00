package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What a lasting rank is worth beside all others that somebody may have.
class LastingRankTest {
  private static final long MINUTES_10 = 600_000;

  private final Room room = new Room();
  private final Guest owner = arrives("owner", Rank.OWNER);

  LastingRankTest() {
    isOk(owner.does(new Command.Register(TopicSettings.Patch.NONE)));
  }

  private Guest arrives(String name, Rank rank) {
    Guest guest = new Guest(room, name, room.nextMembership(1));
    guest.accountRank = rank;
    guest.joined = guest.join();
    isOk(guest.joined);
    return guest;
  }

  private static Command.Grant lasting(Guest whom, Rank rank) {
    return lasting(whom, rank, OptionalLong.empty());
  }

  private static Command.Grant lasting(Guest whom, Rank rank, OptionalLong ttlMillis) {
    return new Command.Grant(whom.id, rank, ttlMillis, true, Optional.empty());
  }

  private static Affiliation stored(Guest whom, Affiliation.Standing standing) {
    return new Affiliation(
        new Subject.Member(whom.id),
        standing,
        Optional.empty(),
        OptionalLong.empty(),
        1,
        "operator",
        Rank.ADMIN,
        Optional.empty());
  }

  private static Command.Ban ban(Guest whom) {
    return new Command.Ban(
        new Subject.Member(whom.id), false, OptionalLong.empty(), Optional.empty(), false);
  }

  private Event.RankChanged told() {
    return room.last(Event.RankChanged.class);
  }

  @Nested
  class Lower_than_what_a_token_says {
    private final Guest bob = arrives("bob", Rank.MODERATOR);

    Lower_than_what_a_token_says() {
      isOk(owner.does(lasting(bob, Rank.MEMBER)));
    }

    @Test
    void it_stays_when_the_token_is_renewed() {
      isOk(bob.does(new Command.ChangeAccountRank(Rank.MODERATOR)));
      isOk(bob.does(new Command.ChangeAccountRank(Rank.VIP)));
      isOk(bob.does(new Command.ChangeAccountRank(Rank.MODERATOR)));
      assertEquals(Rank.MEMBER, bob.rank());
    }

    @Test
    void it_counts_only_while_whoever_gave_it_outranks_the_tokens_rank() {
      isOk(bob.does(new Command.ChangeAccountRank(Rank.OWNER)));
      assertEquals(Rank.OWNER, bob.rank());
      assertEquals(Rank.OWNER, told().rank());
      isOk(bob.does(new Command.ChangeAccountRank(Rank.MODERATOR)));
      assertEquals(Rank.MEMBER, bob.rank());
      assertEquals(Rank.MEMBER, told().rank());
    }

    @Test
    void it_is_not_raised_by_whoever_could_not_give_the_tokens_rank() {
      Guest moderator = arrives("moderator", Rank.MODERATOR);
      isRefused(Reason.OUTRANKED, moderator.does(lasting(bob, Rank.VIP)));
      isOk(owner.does(lasting(bob, Rank.VIP)));
      assertEquals(Rank.VIP, bob.rank());
    }

    @Test
    void it_stays_with_each_further_membership() {
      Guest second = bob.again();
      assertEquals(Rank.MEMBER, second.rank());
      isOk(second.does(new Command.ChangeAccountRank(Rank.VIP)));
      bob.leaves();
      assertEquals(Rank.MEMBER, second.rank());
    }

    @Test
    void it_gives_way_to_an_admins() {
      isOk(bob.does(new Command.ChangeAccountRank(Rank.ADMIN)));
      assertEquals(Rank.ADMIN, bob.rank());
      isOk(bob.does(new Command.ChangeAccountRank(Rank.MODERATOR)));
      assertEquals(Rank.MEMBER, bob.rank());
    }

    @Test
    void it_is_revoked_only_by_whoever_could_give_the_tokens_rank() {
      Guest moderator = arrives("moderator", Rank.MODERATOR);
      isRefused(Reason.OUTRANKED, bob.does(new Command.Revoke(bob.id)));
      isRefused(Reason.OUTRANKED, moderator.does(new Command.Revoke(bob.id)));
      assertEquals(Rank.MEMBER, bob.rank());
    }

    @Test
    void the_tokens_rank_counts_once_it_is_revoked() {
      isOk(owner.does(new Command.Revoke(bob.id)));
      assertEquals(Rank.MODERATOR, bob.rank());
      assertEquals(Rank.MODERATOR, told().rank());
    }

    @Test
    void others_can_still_be_granted_for_a_while() {
      isOk(owner.grants(bob, Rank.VIP, 1_000));
      assertEquals(Rank.VIP, bob.rank());
      room.pass(1_000);
      assertEquals(Rank.MEMBER, bob.rank());
    }

    @Test
    void it_is_still_there_after_a_restart() {
      TopicState next = room.copyOf(room.state);
      TopicRules rules = new TopicRules(room.settings, Optional.empty(), () -> "id");
      Request renewed =
          new Request(
              new Actor.Membership(bob.membership), 0, new Command.ChangeAccountRank(Rank.VIP));
      Decision decision = rules.decide(next, renewed, room.now);
      assertEquals(List.of(new Event.AccountRankChanged(bob.id, Rank.VIP)), decision.events());
    }
  }

  @Nested
  class Given_to_somebody_who_is_away {
    private final Guest away = new Guest(room, "away", room.nextMembership(1));
    private final Guest moderator = arrives("moderator", Rank.MODERATOR);

    private Rank comesAs(Rank account) {
      return arrives("away", account).rank();
    }

    @Test
    void it_does_not_count_if_whoever_gave_it_did_not_outrank_them() {
      isOk(moderator.does(lasting(away, Rank.MEMBER)));
      assertEquals(Rank.OWNER, comesAs(Rank.OWNER));
    }

    @Test
    void it_does_not_count_among_equals() {
      isOk(moderator.does(lasting(away, Rank.MEMBER)));
      assertEquals(Rank.MODERATOR, comesAs(Rank.MODERATOR));
    }

    @Test
    void it_counts_if_whoever_gave_it_did() {
      isOk(moderator.does(lasting(away, Rank.MEMBER)));
      assertEquals(Rank.MEMBER, comesAs(Rank.VIP));
    }

    @Test
    void a_higher_one_counts_in_any_case() {
      isOk(moderator.does(lasting(away, Rank.VIP)));
      assertEquals(Rank.VIP, comesAs(Rank.GUEST));
    }

    @Test
    void it_counts_once_somebody_higher_gives_the_same() {
      isOk(moderator.does(lasting(away, Rank.MEMBER)));
      isRefused(Reason.ALREADY, moderator.does(lasting(away, Rank.MEMBER)));
      isOk(owner.does(lasting(away, Rank.MEMBER)));
      assertEquals(Rank.MEMBER, comesAs(Rank.MODERATOR));
    }

    @Test
    void the_end_of_one_that_does_not_count_changes_nothing() {
      isOk(moderator.does(lasting(away, Rank.MEMBER, OptionalLong.of(MINUTES_10))));
      Guest bob = arrives("away", Rank.OWNER);
      room.pass(MINUTES_10);
      assertEquals(Rank.OWNER, bob.rank());
      assertEquals(Rank.OWNER, told().rank());
      assertEquals(OptionalLong.empty(), told().untilAt());
    }
  }

  @Nested
  class With_an_end {
    private final Guest bob = arrives("bob", Rank.GUEST);

    @Test
    void it_takes_the_place_of_a_higher_one_at_once_and_ends_in_time() {
      isOk(owner.does(lasting(bob, Rank.MODERATOR)));
      isOk(owner.does(lasting(bob, Rank.VIP, OptionalLong.of(MINUTES_10))));
      assertEquals(Rank.VIP, bob.rank());
      assertEquals(OptionalLong.of(room.now + MINUTES_10), told().untilAt());
      room.pass(MINUTES_10);
      assertEquals(Rank.GUEST, bob.rank());
      assertEquals(Rank.GUEST, told().rank());
    }

    @Test
    void it_is_below_the_tokens_rank_only_until_then() {
      Guest eve = arrives("eve", Rank.MODERATOR);
      isOk(owner.does(lasting(eve, Rank.MEMBER, OptionalLong.of(MINUTES_10))));
      assertEquals(Rank.MEMBER, eve.rank());
      isOk(eve.does(new Command.ChangeAccountRank(Rank.VIP)));
      room.pass(MINUTES_10 - 1);
      assertEquals(Rank.MEMBER, eve.rank());
      room.pass(1);
      assertEquals(Rank.VIP, eve.rank());
      assertEquals(OptionalLong.empty(), told().untilAt());
    }

    @Test
    void it_takes_the_place_of_what_was_granted_for_longer() {
      isOk(owner.grants(bob, Rank.MODERATOR, 2 * MINUTES_10));
      isOk(owner.does(lasting(bob, Rank.VIP, OptionalLong.of(MINUTES_10))));
      assertEquals(Rank.VIP, bob.rank());
      room.pass(MINUTES_10);
      assertEquals(Rank.GUEST, bob.rank());
    }

    @Test
    void it_ends_under_a_higher_one_that_goes_on() {
      isOk(owner.does(lasting(bob, Rank.MEMBER, OptionalLong.of(MINUTES_10))));
      isOk(owner.grants(bob, Rank.VIP, 2 * MINUTES_10));
      room.pass(MINUTES_10);
      assertEquals(Rank.VIP, bob.rank());
      room.pass(MINUTES_10);
      assertEquals(Rank.GUEST, bob.rank());
    }
  }

  @Nested
  class When_the_topic_is_registered_no_more {
    @Test
    void it_stays_with_whoever_is_here_or_comes_back_in_a_moment() {
      isOk(owner.does(new Command.ChangeAccountRank(Rank.GUEST)));
      assertEquals(Rank.OWNER, owner.rank());
      isOk(owner.does(new Command.Unregister()));
      assertEquals(Rank.OWNER, owner.rank());
      owner.isLost();
      assertEquals(Rank.OWNER, arrives("owner", Rank.GUEST).rank());
    }
  }

  @Nested
  class Of_the_last_owner {
    private final Room free = new Room();
    private final Guest ann = new Guest(free, "ann", free.nextMembership(1));
    private final Guest bob = new Guest(free, "bob", free.nextMembership(1));

    Of_the_last_owner() {
      ann.accountRank = Rank.OWNER;
      isOk(ann.join());
      isOk(bob.join());
      isOk(free.server(lasting(ann, Rank.OWNER)));
    }

    @Test
    void it_cannot_be_given_up_while_another_is_an_owner_for_a_while() {
      isOk(free.server(new Command.Grant(bob.id, Rank.OWNER, OptionalLong.of(MINUTES_10))));
      isRefused(Reason.LAST_OWNER, ann.does(new Command.Revoke(ann.id)));
      isOk(bob.does(new Command.Revoke(bob.id)));
    }
  }

  @Nested
  class That_another_program_changed {
    private final Guest bob = arrives("bob", Rank.GUEST);

    @Test
    void counts_at_once_for_whoever_is_here_and_everybody_is_told() {
      isOk(owner.does(lasting(bob, Rank.MODERATOR)));
      room.store.affiliations.remove(new Subject.Member(bob.id), false);
      room.learnsOf(bob.id);
      assertEquals(Rank.GUEST, bob.rank());
      assertEquals(Rank.GUEST, told().rank());
      room.store.affiliations.put(stored(bob, new Affiliation.Standing.Ranked(Rank.VIP)), room.now);
      room.learnsOf(bob.id);
      assertEquals(Rank.VIP, bob.rank());
      assertEquals(Optional.of("operator"), told().by());
    }

    @Test
    void is_no_news_if_it_is_the_same() {
      isOk(owner.does(lasting(bob, Rank.MODERATOR)));
      int before = room.changes.size();
      room.learnsOf(bob.id);
      room.learnsOf(new MemberId("nobody"));
      assertEquals(before, room.changes.size());
    }

    @Test
    void leaves_what_was_granted_for_a_while_to_whoever_has_none() {
      isOk(owner.grants(bob, Rank.VIP, MINUTES_10));
      room.learnsOf(bob.id);
      assertEquals(Rank.VIP, bob.rank());
    }

    @Test
    void can_be_given_again_where_it_is_not_in_effect_yet() {
      room.store.affiliations.put(stored(bob, new Affiliation.Standing.Ranked(Rank.VIP)), room.now);
      isOk(owner.does(lasting(bob, Rank.VIP)));
      assertEquals(Rank.VIP, bob.rank());
      isRefused(Reason.ALREADY, owner.does(lasting(bob, Rank.VIP)));
    }

    @Test
    void is_a_ban_that_ends_the_memberships_of_whoever_is_here_but_for_an_admins() {
      Guest root = arrives("root", Rank.ADMIN);
      for (Guest each : List.of(bob, root)) {
        room.store.affiliations.put(stored(each, new Affiliation.Standing.Banned(false)), room.now);
        room.learnsOf(each.id);
      }
      assertTrue(room.state.memberships(bob.id).isEmpty());
      assertEquals(bob.id, room.last(Event.MemberBanned.class).member());
      assertEquals(Rank.ADMIN, root.rank());
    }

    @Test
    void is_a_ban_of_guests_that_somebody_signed_in_does_not_notice() {
      room.store.affiliations.put(stored(bob, new Affiliation.Standing.Banned(true)), room.now);
      room.learnsOf(bob.id);
      assertEquals(List.of(), room.events(Event.MemberBanned.class));
    }

    @Test
    void is_a_ban_that_can_be_imposed_again_while_somebody_is_here_in_spite_of_it() {
      room.store.affiliations.put(stored(bob, new Affiliation.Standing.Banned(false)), room.now);
      isOk(owner.does(ban(bob)));
      assertTrue(room.state.memberships(bob.id).isEmpty());
      isRefused(Reason.ALREADY, owner.does(ban(bob)));
    }
  }

  @Nested
  class A_topic_that_another_program_has_registered {
    @Test
    void has_no_founder_any_more() {
      Room free = new Room();
      Guest founder = free.enters("ann");
      Guest friend = free.enters("bob");
      isOk(founder.grants(friend, Rank.VIP));
      free.learns(Optional.of(new Registration(TopicSettings.DEFAULT, 1, free.now, "eve")));
      assertTrue(free.state.snapshot().registered());
      assertEquals(Rank.GUEST, founder.rank());
      assertEquals(Rank.GUEST, friend.rank());
    }

    @Test
    void or_has_unregistered_is_one_like_any_other() {
      room.learns(Optional.empty());
      assertTrue(room.state.registration().isEmpty());
      assertEquals(Rank.OWNER, owner.rank());
    }
  }
}
