package hubbub.codec;

import hubbub.topic.Event;
import java.util.List;

/// The form of [Event]s.
public final class EventCodec {
  static final Form<Event> EVENT = Form.of(EventCodec::write, EventCodec::read);

  private static final Family<Event> EVENTS =
      Family.of(
          "event",
          List.of(
              ToldForms.MESSAGE,
              ToldForms.MESSAGE_DELETED,
              ToldForms.HISTORY_CLEARED,
              ToldForms.TITLE_CHANGED,
              ToldForms.QUIET_CHANGED,
              ToldForms.SLOW_CHANGED,
              ToldForms.LOCK_CHANGED,
              ToldForms.KEYWORDS_CHANGED,
              ToldForms.RANK_CHANGED,
              ToldForms.MEMBER_MUTED,
              ToldForms.MEMBER_UNMUTED,
              ToldForms.MEMBER_KICKED,
              ToldForms.NICK_CHANGED,
              ToldForms.CUSTOM,
              KeptForms.JOINED,
              KeptForms.CHALLENGED,
              KeptForms.LEFT,
              KeptForms.NODE_LEFT,
              KeptForms.REIGNED,
              KeptForms.DIED,
              KeptForms.KEPT_OUT,
              KeptForms.FORGOTTEN,
              KeptForms.PASSWORD_SET,
              KeptForms.PASSWORD_GUESSED,
              KeptForms.KEYWORD_BLOCKED,
              KeptForms.SLOTS_CHANGED,
              KeptForms.ANSWERED,
              KeptForms.ACCOUNT_RANK_CHANGED,
              ToldForms.MEMBER_BANNED,
              ToldForms.SETTINGS_CHANGED,
              KeptForms.AFFILIATED,
              KeptForms.UNAFFILIATED,
              KeptForms.REGISTRATION_CHANGED,
              KeptForms.AUDITED,
              KeptForms.ERASED,
              PrivateForms.WARNED,
              KeptForms.ACKNOWLEDGED,
              PrivateForms.MESSAGE_HELD,
              PrivateForms.MESSAGE_RESOLVED,
              ToldForms.SHIELD_CHANGED,
              KeptForms.SWEPT,
              KeptForms.SWEEP_UNDONE));

  private EventCodec() {}

  /// Writes an event.
  public static void write(CborWriter out, Event event) {
    switch (event) {
      case Event.Told told -> writeTold(out, told);
      case Event.Kept kept -> writeKept(out, kept);
    }
  }

  private static void writeTold(CborWriter out, Event.Told event) {
    switch (event) {
      case Event.Message it -> ToldForms.MESSAGE.write(out, it);
      case Event.MessageDeleted it -> ToldForms.MESSAGE_DELETED.write(out, it);
      case Event.HistoryCleared it -> ToldForms.HISTORY_CLEARED.write(out, it);
      case Event.TitleChanged it -> ToldForms.TITLE_CHANGED.write(out, it);
      case Event.QuietChanged it -> ToldForms.QUIET_CHANGED.write(out, it);
      case Event.SlowChanged it -> ToldForms.SLOW_CHANGED.write(out, it);
      case Event.LockChanged it -> ToldForms.LOCK_CHANGED.write(out, it);
      case Event.KeywordsChanged it -> ToldForms.KEYWORDS_CHANGED.write(out, it);
      case Event.RankChanged it -> ToldForms.RANK_CHANGED.write(out, it);
      case Event.MemberMuted it -> ToldForms.MEMBER_MUTED.write(out, it);
      case Event.MemberUnmuted it -> ToldForms.MEMBER_UNMUTED.write(out, it);
      case Event.MemberKicked it -> ToldForms.MEMBER_KICKED.write(out, it);
      case Event.NickChanged it -> ToldForms.NICK_CHANGED.write(out, it);
      case Event.Custom it -> ToldForms.CUSTOM.write(out, it);
      case Event.MemberBanned it -> ToldForms.MEMBER_BANNED.write(out, it);
      case Event.SettingsChanged it -> ToldForms.SETTINGS_CHANGED.write(out, it);
      case Event.ShieldChanged it -> ToldForms.SHIELD_CHANGED.write(out, it);
    }
  }

  private static void writeKept(CborWriter out, Event.Kept event) {
    switch (event) {
      case Event.Joined it -> KeptForms.JOINED.write(out, it);
      case Event.Challenged it -> KeptForms.CHALLENGED.write(out, it);
      case Event.Left it -> KeptForms.LEFT.write(out, it);
      case Event.NodeLeft it -> KeptForms.NODE_LEFT.write(out, it);
      case Event.Reigned it -> KeptForms.REIGNED.write(out, it);
      case Event.Died it -> KeptForms.DIED.write(out, it);
      case Event.KeptOut it -> KeptForms.KEPT_OUT.write(out, it);
      case Event.Forgotten it -> KeptForms.FORGOTTEN.write(out, it);
      case Event.PasswordSet it -> KeptForms.PASSWORD_SET.write(out, it);
      case Event.PasswordGuessed it -> KeptForms.PASSWORD_GUESSED.write(out, it);
      case Event.KeywordBlocked it -> KeptForms.KEYWORD_BLOCKED.write(out, it);
      case Event.SlotsChanged it -> KeptForms.SLOTS_CHANGED.write(out, it);
      case Event.Answered it -> KeptForms.ANSWERED.write(out, it);
      case Event.AccountRankChanged it -> KeptForms.ACCOUNT_RANK_CHANGED.write(out, it);
      case Event.Affiliated it -> KeptForms.AFFILIATED.write(out, it);
      case Event.Unaffiliated it -> KeptForms.UNAFFILIATED.write(out, it);
      case Event.RegistrationChanged it -> KeptForms.REGISTRATION_CHANGED.write(out, it);
      case Event.Audited it -> KeptForms.AUDITED.write(out, it);
      case Event.Erased it -> KeptForms.ERASED.write(out, it);
      case Event.Swept it -> KeptForms.SWEPT.write(out, it);
      case Event.SweepUndone it -> KeptForms.SWEEP_UNDONE.write(out, it);
      case Event.Acknowledged it -> KeptForms.ACKNOWLEDGED.write(out, it);
      case Event.Private told -> writePrivate(out, told);
    }
  }

  private static void writePrivate(CborWriter out, Event.Private event) {
    switch (event) {
      case Event.Warned it -> PrivateForms.WARNED.write(out, it);
      case Event.MessageHeld it -> PrivateForms.MESSAGE_HELD.write(out, it);
      case Event.MessageResolved it -> PrivateForms.MESSAGE_RESOLVED.write(out, it);
    }
  }

  /// Reads an event.
  public static Event read(CborReader in) throws Unreadable {
    return EVENTS.read(in);
  }
}
