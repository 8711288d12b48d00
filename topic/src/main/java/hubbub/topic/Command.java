package hubbub.topic;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What somebody asks of a topic: refused, or it becomes events. A command's word on the wire is
/// the snake_case of its record's name. Durations are milliseconds, `ttlMillis` empty means: for
/// good. Whoever sends one makes its [Nick], [Body] or [Title] by `hubbub.text.Text`.
public sealed interface Command {

  /// A membership begins. `standing` is what the id brings along (`ADMIN`, an account's stored
  /// rank, else `GUEST`); `from` is what counts as its client's address, if it has one. The actor's
  /// membership id is the new membership's.
  record Join(
      MemberId member,
      Nick nick,
      Rank standing,
      Optional<String> password,
      Optional<AddressPrefix> from)
      implements Command {
    /// A join from nowhere: of a member of this very process.
    public Join(MemberId member, Nick nick, Rank standing, Optional<String> password) {
      this(member, nick, standing, password, Optional.empty());
    }
  }

  /// The actor's membership ends.
  record Leave(How how) implements Command {}

  /// The actor's membership has shown a sign of life after [Event.Challenged].
  record Prove() implements Command {}

  /// How a membership ends: by `phx_leave`; by a connection that broke, closed or fell silent; or
  /// because a newer membership of the same id took its place.
  enum How {
    LEFT,
    LOST,
    REPLACED
  }

  /// `terms` are the keyword candidates that [KeywordPolicy#terms] found, at most 16; `meta` is a
  /// JSON object as text, checked by the edge.
  record Send(
      Body body, Optional<String> nonce, Optional<String> meta, java.util.List<String> terms)
      implements Command {
    public Send {
      terms = java.util.List.copyOf(terms);
    }
  }

  record SetNick(Nick nick) implements Command {}

  record SetTitle(Title title) implements Command {}

  /// Quiet mode: below `minRank` nobody may speak; an empty one switches it off.
  record SetQuiet(Optional<Rank> minRank, OptionalLong ttlMillis) implements Command {}

  /// Slow mode: one message per member and interval; 0 switches it off.
  record SetSlow(long intervalMillis, OptionalLong ttlMillis) implements Command {}

  /// Who may enter; what is empty stays as it is. A password of no characters and a most of 0
  /// members lift that part of the lock.
  record SetLock(Optional<String> password, Optional<Boolean> membersOnly, OptionalInt maxMembers)
      implements Command {}

  /// What removes or restricts somebody or something, or undoes that. `text` is what whoever does
  /// it has to say about it, to be read by people: at most 200 characters.
  sealed interface Explained extends Command {
    Optional<String> text();
  }

  record Grant(MemberId member, Rank rank, OptionalLong ttlMillis, Optional<String> text)
      implements Explained {
    public Grant(MemberId member, Rank rank, OptionalLong ttlMillis) {
      this(member, rank, ttlMillis, Optional.empty());
    }
  }

  record Revoke(MemberId member, Optional<String> text) implements Explained {
    public Revoke(MemberId member) {
      this(member, Optional.empty());
    }
  }

  record Mute(MemberId member, OptionalLong ttlMillis, Optional<String> text)
      implements Explained {}

  record Unmute(MemberId member, Optional<String> text) implements Explained {
    public Unmute(MemberId member) {
      this(member, Optional.empty());
    }
  }

  /// Ends all memberships of `member`, who may not come back within `ttlMillis`; nor do addresses
  /// that it came from bring anybody new in that time, unless more than 5 others share them.
  record Kick(MemberId member, Optional<String> text, OptionalLong ttlMillis, boolean withMessages)
      implements Explained {}

  record Delete(String id, Optional<String> text) implements Explained {
    public Delete(String id) {
      this(id, Optional.empty());
    }
  }

  /// Empties history, or takes one member's messages out of it.
  record Clear(Optional<MemberId> member, Optional<String> text) implements Explained {
    public Clear(Optional<MemberId> member) {
      this(member, Optional.empty());
    }
  }

  record RemoveKeyword(String keyword, OptionalLong blockMillis) implements Command {}

  record PinKeyword(String keyword, OptionalLong ttlMillis) implements Command {}

  /// A command of a [TopicExtension]; `payload` is a JSON object as text.
  record Custom(String event, String payload) implements Command {}

  /// What only reads: answered by the replica, from its own copy, and never numbered.
  sealed interface Read extends Command {}

  /// Messages before `beforeSeq`, newest `limit` of them.
  record History(long beforeSeq, int limit) implements Read {}

  /// Members after `after` in the order of ids, at most `limit`.
  record Roster(Optional<MemberId> after, int limit) implements Read {}

  /// `list`: what moderators may know of people, present or not, after `after` in the order of ids,
  /// at most `limit`.
  record List(Of of, Optional<MemberId> after, int limit) implements Read {
    /// Who may not come back; who is muted; who has that rank or a higher one.
    public enum Of {
      BANS,
      MUTES,
      MEMBERS,
      MODERATORS,
      OWNERS
    }
  }
}
