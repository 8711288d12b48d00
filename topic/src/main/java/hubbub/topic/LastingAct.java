package hubbub.topic;

import java.util.List;

/// A change of what outlives a topic. It is written before anybody hears of it.
public sealed interface LastingAct {
  /// Registers the topic; what it already remembers about people comes along.
  record Register(TopicSettings settings, List<Affiliation> affiliations) implements LastingAct {
    public Register {
      affiliations = List.copyOf(affiliations);
    }
  }

  /// Replaces the topic's settings.
  record Configure(TopicSettings settings) implements LastingAct {}

  /// Forgets the topic and what it remembers about people; the audit log stays.
  record Unregister() implements LastingAct {}

  /// Sets a lasting rank or a ban in place of the one that the subject has.
  record Affiliate(Affiliation affiliation) implements LastingAct {}

  /// Removes the subject's lasting rank. Refused for the last owner.
  record Demote(Subject subject) implements LastingAct {}

  /// Removes the subject's ban.
  record Unban(Subject subject) implements LastingAct {}

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
    FULL
  }
}
