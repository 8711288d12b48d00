/// Hubbub's own words on the wire: what clients ask, and what they are told. Nothing else in the
/// server names a field of a payload.
///
/// In: a client's payloads, as JSON trees. [CommandReader] and [JoinRequest] read them into values
/// of `topic`, or answer a [Refusal][hubbub.topic.Refusal] ([Reading]). Out: values of `topic`, as
/// bytes: [EventWriter] writes events, [ReplyWriter] replies, [JoinReplyWriter] the replies to
/// joins, [PresenceWriter] presence. What several of them share is in [TopicWriter] and
/// [PeopleWriter].
///
/// The words of commands are in [hubbub.topic.CommandName], those of refusals in
/// [hubbub.topic.Reason]. Envelopes and frames are `wire`'s.
///
/// Pure functions, except for [PresenceWriter.Diff]; any thread.
@NullMarked
package hubbub.protocol;

import org.jspecify.annotations.NullMarked;
