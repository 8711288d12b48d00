package hubbub.topic.port;

import hubbub.topic.Change;
import hubbub.topic.Ending;
import hubbub.topic.Event;
import hubbub.topic.Member;
import hubbub.topic.Moderation;
import hubbub.topic.Outcome;
import hubbub.topic.Refusal;
import hubbub.topic.Snapshot;
import hubbub.topic.Standing;
import hubbub.topic.TopicState;
import hubbub.topic.Warning;
import java.util.List;
import java.util.Optional;

/// The receiving end of one membership. Called by its replica, on the replica's thread, in order;
/// must not block. Told events do not come this way, but through the node's log of the topic.
/// `after` is a pos in that log: write the result of a call once everything before that pos has
/// been written.
public interface Subscriber {
  /// How long a [#challenged] subscriber may stay silent.
  long SILENCE_MILLIS = 5_000;

  /// The membership began; the live stream starts at `after`.
  void joined(Entered entered, long after);

  /// The answer to [Topics.Attachment#resync]: what a new member would get now. The live stream
  /// restarts at `after`.
  void resynced(Entered entered, long after);

  /// The join was refused; the membership never began.
  void refused(Refusal refusal);

  /// The outcome of a command.
  void answered(long number, Outcome outcome, long after);

  /// The member's own rank or mute changed.
  void standing(Standing standing);

  /// The member became a moderator, by an event before `after`.
  void moderates(Moderation moderation, long after);

  /// The member is told of an event, before `after`, that not everybody is told of.
  void told(Event.Private event, long after);

  /// The membership is over; no more calls follow.
  void ended(Ending ending, long after);

  /// Another membership of the same id began, or somebody else wants its nick. The client must
  /// prove that it is alive ([Topics.Attachment#prove]) within [#SILENCE_MILLIS], or is lost.
  void challenged();

  /// What a new member gets, all as of pos `after`. `moderation` is present for moderators,
  /// `warning` for those who must acknowledge one.
  record Entered(
      Feed.Start start,
      Member me,
      Standing standing,
      Optional<Moderation> moderation,
      Optional<Warning> warning) {
    /// What somebody gets who has not been warned.
    public Entered(
        Feed.Start start, Member me, Standing standing, Optional<Moderation> moderation) {
      this(start, me, standing, moderation, Optional.empty());
    }

    /// The log to follow.
    public Feed feed() {
      return start.feed();
    }

    /// The topic.
    public Snapshot snapshot() {
      return start.snapshot();
    }

    /// Its latest messages, oldest first.
    public List<Change> history() {
      return start.history();
    }

    /// The epochs and seqs that a client may resume from.
    public List<TopicState.EpochSpan> reigns() {
      return start.reigns();
    }
  }
}
