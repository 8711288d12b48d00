/// A topic's state, rules, events and expiry. A functional core without I/O, threads or a clock.
///
/// In come [Command]s, with the time, through [TopicRules#decide]; out come an [Outcome] and
/// [Event]s. The owner numbers each event into a [Change] and applies it with [TopicRules#evolve],
/// which returns what else is to be done ([Effects]). A replica applies the same changes with
/// [TopicState#evolve], so its state equals the owner's at the same rev. Other threads read the
/// immutable [Snapshot].
///
/// Rules come in families: `RankPolicy` (by the table [CommandName]), `JoinRules`, `LeaveRules`,
/// `AffiliationRules`, `RegistrationRules` (with `Enactment`, for what must be written first),
/// `AuditRules`, `SpeechRules`, `HoldRules`, `WarningRules`, `ShieldRules`, `SweepRules`,
/// `ModeRules`, `RankRules`, `DeletionRules`, `KeywordRules`, `ExtensionHooks` (a
/// [hubbub.topic.extension.TopicExtension]'s), `Expiry`. `Evolution` applies events to the state.
/// `TopicDeadlines` has all deadlines; only an owner has it.
///
/// Threads: a [TopicState] is confined to the thread that evolves it; every record here is
/// immutable.
///
/// Two doors lead in: [hubbub.topic.extension] for authors of plugins, [hubbub.topic.port] for the
/// server. Start reading at [Command] and [Event], then [TopicRules], then [TopicState].
@NullMarked
package hubbub.topic;

import org.jspecify.annotations.NullMarked;
