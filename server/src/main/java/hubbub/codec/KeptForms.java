package hubbub.codec;

import static hubbub.codec.CommonForms.ADDRESS;
import static hubbub.codec.CommonForms.GUESSES;
import static hubbub.codec.CommonForms.MEMBERSHIP_ID;
import static hubbub.codec.CommonForms.MEMBER_ID;
import static hubbub.codec.CommonForms.NICK;
import static hubbub.codec.Form.TEXT;
import static hubbub.codec.Words.RANK;

import hubbub.codec.Family.Case;
import hubbub.topic.Epoch;
import hubbub.topic.Event;
import java.util.Optional;

/// The forms of the events that only change state.
final class KeptForms {
  static final Case<Event.Joined> JOINED =
      new Case<>(
          15,
          (out, it) ->
              out.value(it.membership(), MEMBERSHIP_ID)
                  .value(it.member(), MEMBER_ID)
                  .value(it.nick(), NICK)
                  .value(it.accountRank(), RANK)
                  .value(it.rank(), RANK)
                  .optional(it.from(), ADDRESS)
                  .list(it.profile().badges(), TEXT)
                  .optional(it.profile().account(), TEXT)
                  .optional(it.formerly(), MEMBER_ID)
                  .optional(it.lasting(), PeopleForms.LASTING)
                  .number(it.presentMillis()),
          in ->
              new Event.Joined(
                  in.value(MEMBERSHIP_ID),
                  in.value(MEMBER_ID),
                  in.value(NICK),
                  in.value(RANK),
                  in.value(RANK),
                  in.optional(ADDRESS),
                  CommonForms.profile(in),
                  in.optional(MEMBER_ID),
                  in.hasMore() ? in.optional(PeopleForms.LASTING) : Optional.empty(),
                  in.hasMore() ? in.number() : 0));

  static final Case<Event.Challenged> CHALLENGED =
      new Case<>(
          16,
          (out, it) -> out.value(it.member(), MEMBER_ID),
          in -> new Event.Challenged(in.value(MEMBER_ID)));

  static final Case<Event.Left> LEFT =
      new Case<>(
          17,
          (out, it) ->
              out.value(it.membership(), MEMBERSHIP_ID).value(it.ending(), EndingCodec.ENDING),
          in -> new Event.Left(in.value(MEMBERSHIP_ID), in.value(EndingCodec.ENDING)));

  static final Case<Event.NodeLeft> NODE_LEFT =
      new Case<>(
          18,
          (out, it) -> out.number(it.node()).number(it.most()),
          in -> new Event.NodeLeft(in.smallNumber(), in.smallNumber()));

  static final Case<Event.Reigned> REIGNED =
      new Case<>(
          19,
          (out, it) -> out.text(it.epoch().value()),
          in -> new Event.Reigned(new Epoch(in.text())));

  static final Case<Event.Died> DIED = Case.empty(20, new Event.Died());

  static final Case<Event.KeptOut> KEPT_OUT =
      new Case<>(
          21,
          (out, it) ->
              out.value(it.member(), MEMBER_ID).time(it.untilAt()).list(it.addresses(), ADDRESS),
          in -> new Event.KeptOut(in.value(MEMBER_ID), in.time(), in.list(ADDRESS)));

  static final Case<Event.Forgotten> FORGOTTEN =
      new Case<>(
          22,
          (out, it) -> out.list(it.members(), MEMBER_ID),
          in -> new Event.Forgotten(in.list(MEMBER_ID)));

  static final Case<Event.PasswordSet> PASSWORD_SET =
      new Case<>(
          23,
          (out, it) -> out.optional(it.digest(), TEXT),
          in -> new Event.PasswordSet(in.optional(TEXT)));

  static final Case<Event.PasswordGuessed> PASSWORD_GUESSED =
      new Case<>(
          24,
          (out, it) -> out.value(it.guesses(), GUESSES),
          in -> new Event.PasswordGuessed(in.value(GUESSES)));

  static final Case<Event.KeywordBlocked> KEYWORD_BLOCKED =
      new Case<>(
          25,
          (out, it) -> out.text(it.keyword()).time(it.untilAt()),
          in -> new Event.KeywordBlocked(in.text(), in.time()));

  static final Case<Event.SlotsChanged> SLOTS_CHANGED =
      new Case<>(
          26,
          (out, it) -> out.list(it.edits(), SlotEditCodec.EDIT),
          in -> new Event.SlotsChanged(in.list(SlotEditCodec.EDIT)));

  static final Case<Event.Answered> ANSWERED =
      new Case<>(
          27,
          (out, it) ->
              out.value(it.membership(), MEMBERSHIP_ID)
                  .number(it.number())
                  .value(it.outcome(), OutcomeCodec.OUTCOME),
          in ->
              new Event.Answered(
                  in.value(MEMBERSHIP_ID), in.number(), in.value(OutcomeCodec.OUTCOME)));

  static final Case<Event.AccountRankChanged> ACCOUNT_RANK_CHANGED =
      new Case<>(
          28,
          (out, it) -> out.value(it.member(), MEMBER_ID).value(it.rank(), RANK),
          in -> new Event.AccountRankChanged(in.value(MEMBER_ID), in.value(RANK)));

  static final Case<Event.Affiliated> AFFILIATED =
      new Case<>(
          31,
          (out, it) -> out.value(it.affiliation(), LastingForms.AFFILIATION),
          in -> new Event.Affiliated(in.value(LastingForms.AFFILIATION)));

  static final Case<Event.Unaffiliated> UNAFFILIATED =
      new Case<>(
          32,
          (out, it) -> out.value(it.subject(), LastingForms.SUBJECT).flag(it.ban()),
          in -> new Event.Unaffiliated(in.value(LastingForms.SUBJECT), in.flag()));

  static final Case<Event.RegistrationChanged> REGISTRATION_CHANGED =
      new Case<>(
          33,
          (out, it) -> out.optional(it.registration(), LastingForms.REGISTRATION),
          in -> new Event.RegistrationChanged(in.optional(LastingForms.REGISTRATION)));

  static final Case<Event.Audited> AUDITED =
      new Case<>(
          34,
          (out, it) -> out.value(it.entry(), LastingForms.AUDIT_ENTRY),
          in -> new Event.Audited(in.value(LastingForms.AUDIT_ENTRY)));

  static final Case<Event.Erased> ERASED =
      new Case<>(
          35,
          (out, it) -> out.value(it.member(), MEMBER_ID).text(it.pseudonym()),
          in -> new Event.Erased(in.value(MEMBER_ID), in.text()));

  static final Case<Event.Acknowledged> ACKNOWLEDGED =
      new Case<>(
          37,
          (out, it) -> out.value(it.member(), MEMBER_ID),
          in -> new Event.Acknowledged(in.value(MEMBER_ID)));

  static final Case<Event.Swept> SWEPT =
      new Case<>(
          41,
          (out, it) -> out.value(it.sweep(), CommonForms.SWEEP),
          in -> new Event.Swept(in.value(CommonForms.SWEEP)));

  static final Case<Event.SweepUndone> SWEEP_UNDONE =
      new Case<>(42, (out, it) -> out.text(it.id()), in -> new Event.SweepUndone(in.text()));

  private KeptForms() {}
}
