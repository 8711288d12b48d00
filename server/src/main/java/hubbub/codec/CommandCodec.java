package hubbub.codec;

import hubbub.topic.Command;
import java.util.List;

/// The form of [Command]s.
public final class CommandCodec {
  static final Form<Command> COMMAND = Form.of(CommandCodec::write, CommandCodec::read);

  private static final Family<Command> COMMANDS =
      Family.of(
          "command",
          List.of(
              CommandForms.JOIN,
              CommandForms.LEAVE,
              CommandForms.PROVE,
              CommandForms.SEND,
              CommandForms.SET_NICK,
              CommandForms.SET_TITLE,
              CommandForms.SET_QUIET,
              CommandForms.SET_SLOW,
              CommandForms.SET_LOCK,
              CommandForms.REMOVE_KEYWORD,
              CommandForms.PIN_KEYWORD,
              CommandForms.CUSTOM,
              CommandForms.HISTORY,
              CommandForms.ROSTER,
              CommandForms.LIST,
              ExplainedForms.GRANT,
              ExplainedForms.REVOKE,
              ExplainedForms.MUTE,
              ExplainedForms.UNMUTE,
              ExplainedForms.KICK,
              ExplainedForms.DELETE,
              ExplainedForms.CLEAR,
              CommandForms.CHANGE_ACCOUNT_RANK,
              ExplainedForms.BAN,
              ExplainedForms.UNBAN,
              CommandForms.REGISTER,
              CommandForms.CONFIGURE,
              CommandForms.UNREGISTER,
              CommandForms.SETTINGS,
              CommandForms.WHOIS,
              ExplainedForms.WARN,
              CommandForms.ACKNOWLEDGE,
              CommandForms.APPROVE,
              ExplainedForms.REJECT,
              CommandForms.SHIELD,
              ExplainedForms.SWEEP,
              CommandForms.UNDO_SWEEP,
              CommandForms.NEWCOMERS));

  private CommandCodec() {}

  /// Writes a command.
  public static void write(CborWriter out, Command command) {
    switch (command) {
      case Command.Join it -> CommandForms.JOIN.write(out, it);
      case Command.Leave it -> CommandForms.LEAVE.write(out, it);
      case Command.Prove it -> CommandForms.PROVE.write(out, it);
      case Command.ChangeAccountRank it -> CommandForms.CHANGE_ACCOUNT_RANK.write(out, it);
      case Command.Send it -> CommandForms.SEND.write(out, it);
      case Command.SetNick it -> CommandForms.SET_NICK.write(out, it);
      case Command.SetTitle it -> CommandForms.SET_TITLE.write(out, it);
      case Command.SetQuiet it -> CommandForms.SET_QUIET.write(out, it);
      case Command.SetSlow it -> CommandForms.SET_SLOW.write(out, it);
      case Command.UndoSweep it -> CommandForms.UNDO_SWEEP.write(out, it);
      case Command.Shield it -> CommandForms.SHIELD.write(out, it);
      case Command.SetLock it -> CommandForms.SET_LOCK.write(out, it);
      case Command.RemoveKeyword it -> CommandForms.REMOVE_KEYWORD.write(out, it);
      case Command.PinKeyword it -> CommandForms.PIN_KEYWORD.write(out, it);
      case Command.Custom it -> CommandForms.CUSTOM.write(out, it);
      case Command.Register it -> CommandForms.REGISTER.write(out, it);
      case Command.Configure it -> CommandForms.CONFIGURE.write(out, it);
      case Command.Unregister it -> CommandForms.UNREGISTER.write(out, it);
      case Command.Acknowledge it -> CommandForms.ACKNOWLEDGE.write(out, it);
      case Command.Approve it -> CommandForms.APPROVE.write(out, it);
      case Command.Read it -> writeRead(out, it);
      case Command.Explained it -> writeExplained(out, it);
    }
  }

  private static void writeRead(CborWriter out, Command.Read command) {
    switch (command) {
      case Command.History it -> CommandForms.HISTORY.write(out, it);
      case Command.Roster it -> CommandForms.ROSTER.write(out, it);
      case Command.List it -> CommandForms.LIST.write(out, it);
      case Command.Settings it -> CommandForms.SETTINGS.write(out, it);
      case Command.Newcomers it -> CommandForms.NEWCOMERS.write(out, it);
      case Command.Whois it -> CommandForms.WHOIS.write(out, it);
    }
  }

  private static void writeExplained(CborWriter out, Command.Explained command) {
    switch (command) {
      case Command.Grant it -> ExplainedForms.GRANT.write(out, it);
      case Command.Revoke it -> ExplainedForms.REVOKE.write(out, it);
      case Command.Mute it -> ExplainedForms.MUTE.write(out, it);
      case Command.Unmute it -> ExplainedForms.UNMUTE.write(out, it);
      case Command.Sweep it -> ExplainedForms.SWEEP.write(out, it);
      case Command.Warn it -> ExplainedForms.WARN.write(out, it);
      case Command.Reject it -> ExplainedForms.REJECT.write(out, it);
      case Command.Kick it -> ExplainedForms.KICK.write(out, it);
      case Command.Ban it -> ExplainedForms.BAN.write(out, it);
      case Command.Unban it -> ExplainedForms.UNBAN.write(out, it);
      case Command.Delete it -> ExplainedForms.DELETE.write(out, it);
      case Command.Clear it -> ExplainedForms.CLEAR.write(out, it);
    }
  }

  /// Reads a command.
  public static Command read(CborReader in) throws Unreadable {
    return COMMANDS.read(in);
  }
}
