package hubbub.topic;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The server's commands that clients name: each one's word on the wire, and the lowest rank that
/// may use it unless the kind's settings say otherwise.
public enum CommandName {
  SEND("send", Rank.GUEST),
  SET_NICK("set_nick", Rank.GUEST),
  HISTORY("history", Rank.GUEST),
  ROSTER("roster", Rank.GUEST),
  LIST("list", Rank.MODERATOR),
  WHOIS("whois", Rank.MODERATOR),
  NEWCOMERS("newcomers", Rank.MODERATOR),
  SET_TITLE("set_title", Rank.MODERATOR),
  SET_QUIET("set_quiet", Rank.MODERATOR),
  SET_SLOW("set_slow", Rank.MODERATOR),
  SHIELD("shield", Rank.MODERATOR),
  SET_LOCK("set_lock", Rank.OWNER),
  GRANT("grant", Rank.GUEST),
  REVOKE("revoke", Rank.GUEST),
  MUTE("mute", Rank.MODERATOR),
  UNMUTE("unmute", Rank.MODERATOR),
  WARN("warn", Rank.MODERATOR),
  ACKNOWLEDGE("acknowledge", Rank.GUEST),
  APPROVE("approve", Rank.MODERATOR),
  REJECT("reject", Rank.MODERATOR),
  KICK("kick", Rank.MODERATOR),
  DELETE("delete", Rank.MODERATOR),
  CLEAR("clear", Rank.MODERATOR),
  SWEEP("sweep", Rank.MODERATOR),
  UNDO_SWEEP("undo_sweep", Rank.MODERATOR),
  REMOVE_KEYWORD("remove_keyword", Rank.MODERATOR),
  PIN_KEYWORD("pin_keyword", Rank.MODERATOR),
  BAN("ban", Rank.MODERATOR),
  UNBAN("unban", Rank.MODERATOR),
  REGISTER("register", Rank.OWNER),
  CONFIGURE("configure", Rank.OWNER),
  SETTINGS("settings", Rank.OWNER),
  UNREGISTER("unregister", Rank.OWNER);

  private static final Map<String, Optional<CommandName>> BY_WORD =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(CommandName::word, Optional::of));

  private final String word;
  private final Rank leastRank;

  CommandName(String word, Rank leastRank) {
    this.word = word;
    this.leastRank = leastRank;
  }

  /// The command's word on the wire, and in the name of the setting for its rank.
  public String word() {
    return word;
  }

  /// The lowest rank that may use the command in topics with these settings.
  public Rank leastRank(KindSettings settings) {
    return settings.ranks().getOrDefault(word, leastRank);
  }

  /// The command with that word; empty if it is not one of the server's.
  public static Optional<CommandName> of(String word) {
    return BY_WORD.getOrDefault(word, Optional.empty());
  }

  /// The name of `command`; empty for joins, leaves, signs of life and renewed tokens, which have
  /// events of their own on the wire, and for an extension's commands.
  public static Optional<CommandName> of(Command command) {
    return switch (command) {
      case Command.Join _,
          Command.Leave _,
          Command.Prove _,
          Command.ChangeAccountRank _,
          Command.Custom _ ->
          Optional.empty();
      case Command.Send _ -> Optional.of(SEND);
      case Command.SetNick _ -> Optional.of(SET_NICK);
      case Command.History _ -> Optional.of(HISTORY);
      case Command.Roster _ -> Optional.of(ROSTER);
      case Command.List _ -> Optional.of(LIST);
      case Command.Whois _ -> Optional.of(WHOIS);
      case Command.Newcomers _ -> Optional.of(NEWCOMERS);
      case Command.SetTitle _ -> Optional.of(SET_TITLE);
      case Command.SetQuiet _ -> Optional.of(SET_QUIET);
      case Command.SetSlow _ -> Optional.of(SET_SLOW);
      case Command.Shield _ -> Optional.of(SHIELD);
      case Command.SetLock _ -> Optional.of(SET_LOCK);
      case Command.Grant _ -> Optional.of(GRANT);
      case Command.Revoke _ -> Optional.of(REVOKE);
      case Command.Mute _ -> Optional.of(MUTE);
      case Command.Unmute _ -> Optional.of(UNMUTE);
      case Command.Warn _ -> Optional.of(WARN);
      case Command.Acknowledge _ -> Optional.of(ACKNOWLEDGE);
      case Command.Approve _ -> Optional.of(APPROVE);
      case Command.Reject _ -> Optional.of(REJECT);
      case Command.Kick _ -> Optional.of(KICK);
      case Command.Delete _ -> Optional.of(DELETE);
      case Command.Clear _ -> Optional.of(CLEAR);
      case Command.Sweep _ -> Optional.of(SWEEP);
      case Command.UndoSweep _ -> Optional.of(UNDO_SWEEP);
      case Command.RemoveKeyword _ -> Optional.of(REMOVE_KEYWORD);
      case Command.PinKeyword _ -> Optional.of(PIN_KEYWORD);
      case Command.Ban _ -> Optional.of(BAN);
      case Command.Unban _ -> Optional.of(UNBAN);
      case Command.Register _ -> Optional.of(REGISTER);
      case Command.Configure _ -> Optional.of(CONFIGURE);
      case Command.Settings _ -> Optional.of(SETTINGS);
      case Command.Unregister _ -> Optional.of(UNREGISTER);
    };
  }
}
