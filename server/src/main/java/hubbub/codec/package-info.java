/// What a topic is made of, as bytes and back: [CBOR](https://www.rfc-editor.org/rfc/rfc8949),
/// written by hand, for what outlives a process or goes to another one.
///
/// In: the records of `topic`. Out: bytes. [CborWriter] and [CborReader] are the primitives, a
/// [Form] is how one type is written and read, side by side, a [Family] the forms of a sealed
/// interface. [TopicImageCodec], [ChangeCodec], [EventCodec], [OutcomeCodec], [CommandCodec] and
/// [RequestCodec] are the ways in.
///
/// The form has a version, [CborWriter#VERSION]. A release reads the form of the one before:
///
/// - A record may gain fields at its end. Where they are missing, they have a default. A record
///   with more fields than are known is [Unreadable].
/// - A new record gets a new tag; a tag or word never changes its meaning.
/// - Anything else needs a new tag, beside which the old one is still read.
///
/// Pure functions, but for the two classes that hold a buffer; any thread.
@NullMarked
package hubbub.codec;

import org.jspecify.annotations.NullMarked;
