package hubbub.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.topic.Command;
import hubbub.topic.Event;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.ShieldPreset;
import hubbub.topic.TopicFilter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The words of constants, which are stored and therefore never change. A new constant is added
/// here; a word that is no longer used stays readable until no supported release writes it.
class WordsTest {
  private static <E extends Enum<E>> List<String> words(Words<E> form, E[] constants)
      throws Unreadable {
    List<String> words = new ArrayList<>();
    for (E constant : constants) {
      CborWriter out = new CborWriter(SlotTypes.NONE);
      form.write(out, constant);
      words.add(constant.name() + " " + new CborReader(out.toBytes(), SlotTypes.NONE).text());
    }
    return words;
  }

  @Test
  void of_ranks() throws Unreadable {
    assertEquals(
        List.of(
            "GUEST guest",
            "MEMBER member",
            "VIP vip",
            "MODERATOR moderator",
            "OWNER owner",
            "ADMIN admin"),
        words(Words.RANK, Rank.values()));
  }

  @Test
  void of_ways_to_leave() throws Unreadable {
    assertEquals(
        List.of("LEFT left", "LOST lost", "REPLACED replaced"),
        words(Words.HOW, Command.How.values()));
  }

  @Test
  void of_lists() throws Unreadable {
    assertEquals(
        List.of(
            "BANS bans",
            "MUTES mutes",
            "MEMBERS members",
            "MODERATORS moderators",
            "OWNERS owners",
            "AUDIT audit",
            "HELD held"),
        words(Words.LIST_OF, Command.List.Of.values()));
  }

  @Test
  void of_sweeps() throws Unreadable {
    assertEquals(
        List.of("KICK kick", "MUTE mute", "CLEAR clear"),
        words(Words.SWEEP, Command.Sweep.Act.values()));
  }

  @Test
  void of_shields() throws Unreadable {
    assertEquals(
        List.of("SLOW slow", "HOLD hold", "ACCOUNTS_ONLY accounts_only", "NO_LINKS no_links"),
        words(Words.SHIELD, ShieldPreset.values()));
  }

  @Test
  void of_what_becomes_of_held_messages() throws Unreadable {
    assertEquals(
        List.of("APPROVED approved", "REJECTED rejected", "EXPIRED expired", "REMOVED removed"),
        words(Words.RESOLVED, Event.MessageResolved.How.values()));
  }

  @Test
  void of_what_owners_do_about_words() throws Unreadable {
    assertEquals(
        List.of("REFUSE refuse", "MASK mask", "HOLD hold"),
        words(Words.FILTER_ACTION, TopicFilter.Action.values()));
  }

  @Test
  void of_reasons() throws Unreadable {
    assertEquals(
        List.of(
            "BANNED banned",
            "KICKED kicked",
            "MEMBERS_ONLY members_only",
            "ACCOUNTS_ONLY accounts_only",
            "SIGN_IN sign_in",
            "TOKEN_EXPIRED token_expired",
            "WRONG_PASSWORD wrong_password",
            "BAD_NICK bad_nick",
            "NICK_TAKEN nick_taken",
            "NICK_RESERVED nick_reserved",
            "NO_SUCH_TOPIC no_such_topic",
            "MAY_NOT_FOUND may_not_found",
            "INVALID invalid",
            "TOO_MANY_CHANNELS too many channels joined",
            "FULL full",
            "OVERLOADED overloaded",
            "UNAVAILABLE unavailable",
            "SHUTTING_DOWN shutting_down",
            "JOIN_CRASHED join crashed",
            "INCOMPATIBLE incompatible",
            "QUIET quiet",
            "SLOW slow",
            "MUTED muted",
            "SPAM spam",
            "HELD held",
            "ACKNOWLEDGE_FIRST acknowledge_first",
            "RANK_TOO_LOW rank_too_low",
            "OUTRANKED outranked",
            "EMPTY empty",
            "TOO_LONG too_long",
            "UNKNOWN_COMMAND unknown_command",
            "UNKNOWN_MEMBER unknown_member",
            "UNKNOWN_MESSAGE unknown_message",
            "UNKNOWN_ACCOUNT unknown_account",
            "ALREADY already",
            "CHANGED changed",
            "LAST_OWNER last_owner",
            "SPECTATOR spectator",
            "BAD_TOKEN bad_token",
            "INTERNAL internal",
            "UNMATCHED_TOPIC unmatched topic"),
        words(Words.REASON, Reason.values()));
  }
}
