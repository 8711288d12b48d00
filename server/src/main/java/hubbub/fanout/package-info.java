/// Events to bytes to sockets: the log, the pumps, presence coalescing.
///
/// In: a replica's changes, through [Log]; its words to single members, through
/// [hubbub.topic.Subscriber]. Out: one buffer per pass, shared by all sockets of an event loop.
@NullMarked
package hubbub.fanout;

import org.jspecify.annotations.NullMarked;
