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

/// What moderators are told about somebody.
class WhoisTest {
  private static final AddressPrefix HOME = AddressPrefix.parse("192.0.2.7");

  private final Room room = new Room();
  private final Guest mod = room.enters("mod");

  private Guest enters(String name, Optional<AddressPrefix> from, Profile profile) {
    Guest guest = new Guest(room, name, room.nextMembership(1));
    guest.joined =
        guest.does(
            new Command.Join(guest.id, guest.nick, Rank.GUEST, Optional.empty(), from, profile));
    isOk(guest.joined);
    return guest;
  }

  private Guest ann() {
    return enters("ann", Optional.of(HOME), new Profile(Optional.of("site:ann"), List.of()));
  }

  private Outcome.Whois known(Guest whom) {
    return (Outcome.Whois) mod.does(new Command.Whois(whom.id));
  }

  private Outcome.Whois.Seen seen(Guest whom) {
    return known(whom).seen().orElseThrow();
  }

  @Nested
  class Somebody_present {
    @Test
    void is_known_by_account_and_by_a_tag_of_the_address() {
      Guest ann = ann();
      long joinedAt = room.now;
      room.now += 5_000;
      Guest _ = ann();
      assertEquals(
          new Outcome.Whois.Seen(
              new Member(ann.id, "ann", Rank.GUEST, joinedAt),
              Optional.of("site:ann"),
              Optional.of(StoreStandIn.TAGS.tag(Room.NAME, HOME)),
              OptionalLong.empty(),
              2),
          seen(ann));
    }

    @Test
    void is_shown_with_a_mute_while_it_lasts() {
      Guest ann = ann();
      isOk(mod.mutes(ann, 60_000));
      assertEquals(OptionalLong.of(room.now + 60_000), seen(ann).mutedUntil());
      isOk(mod.does(new Command.Unmute(ann.id)));
      assertEquals(OptionalLong.empty(), seen(ann).mutedUntil());
    }

    @Test
    void has_no_account_and_no_address_without_token_and_network() {
      Guest bob = room.enters("bob");
      assertEquals(Optional.empty(), seen(bob).account());
      assertEquals(Optional.empty(), seen(bob).prefixTag());
    }
  }

  @Nested
  class Somebody_gone {
    @Test
    void is_still_known_while_remembered() {
      Guest ann = ann();
      ann.isLost();
      assertEquals(0, seen(ann).memberships());
      assertEquals(Optional.of("site:ann"), seen(ann).account());
      assertTrue(seen(ann).prefixTag().isPresent());
    }

    @Test
    void is_forgotten_when_nothing_is_kept_any_more_even_before_the_topic_wakes_up() {
      Guest ann = ann();
      ann.isLost();
      room.now += room.settings.lingerMillis();
      isRefused(Reason.UNKNOWN_MEMBER, mod.does(new Command.Whois(ann.id)));
    }

    @Test
    void is_known_by_a_ban() {
      Guest ann = ann();
      isOk(
          mod.does(
              new Command.Ban(
                  new Subject.Member(ann.id),
                  false,
                  OptionalLong.empty(),
                  Optional.of("spam"),
                  false)));
      Affiliation ban = known(ann).affiliation().orElseThrow();
      assertTrue(ban.isBan());
      assertEquals(Optional.of("spam"), ban.text());
    }
  }

  @Test
  void nobody_else_is_known() {
    isRefused(Reason.UNKNOWN_MEMBER, mod.does(new Command.Whois(new MemberId("nobody"))));
  }

  @Test
  void is_for_moderators() {
    Guest ann = ann();
    isRefused(Reason.RANK_TOO_LOW, ann.does(new Command.Whois(mod.id)));
    isRefused(Reason.RANK_TOO_LOW, ann.does(new Command.Whois(ann.id)));
  }
}
