/// The spam guard: limits how often a person may speak, act and join, and what they may say. Judged
/// at the edge, on the sender's own thread.
///
/// In: a [Speech], another command or an [Arrival], with its sender and address. Out: a
/// [Judgement], which names the rule, and may have a sanction that the topic is to carry out. Each
/// kind of topic has a [RuleBook]; rules are an extension point, [MessageRule]. A [SpeechCase] asks
/// them in order, and climbs the [Ladder] with those who offend. What is remembered of somebody
/// ([KnownPeople]) is bounded, and the same on all their connections.
///
/// Start reading at [Guard#judge].
@NullMarked
package hubbub.session.guard;

import org.jspecify.annotations.NullMarked;
