package hubbub.topic;

import java.util.List;
import java.util.Optional;

/// The receiving end of one membership, called by its replica, on the replica's thread, in order.
/// Must not block. Told events do not come this way: they go through the node's log of the topic.
/// `after` is a place in that log: what a call leads to is written once everything before that
/// place has been.
public interface Subscriber {
  /// How long one that is [#challenged] may be silent.
  long SILENCE_MILLIS = 5_000;

  /// The membership began; the live stream starts at `after`.
  void joined(Entered entered, long after);

  /// The answer to [Topics.Attachment#resync]: what a new member would find now; the live stream
  /// starts again at `after`.
  void resynced(Entered entered, long after);

  /// The membership never began.
  void refused(Refusal refusal);

  /// The outcome of a command.
  void answered(long number, Outcome outcome, long after);

  /// The member's own rank or mute changed.
  void standing(Standing standing);

  /// The member became one who moderates, by what stands before `after`.
  void moderates(Moderation moderation, long after);

  /// The membership is over, and nothing more comes.
  void ended(Ending ending, long after);

  /// Another membership of the same id began, or somebody else wants its nick: prove to be alive
  /// ([Topics.Attachment#prove]) within [#SILENCE_MILLIS], or be lost.
  void challenged();

  /// What a new member finds, all as of the place `after`: `history` oldest first, every change a
  /// [Event.Message]; `feed` is the log to follow from there; `reigns` tells which epochs and seqs
  /// a client may resume from; `moderation` is there for whoever moderates.
  record Entered(
      Feed feed,
      Snapshot snapshot,
      Member me,
      Standing standing,
      List<Change> history,
      List<TopicState.EpochSpan> reigns,
      Optional<Moderation> moderation) {}
}
