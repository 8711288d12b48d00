/// What authors of plugins implement and see: the extension points, and what a call may do.
///
/// [TopicExtension] adds commands, events and state to a kind of topic; it acts through an
/// [ExtensionContext] and keeps what it needs in [Slot]s. [KeywordPolicy] decides what becomes a
/// keyword; `TermCounter` is the counting that policies get unless they bring their own.
/// [MessageRule] judges what people say. The values that these use, such as [hubbub.topic.Member],
/// [hubbub.topic.Outcome] and [hubbub.topic.Snapshot], are in [hubbub.topic].
///
/// Threads: extensions and counts are called on the thread of a topic's owner; rules and
/// [KeywordPolicy#terms] on the thread of the sender's connection. None of them may block.
@NullMarked
package hubbub.topic.extension;

import org.jspecify.annotations.NullMarked;
