package hubbub.topic;

import java.util.Optional;

/// Who may use which command. The ranks are in the table [CommandName]; anyone may use an
/// extension's command unless the kind's settings say otherwise.
final class RankPolicy {
  private RankPolicy() {}

  /// The lowest rank that may use `command` in topics with these settings.
  static Rank leastRank(Command command, KindSettings settings) {
    return command instanceof Command.Custom custom
        ? settings.ranks().getOrDefault(custom.event(), Rank.GUEST)
        : CommandName.of(command).map(name -> name.leastRank(settings)).orElse(Rank.GUEST);
  }

  /// A registered topic says itself who may set its title.
  private static Rank leastRank(TopicState state, Command command) {
    return state
        .registration()
        .filter(_ -> command instanceof Command.SetTitle)
        .flatMap(it -> it.settings().titleRank())
        .orElseGet(() -> leastRank(command, state.settings()));
  }

  /// Why `who` may not use the command, if so. Authors need no rank to delete their own messages.
  static Optional<Outcome> refusal(DecisionBuilder decision, Who who, Command command) {
    Rank least = leastRank(decision.state, command);
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
