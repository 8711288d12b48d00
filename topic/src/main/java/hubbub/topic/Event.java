package hubbub.topic;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What happened in a topic; a fact, never refused. Times are milliseconds since 1970 UTC on the
/// topic's own clock.
public sealed interface Event {

  /// Goes to every member, and has a seq. A told event's word on the wire is the snake_case of its
  /// record's name.
  sealed interface Told extends Event {}

  /// Only changes state, and goes to replicas.
  sealed interface Kept extends Event {}

  /// The author of a message as they were when they wrote it.
  record Author(MemberId id, String nick, Rank rank) {}

  /// `deleted`: a tombstone that stands where a message was; its body is empty and meta absent.
  record Message(
      String id,
      Author from,
      String body,
      Optional<String> nonce,
      Optional<String> meta,
      boolean deleted)
      implements Told {}

  /// `text`, here and below: what whoever did it said about it, for people to read.
  record MessageDeleted(String id, String by, Optional<String> text) implements Told {}

  record HistoryCleared(String by, Optional<MemberId> member, Optional<String> text)
      implements Told {}

  record TitleChanged(String title, String by) implements Told {}

  /// `by` is empty when the mode expired.
  record QuietChanged(Optional<Quiet> quiet, Optional<String> by) implements Told {}

  record SlowChanged(Optional<Slow> slow, Optional<String> by) implements Told {}

  record LockChanged(Lock lock, String by) implements Told {}

  /// The whole board, heaviest first.
  record KeywordsChanged(List<Keyword> keywords) implements Told {
    public KeywordsChanged {
      keywords = List.copyOf(keywords);
    }
  }

  /// `by` is empty when a rank ended by itself, or passed on to the longest present.
  record RankChanged(
      MemberId member, Rank rank, OptionalLong untilAt, Optional<String> by, Optional<String> text)
      implements Told {}

  record MemberMuted(
      MemberId member, OptionalLong untilAt, Optional<String> text, Optional<String> by)
      implements Told {}

  record MemberUnmuted(MemberId member, Optional<String> by, Optional<String> text)
      implements Told {}

  /// `untilAt`: before that it may not come back.
  record MemberKicked(MemberId member, OptionalLong untilAt, Optional<String> text, String by)
      implements Told {}

  record NickChanged(MemberId member, Nick nick) implements Told {}

  /// An event of a [TopicExtension]: `name` is its word on the wire, `payload` a JSON object as
  /// text without `seq` and `at`; `except` does not get it.
  record Custom(String name, String payload, Optional<MembershipId> except) implements Told {}

  /// A membership began. `standing` is what the id brought along, `rank` what it has here.
  record Joined(
      MembershipId membership,
      MemberId member,
      Nick nick,
      Rank standing,
      Rank rank,
      Optional<AddressPrefix> from)
      implements Kept {}

  /// A member has to prove that it is there, through each of its memberships: somebody else wants
  /// its nick. Changes nothing.
  record Challenged(MemberId member) implements Kept {}

  /// A membership ended.
  record Left(MembershipId membership, Ending ending) implements Kept {}

  /// A node is gone with all its memberships, which are lost.
  record NodeLeft(int node) implements Kept {}

  /// A new reign began; `epoch` is its name on the wire.
  record Reigned(Epoch epoch) implements Kept {}

  /// The topic is over: nobody came back while it lingered.
  record Died() implements Kept {}

  /// A member may not come back before `untilAt`, and nobody new comes in from `addresses`.
  record KeptOut(MemberId member, long untilAt, List<AddressPrefix> addresses) implements Kept {
    public KeptOut {
      addresses = List.copyOf(addresses);
    }
  }

  /// What was remembered of members who are gone is no longer worth keeping; nor are messages
  /// behind history, if none came for long.
  record Forgotten(List<MemberId> members) implements Kept {
    public Forgotten {
      members = List.copyOf(members);
    }
  }

  /// The digest of the password to enter with; empty: none is asked for.
  record PasswordSet(Optional<String> digest) implements Kept {}

  /// A keyword can't come to stand on the board before `untilAt`.
  record KeywordBlocked(String keyword, long untilAt) implements Kept {}

  /// What an extension keeps changed: all of it at once.
  record SlotsChanged(List<SlotEdit> edits) implements Kept {
    public SlotsChanged {
      edits = List.copyOf(edits);
    }
  }

  /// A numbered command's outcome, where it can't be told from its events.
  record Answered(MembershipId membership, long number, Outcome outcome) implements Kept {}
}
