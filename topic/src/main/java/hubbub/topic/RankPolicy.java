package hubbub.topic;

import java.util.Optional;

/// The table of who may do what: each command's word, and the lowest rank that may use it unless
/// the kind's settings override it.
record RankPolicy(String word, Rank leastRank) {
  static final RankPolicy SET_SLOW = new RankPolicy("set_slow", Rank.MODERATOR);
  static final RankPolicy LIST = new RankPolicy("list", Rank.MODERATOR);

  /// The table's entry for `command`.
  static RankPolicy of(Command command) {
    return switch (command) {
      case Command.Join _ -> new RankPolicy("join", Rank.GUEST);
      case Command.Leave _ -> new RankPolicy("leave", Rank.GUEST);
      case Command.Prove _ -> new RankPolicy("prove", Rank.GUEST);
      case Command.Send _ -> new RankPolicy("send", Rank.GUEST);
      case Command.SetNick _ -> new RankPolicy("set_nick", Rank.GUEST);
      case Command.History _ -> new RankPolicy("history", Rank.GUEST);
      case Command.Roster _ -> new RankPolicy("roster", Rank.GUEST);
      case Command.List _ -> LIST;
      case Command.Custom custom -> new RankPolicy(custom.event(), Rank.GUEST);
      case Command.SetTitle _ -> new RankPolicy("set_title", Rank.MODERATOR);
      case Command.SetQuiet _ -> new RankPolicy("set_quiet", Rank.MODERATOR);
      case Command.SetSlow _ -> SET_SLOW;
      case Command.Mute _ -> new RankPolicy("mute", Rank.MODERATOR);
      case Command.Unmute _ -> new RankPolicy("unmute", Rank.MODERATOR);
      case Command.Kick _ -> new RankPolicy("kick", Rank.MODERATOR);
      case Command.Delete _ -> new RankPolicy("delete", Rank.MODERATOR);
      case Command.Clear _ -> new RankPolicy("clear", Rank.MODERATOR);
      case Command.RemoveKeyword _ -> new RankPolicy("remove_keyword", Rank.MODERATOR);
      case Command.PinKeyword _ -> new RankPolicy("pin_keyword", Rank.MODERATOR);
      case Command.Grant _ -> new RankPolicy("grant", Rank.GUEST);
      case Command.Revoke _ -> new RankPolicy("revoke", Rank.GUEST);
      case Command.SetLock _ -> new RankPolicy("set_lock", Rank.OWNER);
    };
  }

  /// The lowest rank that may use it in topics with these settings.
  Rank leastRank(KindSettings settings) {
    return settings.ranks().getOrDefault(word, leastRank);
  }

  /// Why `who` may not use the command, if so. Authors need no rank to delete their own messages.
  static Optional<Outcome> refusal(DecisionBuilder decision, Who who, Command command) {
    Rank least = of(command).leastRank(decision.state.settings());
    return who.rank().isAtLeast(least) || isOwn(decision, who, command)
        ? Optional.empty()
        : Optional.of(Outcome.refused(Reason.RANK_TOO_LOW, "min_rank", least.word()));
  }

  private static boolean isOwn(DecisionBuilder decision, Who who, Command command) {
    return command instanceof Command.Delete delete
        && decision
            .state
            .messages()
            .find(delete.id())
            .filter(change -> DeletionRules.isBy(change, who))
            .isPresent();
  }
}
