package hubbub.codec;

import hubbub.topic.AddressPrefix;
import hubbub.topic.Change;
import hubbub.topic.Keyword;
import hubbub.topic.Lock;
import hubbub.topic.Member;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Moderation;
import hubbub.topic.Nick;
import hubbub.topic.Quiet;
import hubbub.topic.Slow;

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

  private CommonForms() {}
}
