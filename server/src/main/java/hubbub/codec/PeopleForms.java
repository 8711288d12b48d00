package hubbub.codec;

import static hubbub.codec.CommonForms.ADDRESS;
import static hubbub.codec.CommonForms.MEMBERSHIP_ID;
import static hubbub.codec.CommonForms.MEMBER_ID;
import static hubbub.codec.CommonForms.NICK;
import static hubbub.codec.Form.TEXT;
import static hubbub.codec.Words.RANK;

import hubbub.topic.LastingRank;
import hubbub.topic.Outcome;
import hubbub.topic.PersonRanks;
import hubbub.topic.Rank;
import hubbub.topic.Restriction;
import hubbub.topic.TopicImage;
import java.util.Optional;

/// The forms of the people in a topic's state.
final class PeopleForms {
  static final Form<LastingRank> LASTING =
      Form.record(
          "lasting rank",
          (out, it) ->
              out.value(it.rank(), RANK).optionalTime(it.untilAt()).value(it.byRank(), RANK),
          in ->
              new LastingRank(
                  in.value(RANK), in.optionalTime(), in.hasMore() ? in.value(RANK) : Rank.ADMIN));

  private static final Form<PersonRanks> RANKS =
      Form.record(
          "ranks",
          (out, it) ->
              out.value(it.account(), RANK)
                  .value(it.granted(), RANK)
                  .value(it.temporary(), RANK)
                  .time(it.temporaryUntil())
                  .optional(it.lasting(), LASTING),
          in ->
              new PersonRanks(
                  in.value(RANK),
                  in.value(RANK),
                  in.value(RANK),
                  in.time(),
                  in.hasMore() ? in.optional(LASTING) : Optional.empty()));

  private static final Form<Restriction> RESTRICTION =
      Form.record(
          "restriction",
          (out, it) ->
              out.time(it.until()).time(it.at()).optional(it.by(), TEXT).optional(it.text(), TEXT),
          in -> new Restriction(in.time(), in.time(), in.optional(TEXT), in.optional(TEXT)));

  private static final Form<TopicImage.PersonTimes> TIMES =
      Form.record(
          "times",
          (out, it) ->
              out.time(it.onlineAt())
                  .time(it.keptUntil())
                  .time(it.rememberedUntil())
                  .time(it.spokeAt())
                  .time(it.firstJoinedAt())
                  .time(it.heardAt()),
          PeopleForms::times);

  private static final Form<TopicImage.Said> SAID =
      Form.record("said", PeopleForms::said, PeopleForms::said);

  static final Form<TopicImage.Person> PERSON =
      Form.record(
          "person",
          (out, it) ->
              out.value(it.id(), MEMBER_ID)
                  .value(it.nick(), NICK)
                  .flag(it.holdsNick())
                  .value(it.ranks(), RANKS)
                  .value(it.mute(), RESTRICTION)
                  .value(it.ban(), RESTRICTION)
                  .flag(it.hasSteppedDown())
                  .value(it.times(), TIMES)
                  .list(it.said(), SAID)
                  .optional(it.lastLost(), MEMBERSHIP_ID)
                  .optional(it.lastFrom(), ADDRESS)
                  .list(it.profile().badges(), TEXT)
                  .optional(it.profile().account(), TEXT)
                  .optional(it.warning(), CommonForms.WARNING),
          in ->
              new TopicImage.Person(
                  in.value(MEMBER_ID),
                  in.value(NICK),
                  in.flag(),
                  in.value(RANKS),
                  in.value(RESTRICTION),
                  in.value(RESTRICTION),
                  in.flag(),
                  in.value(TIMES),
                  in.list(SAID),
                  in.optional(MEMBERSHIP_ID),
                  in.optional(ADDRESS),
                  CommonForms.profile(in),
                  in.hasMore() ? in.optional(CommonForms.WARNING) : Optional.empty()));

  private static final Form<TopicImage.Reply> REPLY =
      Form.record(
          "reply",
          (out, it) -> out.number(it.number()).value(it.outcome(), OutcomeCodec.OUTCOME),
          in -> new TopicImage.Reply(in.number(), in.value(OutcomeCodec.OUTCOME)));

  static final Form<TopicImage.Membership> MEMBERSHIP =
      Form.record(
          "membership",
          (out, it) ->
              out.value(it.id(), MEMBERSHIP_ID)
                  .value(it.member(), MEMBER_ID)
                  .time(it.since())
                  .optional(it.from(), ADDRESS)
                  .number(it.last())
                  .number(it.done())
                  .list(it.replies(), REPLY),
          in ->
              new TopicImage.Membership(
                  in.value(MEMBERSHIP_ID),
                  in.value(MEMBER_ID),
                  in.time(),
                  in.optional(ADDRESS),
                  in.number(),
                  in.number(),
                  in.list(REPLY)));

  private static final Form<TopicImage.AddressBan> ADDRESS_BAN =
      Form.record(
          "address ban",
          (out, it) -> out.value(it.address(), ADDRESS).time(it.until()),
          in -> new TopicImage.AddressBan(in.value(ADDRESS), in.time()));

  static final Form<TopicImage.People> PEOPLE =
      Form.record(
          "people",
          (out, it) ->
              out.list(it.all(), PERSON)
                  .list(it.memberships(), MEMBERSHIP)
                  .list(it.addressBans(), ADDRESS_BAN),
          in -> new TopicImage.People(in.list(PERSON), in.list(MEMBERSHIP), in.list(ADDRESS_BAN)));

  private PeopleForms() {}

  /// Older releases did not say when somebody first joined, and was first heard.
  private static TopicImage.PersonTimes times(CborReader in) throws Unreadable {
    long onlineAt = in.time();
    long keptUntil = in.time();
    long rememberedUntil = in.time();
    long spokeAt = in.time();
    return new TopicImage.PersonTimes(
        onlineAt,
        keptUntil,
        rememberedUntil,
        spokeAt,
        in.hasMore() ? in.time() : onlineAt,
        in.hasMore() ? in.time() : spokeAt);
  }

  /// A held message has no place among the told events yet.
  private static void said(CborWriter out, TopicImage.Said said) {
    out.text(said.nonce());
    switch (said.reply()) {
      case Outcome.Sent it -> out.text(it.id()).number(it.seq()).time(it.at());
      case Outcome.Held it ->
          out.text(it.id()).number(0).time(it.at()).text(it.rule()).time(it.expiresAt());
    }
  }

  private static TopicImage.Said said(CborReader in) throws Unreadable {
    String nonce = in.text();
    String id = in.text();
    long seq = in.number();
    long at = in.time();
    return new TopicImage.Said(
        nonce,
        in.hasMore()
            ? new Outcome.Held(id, in.text(), at, in.time())
            : new Outcome.Sent(id, seq, at));
  }
}
