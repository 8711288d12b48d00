/// What the server implements so that the rules of a topic can run in it.
///
/// [Topics] is the way in: join a topic, send it a command. [Subscriber] is the way out: what a
/// membership is told. [Feed] is a reader's view of a topic's log. [Encoding] and [Ids] are what a
/// decision needs from outside: the frames of events, and ids for messages.
///
/// Threads: each method says who may call it.
@NullMarked
package hubbub.topic.port;

import org.jspecify.annotations.NullMarked;
