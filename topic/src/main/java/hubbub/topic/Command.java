package hubbub.topic;

import hubbub.topic.extension.Payload;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a client asks of a topic; it is refused, or becomes events. A command's word on the wire is
/// the snake_case of its record's name. Durations are milliseconds; an empty `ttlMillis` means
/// permanently, except for [Kick]. The sender's side makes each [Nick], [Body] and [Title] with
/// `hubbub.text.Text`.
public sealed interface Command {

  /// Begins a membership, whose id is the actor's. `accountRank` is the rank that the member id
  /// brings along (that of its token, else `GUEST`). `from` is the client's address (or the block
  /// that counts as it), if it has one. `badges` are short words that others see next to the nick.
  record Join(
      MemberId member,
      Nick nick,
      Rank accountRank,
      Optional<String> password,
      Optional<AddressPrefix> from,
      java.util.List<String> badges)
      implements Command {
    public Join {
      badges = java.util.List.copyOf(badges);
    }

    /// A join without badges.
    public Join(
        MemberId member,
        Nick nick,
        Rank accountRank,
        Optional<String> password,
        Optional<AddressPrefix> from) {
      this(member, nick, accountRank, password, from, java.util.List.of());
    }

    /// A join without an address: of a member inside this process.
    public Join(MemberId member, Nick nick, Rank accountRank, Optional<String> password) {
      this(member, nick, accountRank, password, Optional.empty());
    }
  }

  /// Ends the actor's membership.
  record Leave(How how) implements Command {}

  /// Answers [Event.Challenged]: the actor's client is alive.
  record Prove() implements Command {}

  /// The rank that the actor's id brings along is another one from now on: its token was renewed.
  record ChangeAccountRank(Rank rank) implements Command {}

  /// How a membership ends: by `phx_leave`; because its connection broke, closed or fell silent; or
  /// because a newer join on the same connection replaced it.
  enum How {
    LEFT,
    LOST,
    REPLACED
  }

  /// Says a message. `terms` are the keyword candidates found by [KeywordPolicy#terms], at most 16.
  /// `meta` is a JSON object as text, validated by the edge.
  record Send(
      Body body, Optional<String> nonce, Optional<String> meta, java.util.List<String> terms)
      implements Command {
    public Send {
      terms = java.util.List.copyOf(terms);
    }
  }

  record SetNick(Nick nick) implements Command {}

  record SetTitle(Title title) implements Command {}

  /// Quiet mode: members below `minRank` may not speak. An empty `minRank` switches it off.
  record SetQuiet(Optional<Rank> minRank, OptionalLong ttlMillis) implements Command {}

  /// Slow mode: one message per member and interval. 0 switches it off.
  record SetSlow(long intervalMillis, OptionalLong ttlMillis) implements Command {}

  /// Sets who may enter. Empty fields stay as they are; an empty password removes the password, and
  /// `maxMembers` 0 the limit.
  record SetLock(Optional<String> password, Optional<Boolean> membersOnly, OptionalInt maxMembers)
      implements Command {}

  /// A command that removes or restricts somebody or something, or undoes that. `text` is the
  /// sender's explanation, for people to read: at most 200 characters.
  sealed interface Explained extends Command {
    Optional<String> text();
  }

  /// `lasting`: the rank stays when the member is gone, and if the topic is registered, also when
  /// nobody is in it.
  record Grant(
      MemberId member, Rank rank, OptionalLong ttlMillis, boolean lasting, Optional<String> text)
      implements Explained {
    public Grant(MemberId member, Rank rank, OptionalLong ttlMillis, Optional<String> text) {
      this(member, rank, ttlMillis, false, text);
    }

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

  /// Ends all memberships of `member`, and bans it for `ttlMillis`; if that is empty, it may rejoin
  /// at once. For the same time nobody new may join from its addresses, except from those that more
  /// than 5 others share.
  record Kick(MemberId member, Optional<String> text, OptionalLong ttlMillis, boolean withMessages)
      implements Explained {}

  /// Ends all memberships of `subject`, which may not join again for `ttlMillis`. `unlessSignedIn`:
  /// may, but not as a guest. A guest could come back as another one, so its addresses are banned
  /// for a while too.
  record Ban(
      Subject subject,
      boolean unlessSignedIn,
      OptionalLong ttlMillis,
      Optional<String> text,
      boolean withMessages)
      implements Explained {}

  record Unban(Subject subject, Optional<String> text) implements Explained {}

  record Delete(String id, Optional<String> text) implements Explained {
    public Delete(String id) {
      this(id, Optional.empty());
    }
  }

  /// Empties the history, or removes one member's messages from it.
  record Clear(Optional<MemberId> member, Optional<String> text) implements Explained {
    public Clear(Optional<MemberId> member) {
      this(member, Optional.empty());
    }
  }

  record RemoveKeyword(String keyword, OptionalLong blockMillis) implements Command {}

  record PinKeyword(String keyword, OptionalLong ttlMillis) implements Command {}

  /// Keeps the topic, with these settings, also when nobody is in it.
  record Register(TopicSettings.Patch settings) implements Command {}

  /// Changes the settings of a registered topic.
  record Configure(TopicSettings.Patch settings) implements Command {}

  /// Makes a registered topic one that is gone when the last member leaves.
  record Unregister() implements Command {}

  /// A command for a [TopicExtension].
  record Custom(String event, Payload payload) implements Command {}

  /// A command that only reads: answered by the replica from its own copy, and never numbered.
  sealed interface Read extends Command {}

  /// The newest `limit` messages before `beforeSeq`.
  record History(long beforeSeq, int limit) implements Read {}

  /// At most `limit` members present, in the order of ids, starting after `after`.
  record Roster(Optional<MemberId> after, int limit) implements Read {}

  /// The settings of a registered topic.
  record Settings() implements Read {}

  /// `list`: what moderators may look up; at most `limit` entries, starting after `after`, which
  /// came as `next` with the entries before: people, present or not, in the order of ids; or the
  /// audit log, newest first.
  record List(Of of, Optional<String> after, int limit) implements Read {
    /// What to list: those banned from joining; those muted; those of at least the named rank; who
    /// did what.
    public enum Of {
      BANS,
      MUTES,
      MEMBERS,
      MODERATORS,
      OWNERS,
      AUDIT
    }
  }
}
