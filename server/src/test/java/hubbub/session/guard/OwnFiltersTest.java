package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.Command;
import hubbub.topic.Epoch;
import hubbub.topic.KindSettings;
import hubbub.topic.MemberId;
import hubbub.topic.Nick;
import hubbub.topic.Profile;
import hubbub.topic.Rank;
import hubbub.topic.Refusal;
import hubbub.topic.Registration;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicFilter;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import hubbub.topic.TopicState;
import hubbub.topic.extension.Utterance;
import hubbub.topic.extension.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The words and links that the owners of a topic keep out of it.
class OwnFiltersTest {
  private static final Verdict NEVER = new Verdict.Refuse("links", 0);

  private static TopicFilter words(TopicFilter.Action action, String... words) {
    return new TopicFilter(List.of(words), action, List.of(), List.of());
  }

  private static TopicFilter links(List<String> allowed, List<String> denied) {
    return new TopicFilter(List.of(), TopicFilter.Action.REFUSE, allowed, denied);
  }

  private static Snapshot with(TopicFilter filter) {
    TopicSettings none = TopicSettings.DEFAULT;
    TopicSettings settings =
        new TopicSettings(
            "",
            none.about(),
            none.quiet(),
            none.slowMillis(),
            none.lock(),
            none.password(),
            none.listed(),
            none.history(),
            none.titleRank(),
            filter);
    return TopicState.born(
            new TopicName("room:a"),
            new Epoch("e"),
            KindSettings.DEFAULT,
            (_, _, _, _) -> new byte[0],
            0,
            Optional.of(new Registration(settings, 1, 0, "ann")))
        .snapshot();
  }

  private static Speech said(Said said, TopicFilter filter) {
    Speech speech = said.at(1_000_000);
    return new Speech(
        speech.topic(),
        speech.what(),
        speech.text(),
        speech.meta(),
        speech.nonce(),
        speech.from(),
        Optional.of(with(filter)),
        speech.circumstances(),
        speech.nowNanos());
  }

  private static Examination examined(Said said, TopicFilter filter) {
    Speech speech = said(said, filter);
    return new Examination(speech, new KnownPerson(speech.nowNanos()));
  }

  @Nested
  class Words {
    private static Verdict of(String text, TopicFilter filter) {
      return new OwnFilters().judge(examined(Said.by("ann", text), filter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"grog", "more GR0G!", "g.r.o.g", "gr\u043eg", "pirateship"})
    void are_found_in_any_disguise_as_those_of_the_kind_are(String text) {
      TopicFilter filter = words(TopicFilter.Action.REFUSE, "grog", "pirate*");
      assertEquals(new Verdict.Refuse("words", 0), of(text, filter));
      assertEquals(Verdict.PASS, of(text, TopicFilter.NONE));
    }

    @Test
    void are_refused_masked_or_held() {
      assertEquals(
          new Verdict.Mask("words", "more ****, crumbs and d****ing"),
          of(
              "more grog, crumbs and drumming",
              words(TopicFilter.Action.MASK, "grog", "*rum*", "+crumbs")));
      assertEquals(
          new Verdict.Hold("words"), of("more grog", words(TopicFilter.Action.HOLD, "grog")));
    }

    @Test
    void are_no_regular_expressions_and_entries_without_a_letter_are_none() {
      TopicFilter filter = words(TopicFilter.Action.REFUSE, "/gro+g/", "...");
      assertEquals(Verdict.PASS, of("gro", filter));
      assertEquals(Verdict.PASS, of("gg ...", filter));
    }

    @Test
    void judge_also_what_people_call_themselves_but_no_moderators() {
      Guard guard = Guard.of(Preset.NORMAL.policy());
      TopicFilter filter = words(TopicFilter.Action.MASK, "grog");
      Said grog = Said.by("ann", "grog");
      Judgement nick = guard.judge(said(grog.a(Utterance.What.NICK), filter));
      assertEquals("words", nick.refusal().orElseThrow().details().get("rule"));
      assertEquals(
          new Judgement.Fate.Passes(Optional.of("****")), guard.judge(said(grog, filter)).fate());
      assertEquals(Judgement.PASSES, guard.judge(said(grog.as(Rank.MODERATOR), filter)));
    }
  }

  /// What the owner of a topic asks, whose edge did not know the topic.
  @Nested
  class A_nick_that_the_edge_could_not_judge {
    private final Guard guard = Guard.of(Preset.NORMAL.policy());
    private final Snapshot room = with(words(TopicFilter.Action.REFUSE, "grog"));

    private static Command.Join join(String nick, Rank rank, long knownMillis) {
      return new Command.Join(
          new MemberId("g1"),
          new Nick(nick, nick, nick),
          rank,
          Optional.empty(),
          Optional.empty(),
          Profile.NONE,
          Optional.empty(),
          true,
          knownMillis,
          0);
    }

    private Optional<Refusal> judged(String nick, Rank rank, Snapshot topic) {
      return guard.newcomers().judgeNick(join(nick, rank, 0), topic, 1);
    }

    @Test
    void is_refused_for_good_by_the_owner() {
      Command.Join join = join("grog", Rank.GUEST, 0);
      assertEquals(Optional.empty(), guard.judgeJoin(Arrival.of(join, room, 1)));
      assertTrue(judged("grog", Rank.GUEST, room).orElseThrow().isForGood());
    }

    @Test
    void may_have_a_link_that_the_owners_of_the_topic_allow() {
      Snapshot allowing = with(links(List.of("example.org"), List.of()));
      Command.Join join = join("ann.example.org", Rank.GUEST, 0);
      assertEquals(Optional.empty(), guard.judgeJoin(Arrival.of(join, allowing, 1)));
      assertEquals(Optional.empty(), guard.newcomers().judgeNick(join, allowing, 1));
      assertEquals(
          Optional.of("links"),
          judged("ann.example.org", Rank.GUEST, with(TopicFilter.NONE))
              .map(no -> no.details().get("rule")));
    }

    @Test
    void may_have_a_link_if_the_edge_has_known_its_guest_for_long() {
      Command.Join join = join("ann.example.org", Rank.GUEST, 300_000);
      assertEquals(Optional.empty(), guard.newcomers().judgeNick(join, room, 1));
    }

    @Test
    void is_an_offence_once() {
      MemberId id = new MemberId("g1");
      guard.judgeJoin(Arrival.of(room.topic(), id, Optional.empty(), 1));
      judged("grog", Rank.GUEST, room);
      assertEquals(2, guard.reputation(room.topic(), id, 1).orElseThrow().score());
    }

    @Test
    void passes_without_such_words_and_for_moderators() {
      assertEquals(Optional.empty(), judged("ann", Rank.GUEST, room));
      assertEquals(Optional.empty(), judged("grog", Rank.MODERATOR, room));
      assertEquals(Optional.empty(), judged("grog", Rank.GUEST, with(TopicFilter.NONE)));
    }

    @Test
    void is_not_judged_again_by_what_the_edge_knew() {
      assertEquals(Optional.empty(), judged("N\u0301\u0301\u0301\u0301ed", Rank.GUEST, room));
    }
  }

  @Nested
  class Links {
    private final LinkRule rule = rule(LinkLimits.Who.KNOWN);

    private static LinkRule rule(LinkLimits.Who strangers) {
      return new LinkRule(
          new LinkLimits(
              strangers,
              Duration.ofMinutes(5),
              Set.of("hubbub.example", "allowed.com"),
              Set.of("evil.com")),
          new OwnFilters());
    }

    private Verdict of(String who, String text, TopicFilter filter) {
      return rule.judge(examined(Said.by(who, text), filter));
    }

    @Test
    void to_what_owners_deny_or_what_looks_like_what_they_allow_are_refused_to_everybody() {
      TopicFilter filter = links(List.of("paypal.com"), List.of("example.com", "allowed.com"));
      assertEquals(NEVER, of("bob", "www.example.com", filter));
      assertEquals(NEVER, of("bob", "allowed.com", filter));
      assertEquals(NEVER, of("bob", "paypa1.com", filter));
      assertEquals(Verdict.PASS, of("bob", "example.org", filter));
    }

    @Test
    void to_what_they_allow_are_free_for_new_guests_but_nothing_else_is() {
      TopicFilter filter = links(List.of("example.com"), List.of());
      assertEquals(Verdict.PASS, of("g1", "see example.com and hubbub.example", filter));
      assertEquals(
          new Verdict.Refuse("links", 300_000),
          of("g1", "see example.com and example.org", filter));
    }

    @Test
    void stay_refused_where_the_operator_says_so() {
      TopicFilter filter = links(List.of("evil.com", "example.com"), List.of());
      assertEquals(NEVER, of("bob", "evil.com", filter));
      assertEquals(
          NEVER,
          rule(LinkLimits.Who.NOBODY).judge(examined(Said.by("bob", "example.com"), filter)));
    }
  }

  @Test
  void are_prepared_once_for_all_messages_until_they_change() {
    OwnFilters own = new OwnFilters();
    TopicFilter filter = words(TopicFilter.Action.MASK, "grog");
    OwnFilters.Prepared first = own.of(examined(Said.by("ann", "grog"), filter));
    assertSame(first, own.of(examined(Said.by("bob", "hi"), filter)));
    assertNotSame(
        first,
        own.of(examined(Said.by("bob", "hi"), words(TopicFilter.Action.MASK, "grog", "rum"))));
  }
}
