/// What one run of a lone node leaves to the next, so that a restart keeps its topics: a file in the
/// data folder.
///
/// Out: [hubbub.handover.Handover#leave] writes the topics that [hubbub.cluster.Cluster#save] passes to
/// `handover.new`, and renames it to `handover` when it is whole. In:
/// [hubbub.handover.Handover#take] reads `handover`, and [hubbub.handover.Handover#claim] renames it
/// away before anybody is let in, so that no topic goes on twice; a file that can't be used is kept
/// as `handover.rejected`.
///
///     magic, version, secret's check, when        ── HandoverHeader
///     per topic: name, length, CBOR               ── SavedTopicForm
///     HMAC of all that
///
/// Threads: taking is for the thread that starts the server, leaving for the one that stops it;
/// topics are encoded on their loops meanwhile.
@NullMarked
package hubbub.handover;

import org.jspecify.annotations.NullMarked;
