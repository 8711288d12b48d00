package hubbub.topic;

import java.util.Optional;

/// Who may use which command. The ranks are in the table [CommandName]; anyone may use an
/// extension's command unless the kind's settings say otherwise.
final class RankPolicy {
  private RankPolicy() {}

  /// The lowest rank that may use `command` in topics with these settings.
  static Rank leastRank(Command command, KindSettings settings) {
    if (command instanceof Command.Sweep sweep) {
      Rank own = CommandName.SWEEP.leastRank(settings);
      Rank act = act(sweep).leastRank(settings);
      return own.isAtLeast(act) ? own : act;
    }
    return command instanceof Command.Custom custom
        ? settings.ranks().getOrDefault(custom.event(), Rank.GUEST)
        : CommandName.of(command).map(name -> name.leastRank(settings)).orElse(Rank.GUEST);
  }

  /// What a sweep does to each, which takes the rank to do it to one.
  private static CommandName act(Command.Sweep sweep) {
    return switch (sweep.how()) {
      case KICK -> CommandName.KICK;
      case MUTE -> CommandName.MUTE;
      case CLEAR -> CommandName.CLEAR;
    };
  }

  /// A registered topic says itself who may set its title.
  private static Rank leastRank(TopicState state, Command command) {
    return state
        .registration()
        .filter(_ -> command instanceof Command.SetTitle)
        .flatMap(it -> it.settings().titleRank())
        .orElseGet(() -> leastRank(command, state.settings()));
  }

  /// Why `who` may not use the command, if so. Authors need no rank to delete their own messages,
  /// and whoever is let speak from outside needs none for that.
  static Optional<Outcome> refusal(DecisionBuilder decision, Who who, Command command) {
    Rank least = leastRank(decision.state, command);
    boolean may =
        who.outside() instanceof Actor.Guard
            ? isGuards(command)
            : who.rank().isAtLeast(least)
                || isOwn(decision, who, command)
                || isLetSpeak(who, command);
    return may
        ? Optional.empty()
        : Optional.of(Outcome.refused(Reason.RANK_TOO_LOW, "min_rank", least.word()));
  }

  /// What the spam guard may do, whatever rank a kind wants for it.
  private static boolean isGuards(Command command) {
    return command instanceof Command.Warn
        || command instanceof Command.Mute
        || command instanceof Command.Shield
        || command instanceof Command.Kick;
  }

  private static boolean isLetSpeak(Who who, Command command) {
    return who.person() == null && command instanceof Command.Send;
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
