package hubbub.codec;

import static hubbub.codec.CommonForms.ADDRESS;
import static hubbub.codec.CommonForms.MEMBER_ID;
import static hubbub.codec.CommonForms.NICK;
import static hubbub.codec.Form.FLAG;
import static hubbub.codec.Form.TEXT;
import static hubbub.codec.PayloadCodec.PAYLOAD;
import static hubbub.codec.Words.HOW;
import static hubbub.codec.Words.LIST_OF;
import static hubbub.codec.Words.RANK;

import hubbub.codec.Family.Case;
import hubbub.topic.AuditFilter;
import hubbub.topic.Body;
import hubbub.topic.Command;
import hubbub.topic.Title;
import java.util.Optional;
import java.util.OptionalLong;

/// The forms of the commands for which no explanation is given.
final class CommandForms {
  /// The edge of an older release has judged by itself who is new.
  static final Case<Command.Join> JOIN =
      new Case<>(
          1,
          (out, it) ->
              out.value(it.member(), MEMBER_ID)
                  .value(it.nick(), NICK)
                  .value(it.accountRank(), RANK)
                  .optional(it.password(), TEXT)
                  .optional(it.from(), ADDRESS)
                  .list(it.profile().badges(), TEXT)
                  .optional(it.profile().account(), TEXT)
                  .optional(it.formerly(), MEMBER_ID)
                  .flag(it.isNickUnjudged())
                  .number(it.knownMillis())
                  .number(it.presentMillis()),
          in ->
              new Command.Join(
                  in.value(MEMBER_ID),
                  in.value(NICK),
                  in.value(RANK),
                  in.optional(TEXT),
                  in.optional(ADDRESS),
                  CommonForms.profile(in),
                  in.optional(MEMBER_ID),
                  in.hasMore() && in.flag(),
                  in.hasMore() ? in.number() : Long.MAX_VALUE,
                  in.hasMore() ? in.number() : 0));

  static final Case<Command.Leave> LEAVE =
      new Case<>(2, (out, it) -> out.value(it.how(), HOW), in -> new Command.Leave(in.value(HOW)));

  static final Case<Command.Prove> PROVE = Case.empty(3, new Command.Prove());

  static final Case<Command.Send> SEND =
      new Case<>(
          4,
          (out, it) ->
              out.text(it.body().value())
                  .optional(it.nonce(), TEXT)
                  .optional(it.meta(), TEXT)
                  .list(it.terms(), TEXT)
                  .optional(it.hold(), TEXT),
          in ->
              new Command.Send(
                  new Body(in.text()),
                  in.optional(TEXT),
                  in.optional(TEXT),
                  in.list(TEXT),
                  in.hasMore() ? in.optional(TEXT) : Optional.empty()));

  static final Case<Command.SetNick> SET_NICK =
      new Case<>(
          5, (out, it) -> out.value(it.nick(), NICK), in -> new Command.SetNick(in.value(NICK)));

  static final Case<Command.SetTitle> SET_TITLE =
      new Case<>(
          6,
          (out, it) -> out.text(it.title().value()),
          in -> new Command.SetTitle(new Title(in.text())));

  static final Case<Command.SetQuiet> SET_QUIET =
      new Case<>(
          7,
          (out, it) -> out.optional(it.minRank(), RANK).optionalNumber(it.ttlMillis()),
          in -> new Command.SetQuiet(in.optional(RANK), in.optionalNumber()));

  static final Case<Command.SetSlow> SET_SLOW =
      new Case<>(
          8,
          (out, it) -> out.number(it.intervalMillis()).optionalNumber(it.ttlMillis()),
          in -> new Command.SetSlow(in.number(), in.optionalNumber()));

  static final Case<Command.SetLock> SET_LOCK =
      new Case<>(
          9,
          (out, it) ->
              out.optional(it.password(), TEXT)
                  .optional(it.membersOnly(), FLAG)
                  .optionalSmallNumber(it.maxMembers()),
          in ->
              new Command.SetLock(in.optional(TEXT), in.optional(FLAG), in.optionalSmallNumber()));

  static final Case<Command.RemoveKeyword> REMOVE_KEYWORD =
      new Case<>(
          10,
          (out, it) -> out.text(it.keyword()).optionalNumber(it.blockMillis()),
          in -> new Command.RemoveKeyword(in.text(), in.optionalNumber()));

  static final Case<Command.PinKeyword> PIN_KEYWORD =
      new Case<>(
          11,
          (out, it) -> out.text(it.keyword()).optionalNumber(it.ttlMillis()),
          in -> new Command.PinKeyword(in.text(), in.optionalNumber()));

  static final Case<Command.Custom> CUSTOM =
      new Case<>(
          12,
          (out, it) -> out.text(it.event()).value(it.payload(), PAYLOAD),
          in -> new Command.Custom(in.text(), in.value(PAYLOAD)));

  static final Case<Command.History> HISTORY =
      new Case<>(
          13,
          (out, it) -> out.number(it.beforeSeq()).number(it.limit()),
          in -> new Command.History(in.number(), in.smallNumber()));

  static final Case<Command.Roster> ROSTER =
      new Case<>(
          14,
          (out, it) -> out.optional(it.after(), MEMBER_ID).number(it.limit()),
          in -> new Command.Roster(in.optional(MEMBER_ID), in.smallNumber()));

  private static final Form<AuditFilter> AUDIT_FILTER =
      Form.record(
          "audit filter",
          (out, it) ->
              out.optional(it.act(), TEXT)
                  .optional(it.by(), TEXT)
                  .optional(it.about(), TEXT)
                  .optionalNumber(it.since()),
          in ->
              new AuditFilter(
                  in.optional(TEXT), in.optional(TEXT), in.optional(TEXT), in.optionalNumber()));

  static final Case<Command.List> LIST =
      new Case<>(
          15,
          (out, it) ->
              out.value(it.of(), LIST_OF)
                  .optional(it.after(), TEXT)
                  .number(it.limit())
                  .value(it.lines(), AUDIT_FILTER),
          in ->
              new Command.List(
                  in.value(LIST_OF),
                  in.optional(TEXT),
                  in.smallNumber(),
                  in.hasMore() ? in.value(AUDIT_FILTER) : AuditFilter.ALL));

  static final Case<Command.ChangeAccountRank> CHANGE_ACCOUNT_RANK =
      new Case<>(
          23,
          (out, it) -> out.value(it.rank(), RANK),
          in -> new Command.ChangeAccountRank(in.value(RANK)));

  static final Case<Command.Register> REGISTER =
      new Case<>(
          26,
          (out, it) -> out.value(it.settings(), LastingForms.PATCH),
          in -> new Command.Register(in.value(LastingForms.PATCH)));

  static final Case<Command.Configure> CONFIGURE =
      new Case<>(
          27,
          (out, it) -> out.value(it.settings(), LastingForms.PATCH).optionalNumber(it.version()),
          in -> new Command.Configure(in.value(LastingForms.PATCH), in.optionalNumber()));

  static final Case<Command.Unregister> UNREGISTER = Case.empty(28, new Command.Unregister());

  static final Case<Command.Settings> SETTINGS = Case.empty(29, new Command.Settings());

  static final Case<Command.Whois> WHOIS =
      new Case<>(
          30,
          (out, it) -> out.value(it.member(), MEMBER_ID),
          in -> new Command.Whois(in.value(MEMBER_ID)));

  static final Case<Command.Acknowledge> ACKNOWLEDGE = Case.empty(32, new Command.Acknowledge());

  static final Case<Command.Approve> APPROVE =
      new Case<>(33, (out, it) -> out.text(it.id()), in -> new Command.Approve(in.text()));

  static final Case<Command.Shield> SHIELD =
      new Case<>(
          35,
          (out, it) ->
              out.optional(it.preset(), Words.SHIELD)
                  .optionalNumber(it.ttlMillis())
                  .optionalNumber(it.sinceMillis()),
          in ->
              new Command.Shield(
                  in.optional(Words.SHIELD),
                  in.optionalNumber(),
                  in.hasMore() ? in.optionalNumber() : OptionalLong.empty()));

  static final Case<Command.UndoSweep> UNDO_SWEEP =
      new Case<>(37, (out, it) -> out.text(it.id()), in -> new Command.UndoSweep(in.text()));

  static final Case<Command.Newcomers> NEWCOMERS =
      new Case<>(
          38,
          (out, it) ->
              out.number(it.sinceMillis()).optional(it.after(), MEMBER_ID).number(it.limit()),
          in -> new Command.Newcomers(in.number(), in.optional(MEMBER_ID), in.smallNumber()));

  private CommandForms() {}
}
