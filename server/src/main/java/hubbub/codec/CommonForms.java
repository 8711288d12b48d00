package hubbub.codec;

import hubbub.topic.AddressPrefix;
import hubbub.topic.Change;
import hubbub.topic.Event;
import hubbub.topic.HeldMessage;
import hubbub.topic.Keyword;
import hubbub.topic.Lock;
import hubbub.topic.Member;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Moderation;
import hubbub.topic.Nick;
import hubbub.topic.Profile;
import hubbub.topic.Quiet;
import hubbub.topic.Shield;
import hubbub.topic.Slow;
import hubbub.topic.Strikes;
import hubbub.topic.Sweep;
import hubbub.topic.Warning;
import java.util.List;
import java.util.Optional;

/// The forms of the values that commands, events and outcomes are made of.
final class CommonForms {
  static final Form<MemberId> MEMBER_ID =
      Form.of(
          (out, id) -> out.text(id.value()),
          in -> in.tokens().in("member id", () -> new MemberId(in.text())));

  static final Form<MembershipId> MEMBERSHIP_ID =
      Form.of((out, id) -> out.number(id.value()), in -> new MembershipId(in.number()));

  static final Form<Nick> NICK =
      Form.record(
          "nick",
          (out, nick) -> out.text(nick.value()).text(nick.key()).text(nick.skeleton()),
          in -> new Nick(in.text(), in.text(), in.text()));

  static final Form<AddressPrefix> ADDRESS =
      Form.record(
          "address",
          (out, it) -> out.number(it.high()).number(it.low()).number(it.bits()),
          in -> new AddressPrefix(in.number(), in.number(), in.smallNumber()));

  static final Form<Change.Cause> CAUSE =
      Form.record(
          "cause",
          (out, it) -> out.value(it.membership(), MEMBERSHIP_ID).number(it.number()),
          in -> new Change.Cause(in.value(MEMBERSHIP_ID), in.number()));

  static final Form<Quiet> QUIET =
      Form.record(
          "quiet",
          (out, it) -> out.value(it.minRank(), Words.RANK).optionalTime(it.untilAt()),
          in -> new Quiet(in.value(Words.RANK), in.optionalTime()));

  static final Form<Slow> SLOW =
      Form.record(
          "slow",
          (out, it) -> out.number(it.intervalMillis()).optionalTime(it.untilAt()),
          in -> new Slow(in.number(), in.optionalTime()));

  static final Form<Shield> SHIELD =
      Form.record(
          "shield",
          (out, it) ->
              out.value(it.preset(), Words.SHIELD)
                  .time(it.since())
                  .time(it.untilAt())
                  .flag(it.isAutomatic()),
          in -> new Shield(in.value(Words.SHIELD), in.time(), in.time(), in.flag()));

  static final Form<Lock> LOCK =
      Form.record(
          "lock",
          (out, it) ->
              out.flag(it.password()).flag(it.membersOnly()).optionalSmallNumber(it.maxMembers()),
          in -> new Lock(in.flag(), in.flag(), in.optionalSmallNumber()));

  static final Form<Keyword> KEYWORD =
      Form.record(
          "keyword",
          (out, it) -> out.text(it.keyword()).time(it.expiresAt()).flag(it.pinned()),
          in -> new Keyword(in.text(), in.time(), in.flag()));

  static final Form<Member> MEMBER =
      Form.record(
          "member",
          (out, it) ->
              out.value(it.id(), MEMBER_ID)
                  .text(it.nick())
                  .value(it.rank(), Words.RANK)
                  .time(it.onlineAt())
                  .list(it.badges(), Form.TEXT),
          in ->
              new Member(
                  in.value(MEMBER_ID),
                  in.text(),
                  in.value(Words.RANK),
                  in.time(),
                  in.newList(Form.TEXT)));

  static final Form<Moderation.Guesses> GUESSES =
      Form.record(
          "guesses",
          (out, it) -> out.number(it.count()).time(it.since()).time(it.last()),
          in -> new Moderation.Guesses(in.smallNumber(), in.time(), in.time()));

  static final Form<Strikes> STRIKES =
      Form.record(
          "strikes",
          (out, it) -> out.text(it.rule()).number(it.count()),
          in -> new Strikes(in.text(), in.smallNumber()));

  static final Form<Warning> WARNING =
      Form.record(
          "warning",
          (out, it) ->
              out.time(it.at())
                  .text(it.by())
                  .optional(it.strikes(), STRIKES)
                  .optional(it.text(), Form.TEXT),
          in -> new Warning(in.time(), in.text(), in.optional(STRIKES), in.optional(Form.TEXT)));

  static final Form<Event.Author> AUTHOR =
      Form.record(
          "author",
          (out, it) ->
              out.value(it.id(), MEMBER_ID)
                  .text(it.nick())
                  .value(it.rank(), Words.RANK)
                  .list(it.badges(), Form.TEXT),
          in ->
              new Event.Author(
                  in.value(MEMBER_ID), in.text(), in.value(Words.RANK), in.newList(Form.TEXT)));

  static final Form<HeldMessage> HELD =
      Form.record(
          "held message",
          CommonForms::held,
          in ->
              new HeldMessage(
                  in.text(),
                  in.value(AUTHOR),
                  in.text(),
                  in.optional(Form.TEXT),
                  in.optional(Form.TEXT),
                  in.list(Form.TEXT),
                  in.text(),
                  in.time(),
                  in.time()));

  static final Form<Sweep> SWEEP =
      Form.record(
          "sweep",
          (out, it) ->
              out.text(it.id())
                  .value(it.how(), Words.SWEEP)
                  .time(it.at())
                  .time(it.until())
                  .text(it.by())
                  .list(it.members(), MEMBER_ID),
          in ->
              new Sweep(
                  in.text(),
                  in.value(Words.SWEEP),
                  in.time(),
                  in.time(),
                  in.text(),
                  in.list(MEMBER_ID)));

  private CommonForms() {}

  private static void held(CborWriter out, HeldMessage it) {
    out.text(it.id())
        .value(it.from(), AUTHOR)
        .text(it.body())
        .optional(it.nonce(), Form.TEXT)
        .optional(it.meta(), Form.TEXT)
        .list(it.terms(), Form.TEXT)
        .text(it.rule())
        .time(it.at())
        .time(it.expiresAt());
  }

  /// What a token says of somebody, where a record of an older release may end.
  static Profile profile(CborReader in) throws Unreadable {
    List<String> badges = in.newList(Form.TEXT);
    Optional<String> account = in.hasMore() ? in.optional(Form.TEXT) : Optional.empty();
    return badges.isEmpty() && account.isEmpty() ? Profile.NONE : new Profile(account, badges);
  }
}
