package hubbub.session;

import hubbub.identity.Identity;
import hubbub.topic.MemberId;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.wire.Ref;

/// One topic joined on one connection: as a member ([Membership]), or to watch it ([Spectating]).
/// Confined to the connection's loop.
sealed interface TopicChannel permits Membership, Spectating {
  /// The topic.
  TopicName topic();

  /// Whom the client is in the topic, or would be.
  MemberId member();

  /// Whether frames for this topic have to wait.
  boolean isBusy();

  /// Whether a frame with that join_ref is for this channel; a null join_ref always is.
  boolean isFor(Ref ref);

  /// Ends it because the client wants so; the reply goes to `ref`.
  void leave(Ref ref);

  /// Refuses a command, after every event that the refusal was based on.
  void refuse(Ref ref, Refusal refusal);

  /// Refuses a command at once, whatever the channel waits for. The refusal must not follow from an
  /// event.
  void refuseNow(Ref ref, Refusal refusal);

  /// The client has brought another token; the reply goes to `ref`.
  void renewed(Ref ref, Identity now);

  /// The client's token ends at `at`, and it has been warned only if this was called before.
  void expiring(long at);

  /// The client has shown a sign of life.
  void alive();

  /// Stops streaming, because a newer join on the same connection takes over. Once that is
  /// answered, [#endReplaced] ends this channel.
  void stopForNewer();

  /// Ends the channel, if a newer join has taken over.
  void endReplaced();

  /// Ends the channel because the connection is gone.
  void lost();
}
