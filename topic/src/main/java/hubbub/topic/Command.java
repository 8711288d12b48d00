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
  /// that counts as it), if it has one. `formerly` is the guest that somebody was until they signed
  /// in, as they have proved: they take the guest's place, with its rank and its mute. If
  /// `isNickUnjudged`, [Newcomers] has to judge the nick, which the member chose; the edge has
  /// known the member for `knownMillis`, and first saw it in this topic `presentMillis` ago (0:
  /// never), within the last hour.
  record Join(
      MemberId member,
      Nick nick,
      Rank accountRank,
      Optional<String> password,
      Optional<AddressPrefix> from,
      Profile profile,
      Optional<MemberId> formerly,
      boolean isNickUnjudged,
      long knownMillis,
      long presentMillis)
      implements Command {
    /// Who asks to be let in.
    public Visitor visitor() {
      return new Visitor(member, accountRank, from);
    }

    /// A join by somebody who takes nobody's place.
    public Join(
        MemberId member,
        Nick nick,
        Rank accountRank,
        Optional<String> password,
        Optional<AddressPrefix> from,
        Profile profile) {
      this(member, nick, accountRank, password, from, profile, Optional.empty(), false, 0, 0);
    }

    /// A join without a token.
    public Join(
        MemberId member,
        Nick nick,
        Rank accountRank,
        Optional<String> password,
        Optional<AddressPrefix> from) {
      this(member, nick, accountRank, password, from, Profile.NONE);
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
  /// `meta` is a JSON object as text, validated by the edge. `hold` is the word of the spam guard's
  /// rule that wants a moderator to see the message first.
  record Send(
      Body body,
      Optional<String> nonce,
      Optional<String> meta,
      java.util.List<String> terms,
      Optional<String> hold)
      implements Command {
    public Send {
      terms = java.util.List.copyOf(terms);
    }

    /// A message that no rule wants held.
    public Send(
        Body body, Optional<String> nonce, Optional<String> meta, java.util.List<String> terms) {
      this(body, nonce, meta, terms, Optional.empty());
    }

    /// The same message with these terms.
    public Send withTerms(java.util.List<String> found) {
      return new Send(body, nonce, meta, found, hold);
    }

    /// The same message, which `rule` wants a moderator to see first.
    public Send heldBy(String rule) {
      return new Send(body, nonce, meta, terms, Optional.of(rule));
    }
  }

  record SetNick(Nick nick) implements Command {}

  record SetTitle(Title title) implements Command {}

  /// Quiet mode: members below `minRank` may not speak. An empty `minRank` switches it off.
  record SetQuiet(Optional<Rank> minRank, OptionalLong ttlMillis) implements Command {}

  /// Slow mode: one message per member and interval. 0 switches it off.
  record SetSlow(long intervalMillis, OptionalLong ttlMillis) implements Command {}

  /// Raises the shield for a while, or changes it: see [ShieldPreset]. An empty `preset` lifts it,
  /// an empty `ttlMillis` is ten minutes. It binds those who join from now on; if the spam guard
  /// raises it, also those who joined within the last `sinceMillis`.
  record Shield(Optional<ShieldPreset> preset, OptionalLong ttlMillis, OptionalLong sinceMillis)
      implements Command {
    /// As a moderator raises it.
    public Shield(Optional<ShieldPreset> preset, OptionalLong ttlMillis) {
      this(preset, ttlMillis, OptionalLong.empty());
    }
  }

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

  /// Warns `member`. With `acknowledge`, it may not speak before it has acknowledged that. The spam
  /// guard gives its `strikes`.
  record Warn(
      MemberId member, Optional<Strikes> strikes, boolean acknowledge, Optional<String> text)
      implements Explained {
    /// A moderator's warning.
    public Warn(MemberId member, boolean acknowledge, Optional<String> text) {
      this(member, Optional.empty(), acknowledge, text);
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

  /// Says the held message with that id to all.
  record Approve(String id) implements Command {}

  /// Drops the held message with that id.
  record Reject(String id, Optional<String> text) implements Explained {}

  /// The actor has read the warning that it must acknowledge.
  record Acknowledge() implements Command {}

  /// Kicks or mutes everybody without a rank who first joined within the last `sinceMillis`, or
  /// clears their messages: see [SweepRules].
  record Sweep(Act how, long sinceMillis, OptionalLong ttlMillis, Optional<String> text)
      implements Explained {
    /// What is done to each.
    public enum Act {
      KICK,
      MUTE,
      CLEAR
    }
  }

  /// Takes back the sweep with that id.
  record UndoSweep(String id) implements Command {}

  record RemoveKeyword(String keyword, OptionalLong blockMillis) implements Command {}

  record PinKeyword(String keyword, OptionalLong ttlMillis) implements Command {}

  /// Keeps the topic, with these settings, also when nobody is in it.
  record Register(TopicSettings.Patch settings) implements Command {}

  /// Changes the settings of a registered topic; if `version` is present, only as long as that is
  /// the topic's.
  record Configure(TopicSettings.Patch settings, OptionalLong version) implements Command {
    public Configure(TopicSettings.Patch settings) {
      this(settings, OptionalLong.empty());
    }
  }

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

  /// Whom a [Sweep] would concern; at most `limit`, in the order of ids, starting after `after`.
  record Newcomers(long sinceMillis, Optional<MemberId> after, int limit) implements Read {}

  /// What is known of somebody: who is or was here, or has a lasting rank or a ban.
  record Whois(MemberId member) implements Read {}

  /// The settings of a registered topic.
  record Settings() implements Read {}

  /// `list`: what moderators may look up; at most `limit` entries, starting after `after`, which
  /// came as `next` with the entries before: people, present or not, in the order of ids; or the
  /// audit log, newest first, of which `lines` are meant.
  record List(Of of, Optional<String> after, int limit, AuditFilter lines) implements Read {
    /// What to list: those banned from joining; those muted; those of at least the named rank; who
    /// did what; the messages that wait for a moderator.
    public enum Of {
      BANS,
      MUTES,
      MEMBERS,
      MODERATORS,
      OWNERS,
      AUDIT,
      HELD
    }

    /// All that there is.
    public List(Of of, Optional<String> after, int limit) {
      this(of, after, limit, AuditFilter.ALL);
    }
  }
}
