package hubbub.topic;

import java.util.List;

/// A change of what outlives a topic. It is written before anybody hears of it.
public sealed interface LastingAct {
  /// Registers the topic; what it already remembers about people comes along.
  record Register(TopicSettings settings, List<Affiliation> affiliations) implements LastingAct {
    /// How many topics one person may register. Admins and programs, who own none of them, may
    /// register more.
    public static final int MOST_OF_ONE = 100;

    public Register {
      affiliations = List.copyOf(affiliations);
    }

    /// Whether whoever registers it, by that id, becomes its owner.
    public boolean isByOwner(String id) {
      return affiliations.stream()
          .anyMatch(it -> it.rank() == Rank.OWNER && it.subject().key().equals(id));
    }
  }

  /// Replaces the topic's settings.
  record Configure(TopicSettings settings) implements LastingAct {}

  /// Forgets the topic and what it remembers about people; the audit log stays.
  record Unregister() implements LastingAct {}

  /// Sets lasting ranks or bans, each in place of the one that its subject has.
  record Affiliate(List<Affiliation> affiliations) implements LastingAct {
    public Affiliate {
      affiliations = List.copyOf(affiliations);
    }
  }

  /// Removes the subject's lasting rank. Refused for the last owner.
  record Demote(Subject subject) implements LastingAct {}

  /// Removes the subject's ban.
  record Unban(Subject subject) implements LastingAct {}

  /// Whether `command` may lead to an act that must be written first, in a topic that is registered
  /// or not.
  static boolean mayFollow(Command command, boolean isRegistered) {
    return switch (command) {
      case Command.Register _ -> true;
      case Command.Configure _,
          Command.Unregister _,
          Command.Ban _,
          Command.Unban _,
          Command.Revoke _,
          Command.SetTitle _,
          Command.SetLock _ ->
          isRegistered;
      case Command.Grant grant -> isRegistered && grant.lasting();
      case Command.Join _,
          Command.Leave _,
          Command.Prove _,
          Command.ChangeAccountRank _,
          Command.Send _,
          Command.SetNick _,
          Command.SetQuiet _,
          Command.SetSlow _,
          Command.Mute _,
          Command.Unmute _,
          Command.Warn _,
          Command.Acknowledge _,
          Command.Approve _,
          Command.Reject _,
          Command.Shield _,
          Command.Sweep _,
          Command.UndoSweep _,
          Command.Kick _,
          Command.Delete _,
          Command.Clear _,
          Command.RemoveKeyword _,
          Command.PinKeyword _,
          Command.Custom _,
          Command.Read _ ->
          false;
    };
  }

  /// What came of it.
  enum Result {
    DONE,
    /// There is such a topic already.
    ALREADY_REGISTERED,
    /// The topic is not registered.
    NOT_REGISTERED,
    /// The topic would be left without an owner.
    LAST_OWNER,
    /// There are as many as there may be: topics, or affiliations of one topic.
    FULL,
    /// The one who registers the topic has registered as many as one may.
    FULL_OF_ONES_OWN,
    /// It names somebody who was erased meanwhile.
    ERASED
  }
}
