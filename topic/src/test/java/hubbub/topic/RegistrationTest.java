package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  private static final TopicSettings.Patch SETTINGS =
      new TopicSettings.Patch(
          Optional.of(new Title("Tea")),
          new TopicSettings.About(
              Optional.of("Tea room"),
              Optional.of("All about tea"),
              Optional.of("Be kind"),
              Optional.of("en")),
          Optional.of(Rank.MEMBER),
          OptionalLong.of(5_000),
          Optional.of("leaf"),
          Optional.of(true),
          OptionalInt.of(50),
          Optional.of(true),
          OptionalInt.of(2),
          Optional.of(Rank.VIP),
          new TopicFilter.Patch(
              Optional.of(List.of("grog")),
              Optional.of(TopicFilter.Action.MASK),
              Optional.empty(),
              Optional.of(List.of("example.com"))));

  private static Command.Configure titled(String title) {
    return new Command.Configure(TopicSettings.Patch.NONE.withTitle(new Title(title)));
  }

  private static Guest arrives(Room room, String name, Rank rank) {
    Guest guest = new Guest(room, name, room.nextMembership(1));
    guest.accountRank = rank;
    guest.joined = guest.join(Optional.of("leaf"));
    return guest;
  }

  private static Command.Grant lasting(String id, Rank rank) {
    return new Command.Grant(new MemberId(id), rank, OptionalLong.empty(), true, Optional.empty());
  }

  @Nested
  class Registering {
    @Test
    void makes_the_one_who_asks_the_owner_and_tells_everybody() {
      Room room = new Room();
      Guest ann = arrives(room, "ann", Rank.OWNER);
      isOk(ann.does(new Command.Register(SETTINGS)));
      assertTrue(room.state.snapshot().registered());
      assertEquals("Tea", room.state.snapshot().title());
      assertEquals(
          new Event.SettingsChanged(true, SETTINGS.about(), "ann"),
          room.last(Event.SettingsChanged.class));
      assertEquals(
          Rank.OWNER,
          room.store
              .affiliations
              .standing(List.of(new Subject.Member(ann.id)), room.now)
              .lastingRank(room.now));
    }

    @Test
    void keeps_the_title_the_lock_the_bans_and_the_lasting_ranks_that_are_there() {
      Room room = new Room();
      Guest ann = arrives(room, "ann", Rank.OWNER);
      ann.does(new Command.SetTitle(new Title("Coffee")));
      ann.does(lasting("vip", Rank.VIP));
      ann.does(
          new Command.Ban(
              new Subject.Member(new MemberId("bob")),
              false,
              OptionalLong.empty(),
              Optional.empty(),
              false));
      ann.does(new Command.Register(TopicSettings.Patch.NONE));
      assertEquals("Coffee", room.state.registration().orElseThrow().settings().title());
      isRefused(Reason.BANNED, arrives(room, "bob", Rank.GUEST).joined);
      assertEquals(Rank.VIP, arrives(room, "vip", Rank.GUEST).rank());
      assertEquals(
          TopicImage.Lasting.NONE.affiliations(), room.state.image().lasting().affiliations());
    }

    @Test
    void is_for_owners_who_are_signed_in_and_only_once() {
      Room room = new Room();
      Guest founder = arrives(room, "ann", Rank.GUEST);
      isRefused(Reason.RANK_TOO_LOW, founder.does(new Command.Register(SETTINGS)));
      Guest guest = arrives(room, "guest", Rank.OWNER);
      isRefused(Reason.ACCOUNTS_ONLY, guest.does(new Command.Register(SETTINGS)));
      isOk(room.server(new Command.Register(SETTINGS)));
      isRefused(Reason.ALREADY, room.server(new Command.Register(SETTINGS)));
    }
  }

  @Nested
  class A_registered_topic {
    private final Room room = new Room();
    private final Guest owner = arrives(room, "owner", Rank.OWNER);

    A_registered_topic() {
      owner.does(new Command.Register(SETTINGS));
    }

    @Test
    void is_born_with_its_settings_and_without_a_founder() {
      TopicState born =
          TopicState.born(
              Room.NAME,
              new Epoch("second"),
              room.settings,
              Room::frame,
              room.now,
              room.state.registration());
      assertEquals("Tea", born.snapshot().title());
      assertEquals(
          Optional.of(new Quiet(Rank.MEMBER, OptionalLong.empty())), born.snapshot().quiet());
      assertEquals(Optional.of(new Slow(5_000, OptionalLong.empty())), born.snapshot().slow());
      assertEquals(new Lock(true, true, OptionalInt.of(50)), born.snapshot().lock());
      TopicRules rules = new TopicRules(room.settings, Optional.empty(), () -> "id");
      Command.Join join =
          new Command.Join(new MemberId("ann"), Room.nick("ann"), Rank.MEMBER, Optional.of("leaf"));
      Decision decision =
          rules.decide(
              born,
              new Request(new Actor.Membership(new MembershipId(1)), 0, join)
                  .with(StoredStanding.NONE),
              room.now);
      assertEquals(Rank.MEMBER, ((Event.Joined) decision.events().getFirst()).rank());
    }

    @Test
    void keeps_as_many_messages_as_it_says() {
      for (String body : List.of("one", "two", "three")) {
        room.pass(5_000);
        isSent(owner, body);
      }
      assertEquals(List.of("two", "three"), room.historyBodies());
    }

    private void isSent(Guest who, String body) {
      Outcomes.isSent(who.says(body));
    }

    @Test
    void tells_what_changed_when_it_is_configured_and_remembers_it() {
      isOk(owner.does(titled("Green tea")));
      assertEquals(
          new Event.TitleChanged("Green tea", "owner"), room.last(Event.TitleChanged.class));
      assertEquals("Green tea", room.state.registration().orElseThrow().settings().title());
      isRefused(Reason.ALREADY, owner.does(titled("Green tea")));
    }

    @Test
    void remembers_a_title_and_a_lock_that_are_set_as_in_any_other() {
      isOk(owner.does(new Command.SetTitle(new Title("Black tea"))));
      isOk(
          owner.does(
              new Command.SetLock(Optional.of(""), Optional.of(false), OptionalInt.empty())));
      TopicSettings settings = room.state.registration().orElseThrow().settings();
      assertEquals("Black tea", settings.title());
      assertEquals(new Lock(false, false, OptionalInt.of(50)), settings.lock());
      assertEquals(Optional.empty(), settings.password());
    }

    @Test
    void says_itself_who_may_set_the_title() {
      Guest member = arrives(room, "member", Rank.MEMBER);
      Guest vip = arrives(room, "vip", Rank.VIP);
      isRefused(Reason.RANK_TOO_LOW, member.does(new Command.SetTitle(new Title("Mine"))));
      isOk(vip.does(new Command.SetTitle(new Title("Mine"))));
    }

    @Test
    void keeps_out_what_its_owner_says_until_that_is_changed() {
      TopicFilter filter = room.state.snapshot().filter();
      assertEquals(
          new TopicFilter(
              List.of("grog"), TopicFilter.Action.MASK, List.of(), List.of("example.com")),
          filter);
      isOk(owner.does(filtered(Optional.of(List.of("rum")), Optional.empty())));
      isOk(owner.does(filtered(Optional.empty(), Optional.of(List.of()))));
      assertEquals(
          new TopicFilter(List.of("rum"), TopicFilter.Action.MASK, List.of(), List.of()),
          room.state.snapshot().filter());
      isRefused(
          Reason.ALREADY, owner.does(filtered(Optional.of(List.of("rum")), Optional.empty())));
      isOk(owner.does(new Command.Unregister()));
      assertEquals(TopicFilter.NONE, room.state.snapshot().filter());
    }

    private static Command.Configure filtered(
        Optional<List<String>> words, Optional<List<String>> denied) {
      return new Command.Configure(
          TopicSettings.Patch.NONE.withFilter(
              new TopicFilter.Patch(words, Optional.empty(), Optional.empty(), denied)));
    }

    @Test
    void has_the_same_filter_for_as_long_as_only_other_settings_change() {
      TopicFilter filter = room.state.snapshot().filter();
      isOk(owner.does(titled("Green tea")));
      isOk(owner.does(lasting("bob", Rank.VIP)));
      assertSame(filter, room.state.snapshot().filter());
    }

    @Test
    void shows_its_settings_to_owners_alone() {
      assertEquals(
          new Outcome.Configured(room.state.registration().orElseThrow()),
          owner.does(new Command.Settings()));
      Guest mod = arrives(room, "mod", Rank.MODERATOR);
      isRefused(Reason.RANK_TOO_LOW, mod.does(new Command.Settings()));
    }

    @Test
    void has_no_successor_when_its_last_moderator_leaves() {
      Guest member = arrives(room, "member", Rank.MEMBER);
      owner.leaves();
      room.pass(60_000);
      assertEquals(Rank.MEMBER, member.rank());
    }

    @Test
    void can_be_one_like_any_other_again() {
      isOk(owner.does(new Command.Unregister()));
      assertFalse(room.state.snapshot().registered());
      isRefused(Reason.NO_SUCH_TOPIC, owner.does(new Command.Unregister()));
      isRefused(Reason.NO_SUCH_TOPIC, owner.does(titled("Late")));
    }
  }

  @Nested
  class Lasting_ranks {
    private final Room room = new Room();
    private final Guest owner = arrives(room, "owner", Rank.OWNER);

    Lasting_ranks() {
      owner.does(new Command.Register(TopicSettings.Patch.NONE));
    }

    @Test
    void come_back_with_whoever_has_one() {
      isOk(owner.does(lasting("mod", Rank.MODERATOR)));
      assertEquals(Rank.MODERATOR, arrives(room, "mod", Rank.GUEST).rank());
    }

    @Test
    void beat_what_the_token_says_higher_or_lower() {
      owner.does(lasting("less", Rank.MEMBER));
      assertEquals(Rank.MEMBER, arrives(room, "less", Rank.MODERATOR).rank());
      owner.does(lasting("more", Rank.MODERATOR));
      assertEquals(Rank.MODERATOR, arrives(room, "more", Rank.VIP).rank());
      room.server(lasting("boss", Rank.MEMBER));
      assertEquals(Rank.ADMIN, arrives(room, "boss", Rank.ADMIN).rank());
    }

    @Test
    void act_at_once_on_whoever_is_here() {
      Guest bob = arrives(room, "bob", Rank.GUEST);
      owner.does(lasting("bob", Rank.VIP));
      assertEquals(Rank.VIP, bob.rank());
      owner.does(new Command.Revoke(bob.id));
      assertEquals(Rank.GUEST, bob.rank());
      bob.leaves();
      assertEquals(Rank.GUEST, arrives(room, "bob", Rank.GUEST).rank());
    }

    @Test
    void lower_than_what_somebodys_token_says_act_at_once_too_but_on_no_admin() {
      Guest mod = arrives(room, "mod", Rank.MODERATOR);
      owner.does(lasting("mod", Rank.MEMBER));
      assertEquals(Rank.MEMBER, mod.rank());
      Guest root = arrives(room, "root", Rank.ADMIN);
      room.server(lasting("root", Rank.MEMBER));
      assertEquals(Rank.ADMIN, root.rank());
    }

    @Test
    void end_in_time_also_for_somebody_who_comes_in_between() {
      owner.does(
          new Command.Grant(
              new MemberId("bob"), Rank.VIP, OptionalLong.of(600_000), true, Optional.empty()));
      room.pass(300_000);
      Guest bob = arrives(room, "bob", Rank.GUEST);
      assertEquals(Rank.VIP, bob.rank());
      room.pass(300_000);
      assertEquals(Rank.GUEST, bob.rank());
    }

    @Test
    void above_ones_own_rank_are_not_for_giving() {
      Guest mod = arrives(room, "mod", Rank.MODERATOR);
      isRefused(Reason.RANK_TOO_LOW, mod.does(lasting("bob", Rank.MODERATOR)));
      isRefused(Reason.OUTRANKED, mod.does(lasting("owner", Rank.VIP)));
      isOk(mod.does(lasting("bob", Rank.VIP)));
    }
  }

  @Nested
  class Lasting_ranks_of_a_topic_that_is_not_registered {
    @Test
    void last_as_long_as_the_topic() {
      Room room = new Room();
      Guest ann = arrives(room, "ann", Rank.OWNER);
      ann.does(lasting("bob", Rank.VIP));
      Guest bob = arrives(room, "bob", Rank.GUEST);
      bob.leaves();
      room.pass(3_600_000);
      assertEquals(Rank.VIP, arrives(room, "bob", Rank.GUEST).rank());
    }
  }

  @Nested
  class Founding {
    private Room with(KindSettings.Found found) {
      KindSettings usual = KindSettings.DEFAULT;
      return new Room(
          new KindSettings(
              usual.history(),
              usual.historyBytes(),
              usual.historyWhenEmptyMillis(),
              usual.lingerMillis(),
              usual.listed(),
              found,
              usual.founderRank(),
              usual.succession(),
              usual.keywords(),
              usual.presenceLimit(),
              usual.maxMembers(),
              usual.maxBody(),
              usual.surge(),
              usual.ranks()));
    }

    @Test
    void may_be_for_accounts_alone() {
      Room room = with(KindSettings.Found.ACCOUNTS);
      isRefused(Reason.MAY_NOT_FOUND, arrives(room, "guest", Rank.GUEST).joined);
      isOk(arrives(room, "ann", Rank.GUEST).joined);
      isOk(arrives(room, "guest", Rank.GUEST).joined);
    }

    @Test
    void may_be_for_nobody_but_admins() {
      Room room = with(KindSettings.Found.NOBODY);
      isRefused(Reason.NO_SUCH_TOPIC, arrives(room, "ann", Rank.OWNER).joined);
      isOk(arrives(room, "root", Rank.ADMIN).joined);
    }

    @Test
    void does_not_concern_a_topic_that_is_registered() {
      Room room = with(KindSettings.Found.NOBODY);
      room.server(new Command.Register(TopicSettings.Patch.NONE));
      isOk(arrives(room, "ann", Rank.GUEST).joined);
    }
  }
}
