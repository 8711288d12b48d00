package hubbub.codec;

import static hubbub.codec.CommonForms.ADDRESS;
import static hubbub.codec.CommonForms.MEMBERSHIP_ID;
import static hubbub.codec.CommonForms.MEMBER_ID;
import static hubbub.codec.CommonForms.NICK;
import static hubbub.codec.Form.TEXT;
import static hubbub.codec.Words.RANK;

import hubbub.topic.Outcome;
import hubbub.topic.PersonRanks;
import hubbub.topic.Restriction;
import hubbub.topic.TopicImage;

/// The forms of the people in a topic's state.
final class PeopleForms {
  private static final Form<PersonRanks> RANKS =
      Form.record(
          "ranks",
          (out, it) ->
              out.value(it.account(), RANK)
                  .value(it.granted(), RANK)
                  .value(it.temporary(), RANK)
                  .time(it.temporaryUntil()),
          in -> new PersonRanks(in.value(RANK), in.value(RANK), in.value(RANK), in.time()));

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
                  .time(it.spokeAt()),
          in -> new TopicImage.PersonTimes(in.time(), in.time(), in.time(), in.time()));

  private static final Form<TopicImage.Said> SAID =
      Form.record(
          "said",
          (out, it) ->
              out.text(it.nonce())
                  .text(it.reply().id())
                  .number(it.reply().seq())
                  .time(it.reply().at()),
          in ->
              new TopicImage.Said(in.text(), new Outcome.Sent(in.text(), in.number(), in.time())));

  private static final Form<TopicImage.Person> PERSON =
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
                  .list(it.badges(), TEXT),
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
                  in.newList(TEXT)));

  private static final Form<TopicImage.Reply> REPLY =
      Form.record(
          "reply",
          (out, it) -> out.number(it.number()).value(it.outcome(), OutcomeCodec.OUTCOME),
          in -> new TopicImage.Reply(in.number(), in.value(OutcomeCodec.OUTCOME)));

  private static final Form<TopicImage.Membership> MEMBERSHIP =
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
}
