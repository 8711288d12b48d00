package hubbub.topic;

import hubbub.topic.extension.Payload;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What happened in a topic; a fact, never refused. Times are milliseconds since 1970 UTC on the
/// topic's own clock.
public sealed interface Event {

  /// Sent to every member; has a seq. Its word on the wire is the snake_case of its record's name.
  sealed interface Told extends Event {}

  /// Changes state; goes to replicas, not to every member.
  sealed interface Kept extends Event {}

  /// A kept event that some members are told of. It has a word on the wire, but no seq.
  sealed interface Private extends Kept {}

  /// A message's author, as of the time of writing.
  record Author(MemberId id, String nick, Rank rank, List<String> badges) {
    public Author {
      badges = List.copyOf(badges);
    }

    /// An author without badges.
    public Author(MemberId id, String nick, Rank rank) {
      this(id, nick, rank, List.of());
    }
  }

  /// A message. `deleted`: a tombstone in place of a message, with an empty body and no meta.
  record Message(
      String id,
      Author from,
      String body,
      Optional<String> nonce,
      Optional<String> meta,
      boolean deleted)
      implements Told {}

  /// `text`, here and below: the explanation given by `by`, for people to read.
  record MessageDeleted(String id, String by, Optional<String> text) implements Told {}

  record HistoryCleared(String by, Optional<MemberId> member, Optional<String> text)
      implements Told {}

  record TitleChanged(String title, String by) implements Told {}

  /// `by` is empty if quiet mode expired.
  record QuietChanged(Optional<Quiet> quiet, Optional<String> by) implements Told {}

  record SlowChanged(Optional<Slow> slow, Optional<String> by) implements Told {}

  /// `by` is empty if the shield expired.
  record ShieldChanged(Optional<Shield> shield, Optional<String> by) implements Told {}

  record LockChanged(Lock lock, String by) implements Told {}

  /// The whole board: pinned keywords first, then the heaviest.
  record KeywordsChanged(List<Keyword> keywords) implements Told {
    public KeywordsChanged {
      keywords = List.copyOf(keywords);
    }
  }

  /// `by` is empty if a temporary rank ended, the rank passed to the member present longest, or the
  /// member's token was renewed.
  record RankChanged(
      MemberId member, Rank rank, OptionalLong untilAt, Optional<String> by, Optional<String> text)
      implements Told {}

  record MemberMuted(
      MemberId member, OptionalLong untilAt, Optional<String> text, Optional<String> by)
      implements Told {}

  record MemberUnmuted(MemberId member, Optional<String> by, Optional<String> text)
      implements Told {}

  /// `untilAt`: the member may not come back before this time.
  record MemberKicked(MemberId member, OptionalLong untilAt, Optional<String> text, String by)
      implements Told {}

  /// The member may not join before `untilAt`, if at all.
  record MemberBanned(MemberId member, OptionalLong untilAt, Optional<String> text, String by)
      implements Told {}

  record NickChanged(MemberId member, Nick nick) implements Told {}

  /// What people read about the topic before they join, and whether it is registered.
  record SettingsChanged(boolean registered, TopicSettings.About about, String by)
      implements Told {}

  /// An event of a [TopicExtension]: `name` is its word on the wire, `payload` has no `seq` and
  /// `at`. It is not sent to `except`.
  record Custom(String name, Payload payload, Optional<MembershipId> except) implements Told {}

  /// `member` was warned, and is told so. `acknowledge`: it may not speak before it has
  /// acknowledged that.
  record Warned(MemberId member, Warning warning, boolean acknowledge) implements Private {}

  /// A message waits for a moderator. Moderators are told.
  record MessageHeld(HeldMessage message) implements Private {}

  /// A held message of `author` waits no longer. Its author and the moderators are told. `by` is
  /// empty unless a moderator decided.
  record MessageResolved(
      MemberId author, String id, How how, Optional<String> by, Optional<String> text)
      implements Private {
    /// What became of it. `REMOVED`: its author was kicked, banned or erased.
    public enum How {
      APPROVED,
      REJECTED,
      EXPIRED,
      REMOVED
    }
  }

  /// `member` has acknowledged its warning.
  record Acknowledged(MemberId member) implements Kept {}

  /// Many newcomers were acted on at once, each by an event of its own. Remembered, to be undone.
  record Swept(Sweep sweep) implements Kept {}

  /// That sweep was taken back, by events of their own.
  record SweepUndone(String id) implements Kept {}

  /// A membership began. `accountRank` is the rank that the id brought along, `rank` its rank here,
  /// `lasting` the one that is remembered of it. `formerly` is the guest whose place it takes; the
  /// guest's memberships have ended.
  record Joined(
      MembershipId membership,
      MemberId member,
      Nick nick,
      Rank accountRank,
      Rank rank,
      Optional<AddressPrefix> from,
      Profile profile,
      Optional<MemberId> formerly,
      Optional<LastingRank> lasting,
      long presentMillis)
      implements Kept {
    /// A membership that takes nobody's place, of somebody without a lasting rank.
    public Joined(
        MembershipId membership,
        MemberId member,
        Nick nick,
        Rank accountRank,
        Rank rank,
        Optional<AddressPrefix> from,
        Profile profile) {
      this(
          membership,
          member,
          nick,
          accountRank,
          rank,
          from,
          profile,
          Optional.empty(),
          Optional.empty(),
          0);
    }
  }

  /// A member must prove, through each of its memberships, that it is alive, because somebody else
  /// wants its nick. Changes nothing.
  record Challenged(MemberId member) implements Kept {}

  /// The rank that a member's id brings along is another one. If that changes its rank here, a
  /// [RankChanged] follows.
  record AccountRankChanged(MemberId member, Rank rank) implements Kept {}

  /// A membership ended.
  record Left(MembershipId membership, Ending ending) implements Kept {}

  /// A node is gone: its memberships are lost, the oldest `most` of them with this event.
  record NodeLeft(int node, int most) implements Kept {}

  /// A new reign began; `epoch` is its name on the wire.
  record Reigned(Epoch epoch) implements Kept {}

  /// The topic is over: nobody came back while it lingered.
  record Died() implements Kept {}

  /// A member may not come back before `untilAt`, and until then nobody new may join from
  /// `addresses`; once that has passed, they may.
  record KeptOut(MemberId member, long untilAt, List<AddressPrefix> addresses) implements Kept {
    public KeptOut {
      addresses = List.copyOf(addresses);
    }
  }

  /// Forgets what has expired: of `members`, who are gone; of banned addresses; and messages older
  /// than the history, if none has come for long.
  record Forgotten(List<MemberId> members) implements Kept {
    public Forgotten {
      members = List.copyOf(members);
    }
  }

  /// The digest of the password required to join; empty: none is required.
  record PasswordSet(Optional<String> digest) implements Kept {}

  /// Somebody is guessing the password.
  record PasswordGuessed(Moderation.Guesses guesses) implements Kept {}

  /// A keyword may not appear on the board before `untilAt`.
  record KeywordBlocked(String keyword, long untilAt) implements Kept {}

  /// An extension's slots changed; all edits apply at once.
  record SlotsChanged(List<SlotEdit> edits) implements Kept {
    public SlotsChanged {
      edits = List.copyOf(edits);
    }
  }

  /// A lasting rank or a ban is remembered, in place of the one that the subject had: by the topic
  /// or, of a registered one, by the store.
  record Affiliated(Affiliation affiliation) implements Kept {}

  /// A subject's ban, or else its lasting rank, is not remembered any more.
  record Unaffiliated(Subject subject, boolean ban) implements Kept {}

  /// The registration as the store has it; empty: the topic is not registered.
  record RegistrationChanged(Optional<Registration> registration) implements Kept {}

  /// A line of the audit log. A registered topic leaves it to the store.
  record Audited(AuditEntry entry) implements Kept {}

  /// The topic forgets all that it has of somebody; where it must still name whoever did something,
  /// it says `pseudonym`. Separate events end the memberships.
  record Erased(MemberId member, String pseudonym) implements Kept {}

  /// The outcome of a numbered command, stored where it can't be derived from its events.
  record Answered(MembershipId membership, long number, Outcome outcome) implements Kept {}
}
