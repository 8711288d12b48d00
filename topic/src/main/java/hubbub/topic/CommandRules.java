package hubbub.topic;

import hubbub.topic.port.Ids;
import java.util.Optional;
import java.util.function.Supplier;

/// Decides what members and the server ask for: checks the rank, then passes the command to its
/// family of rules. Joining and leaving, which need no rank, are in [TopicRules].
final class CommandRules {
  private final KeywordRules keywords;
  private final Optional<ExtensionHooks> hooks;
  private final Ids ids;

  CommandRules(KeywordRules keywords, Optional<ExtensionHooks> hooks, Ids ids) {
    this.keywords = keywords;
    this.hooks = hooks;
    this.ids = ids;
  }

  /// Decides a command of `who`, if their rank allows it.
  Outcome decide(DecisionBuilder decision, Who who, Request request) {
    return RankPolicy.refusal(decision, who, request.command())
        .or(() -> ModeRules.longText(request.command()))
        .orElseGet(() -> act(decision, who, request));
  }

  private Outcome act(DecisionBuilder decision, Who who, Request request) {
    return switch (request.command()) {
      case Command.Join _, Command.Leave _, Command.Prove _, Command.ChangeAccountRank _ ->
          Outcome.invalid("actor", "a membership");
      case Command.Read read -> ReadRules.read(decision.state, who, read, decision.now);
      case Command.Send send -> send(decision, who, send);
      case Command.SetNick set ->
          heard(decision, who, () -> ModeRules.nick(decision, who, set.nick()));
      case Command.SetTitle set ->
          heard(decision, who, () -> ModeRules.title(decision, who, set.title()));
      case Command.SetQuiet set -> ModeRules.quiet(decision, who, set);
      case Command.SetSlow set -> ModeRules.slow(decision, who, set);
      case Command.SetLock set -> ModeRules.lock(decision, who, set);
      case Command.Grant grant -> RankRules.grant(decision, who, grant);
      case Command.Revoke revoke -> RankRules.revoke(decision, who, revoke);
      case Command.Mute mute -> RankRules.mute(decision, who, mute);
      case Command.Unmute unmute -> RankRules.unmute(decision, who, unmute);
      case Command.Kick kick -> kick(decision, who, kick);
      case Command.Delete delete -> delete(decision, who, delete);
      case Command.Clear clear -> clear(decision, who, clear);
      case Command.RemoveKeyword remove -> keywords.remove(decision, remove);
      case Command.PinKeyword pin -> heard(decision, who, () -> keywords.pin(decision, pin));
      case Command.Custom custom ->
          hooks
              .map(kind -> kind.command(decision, who, request, custom))
              .orElseGet(() -> Outcome.refused(Reason.UNKNOWN_COMMAND));
    };
  }

  /// Whatever broadcasts its sender's own words counts as speaking.
  private static Outcome heard(DecisionBuilder decision, Who who, Supplier<Outcome> act) {
    return SpeechRules.silence(decision, who).orElseGet(act);
  }

  private Outcome send(DecisionBuilder decision, Who who, Command.Send send) {
    Outcome outcome = SpeechRules.send(decision, who, send, ids);
    if (outcome instanceof Outcome.Sent sent && !decision.isEmpty()) {
      keywords.said(decision, who, send, sent);
    }
    return outcome;
  }

  private Outcome kick(DecisionBuilder decision, Who who, Command.Kick kick) {
    Outcome outcome = LeaveRules.kick(decision, who, kick);
    if (outcome.equals(Outcome.OK) && kick.withMessages()) {
      keywords.cleared(decision, kick.member());
    }
    return outcome;
  }

  private Outcome delete(DecisionBuilder decision, Who who, Command.Delete delete) {
    Outcome outcome = DeletionRules.delete(decision, who, delete);
    if (outcome.equals(Outcome.OK)) {
      keywords.deleted(decision, delete.id());
    }
    return outcome;
  }

  private Outcome clear(DecisionBuilder decision, Who who, Command.Clear clear) {
    Outcome outcome = DeletionRules.clear(decision, who, clear);
    if (outcome.equals(Outcome.OK)) {
      clear
          .member()
          .ifPresentOrElse(
              author -> keywords.cleared(decision, author), () -> keywords.cleared(decision));
    }
    return outcome;
  }
}
