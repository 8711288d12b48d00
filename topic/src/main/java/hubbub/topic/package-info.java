/// What a topic is: state, rules, events, expiry. A functional core without I/O, threads or a
/// clock.
///
/// In come [Command]s, with the time, by way of [TopicRules#decide]; out come a [Outcome] and
/// [Event]s. The owner numbers each event into a [Change] and applies it with [TopicState#evolve];
/// a replica applies the same changes and so *is* the owner's state at the same rev. What other
/// threads may look at is the immutable [Snapshot].
///
/// Rules stand in families: `Policy` (the table of ranks), `JoinRules`, `LeaveRules`,
/// `SpeechRules`, `ModeRules`, `RankRules`, `DeletionRules`, `Keywords`, `ExtensionHooks` (a
/// [TopicExtension]'s), `Expiry`. What events do to the state stands in `Evolution`. Every deadline
/// stands in one heap, `Deadlines`, which only an owner has.
///
/// Threads: a [TopicState] belongs to the one thread that evolves it; every record here is
/// immutable.
///
/// Start reading at [Command] and [Event], then [TopicRules], then [TopicState]. To write an
/// extension, at [TopicExtension] and [ExtensionContext].
@NullMarked
package hubbub.topic;

import org.jspecify.annotations.NullMarked;
