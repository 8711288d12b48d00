package hubbub.codec;

import static hubbub.codec.CommonForms.AUTHOR;
import static hubbub.codec.CommonForms.KEYWORD;
import static hubbub.codec.CommonForms.LOCK;
import static hubbub.codec.CommonForms.MEMBERSHIP_ID;
import static hubbub.codec.CommonForms.MEMBER_ID;
import static hubbub.codec.CommonForms.NICK;
import static hubbub.codec.CommonForms.QUIET;
import static hubbub.codec.CommonForms.SHIELD;
import static hubbub.codec.CommonForms.SLOW;
import static hubbub.codec.Form.TEXT;
import static hubbub.codec.PayloadCodec.PAYLOAD;
import static hubbub.codec.Words.RANK;

import hubbub.codec.Family.Case;
import hubbub.topic.Event;

/// The forms of the events that members are told.
final class ToldForms {
  static final Case<Event.Message> MESSAGE =
      new Case<>(
          1,
          (out, it) ->
              out.text(it.id())
                  .value(it.from(), AUTHOR)
                  .text(it.body())
                  .optional(it.nonce(), TEXT)
                  .optional(it.meta(), TEXT)
                  .flag(it.deleted()),
          in ->
              new Event.Message(
                  in.text(),
                  in.value(AUTHOR),
                  in.text(),
                  in.optional(TEXT),
                  in.optional(TEXT),
                  in.flag()));

  static final Case<Event.MessageDeleted> MESSAGE_DELETED =
      new Case<>(
          2,
          (out, it) -> out.text(it.id()).text(it.by()).optional(it.text(), TEXT),
          in -> new Event.MessageDeleted(in.text(), in.text(), in.optional(TEXT)));

  static final Case<Event.HistoryCleared> HISTORY_CLEARED =
      new Case<>(
          3,
          (out, it) -> out.text(it.by()).optional(it.member(), MEMBER_ID).optional(it.text(), TEXT),
          in -> new Event.HistoryCleared(in.text(), in.optional(MEMBER_ID), in.optional(TEXT)));

  static final Case<Event.TitleChanged> TITLE_CHANGED =
      new Case<>(
          4,
          (out, it) -> out.text(it.title()).text(it.by()),
          in -> new Event.TitleChanged(in.text(), in.text()));

  static final Case<Event.QuietChanged> QUIET_CHANGED =
      new Case<>(
          5,
          (out, it) -> out.optional(it.quiet(), QUIET).optional(it.by(), TEXT),
          in -> new Event.QuietChanged(in.optional(QUIET), in.optional(TEXT)));

  static final Case<Event.SlowChanged> SLOW_CHANGED =
      new Case<>(
          6,
          (out, it) -> out.optional(it.slow(), SLOW).optional(it.by(), TEXT),
          in -> new Event.SlowChanged(in.optional(SLOW), in.optional(TEXT)));

  static final Case<Event.LockChanged> LOCK_CHANGED =
      new Case<>(
          7,
          (out, it) -> out.value(it.lock(), LOCK).text(it.by()),
          in -> new Event.LockChanged(in.value(LOCK), in.text()));

  static final Case<Event.KeywordsChanged> KEYWORDS_CHANGED =
      new Case<>(
          8,
          (out, it) -> out.list(it.keywords(), KEYWORD),
          in -> new Event.KeywordsChanged(in.list(KEYWORD)));

  static final Case<Event.RankChanged> RANK_CHANGED =
      new Case<>(
          9,
          (out, it) ->
              out.value(it.member(), MEMBER_ID)
                  .value(it.rank(), RANK)
                  .optionalTime(it.untilAt())
                  .optional(it.by(), TEXT)
                  .optional(it.text(), TEXT),
          in ->
              new Event.RankChanged(
                  in.value(MEMBER_ID),
                  in.value(RANK),
                  in.optionalTime(),
                  in.optional(TEXT),
                  in.optional(TEXT)));

  static final Case<Event.MemberMuted> MEMBER_MUTED =
      new Case<>(
          10,
          (out, it) ->
              out.value(it.member(), MEMBER_ID)
                  .optionalTime(it.untilAt())
                  .optional(it.text(), TEXT)
                  .optional(it.by(), TEXT),
          in ->
              new Event.MemberMuted(
                  in.value(MEMBER_ID), in.optionalTime(), in.optional(TEXT), in.optional(TEXT)));

  static final Case<Event.MemberUnmuted> MEMBER_UNMUTED =
      new Case<>(
          11,
          (out, it) ->
              out.value(it.member(), MEMBER_ID).optional(it.by(), TEXT).optional(it.text(), TEXT),
          in -> new Event.MemberUnmuted(in.value(MEMBER_ID), in.optional(TEXT), in.optional(TEXT)));

  static final Case<Event.MemberKicked> MEMBER_KICKED =
      new Case<>(
          12,
          (out, it) ->
              out.value(it.member(), MEMBER_ID)
                  .optionalTime(it.untilAt())
                  .optional(it.text(), TEXT)
                  .text(it.by()),
          in ->
              new Event.MemberKicked(
                  in.value(MEMBER_ID), in.optionalTime(), in.optional(TEXT), in.text()));

  static final Case<Event.NickChanged> NICK_CHANGED =
      new Case<>(
          13,
          (out, it) -> out.value(it.member(), MEMBER_ID).value(it.nick(), NICK),
          in -> new Event.NickChanged(in.value(MEMBER_ID), in.value(NICK)));

  static final Case<Event.Custom> CUSTOM =
      new Case<>(
          14,
          (out, it) ->
              out.text(it.name()).value(it.payload(), PAYLOAD).optional(it.except(), MEMBERSHIP_ID),
          in -> new Event.Custom(in.text(), in.value(PAYLOAD), in.optional(MEMBERSHIP_ID)));

  static final Case<Event.MemberBanned> MEMBER_BANNED =
      new Case<>(
          29,
          (out, it) ->
              out.value(it.member(), MEMBER_ID)
                  .optionalTime(it.untilAt())
                  .optional(it.text(), TEXT)
                  .text(it.by()),
          in ->
              new Event.MemberBanned(
                  in.value(MEMBER_ID), in.optionalTime(), in.optional(TEXT), in.text()));

  static final Case<Event.SettingsChanged> SETTINGS_CHANGED =
      new Case<>(
          30,
          (out, it) ->
              out.flag(it.registered()).value(it.about(), LastingForms.ABOUT).text(it.by()),
          in -> new Event.SettingsChanged(in.flag(), in.value(LastingForms.ABOUT), in.text()));

  static final Case<Event.ShieldChanged> SHIELD_CHANGED =
      new Case<>(
          40,
          (out, it) -> out.optional(it.shield(), SHIELD).optional(it.by(), TEXT),
          in -> new Event.ShieldChanged(in.optional(SHIELD), in.optional(TEXT)));

  private ToldForms() {}
}
