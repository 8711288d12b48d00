package hubbub.cluster.peer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives a peer's messages to the user of [Peers], on the loops.
///
/// @param peer whose messages they are
/// @param messagesATurn how many of them one turn of a loop hears
record MessageDelivery(NodeId peer, OwnLoops loops, PeerEars ears, int messagesATurn) {
  /// A message about a shard.
  record Message(int shard, byte[] bytes) {}

  /// Messages for one loop, in order.
  record Batch(List<Message> messages) {}

  /// The messages that end in these pieces, by the numbers of their loops. The fabric's thread.
  Map<Integer, Batch> batches(List<Piece> pieces, MessageJoiner joiner) {
    Map<Integer, Batch> batches = new HashMap<>();
    for (Piece piece : pieces) {
      joiner
          .add(piece)
          .ifPresent(bytes ->
              batches
                  .computeIfAbsent(loops.of(piece.shard()), loop -> new Batch(new ArrayList<>()))
                  .messages()
                  .add(new Message(piece.shard(), bytes)));
    }
    return batches;
  }

  /// Has a message heard. What that throws is thrown in a turn of its own. On the message's loop.
  void hear(int loop, Message message) {
    try {
      ears.heard(peer, message.shard(), message.bytes());
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      loops.execute(
          loop,
          () -> {
            throw bug;
          });
    }
  }
}
