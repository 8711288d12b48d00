package hubbub.topic;

import hubbub.topic.extension.Payload;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// The result of a command.
public sealed interface Outcome {
  /// Done; nothing to add.
  record Ok() implements Outcome {}

  record Refused(Refusal refusal) implements Outcome {}

  /// The result of a [Command.Send] that the topic has taken, at that time.
  sealed interface Said extends Outcome {
    long at();
  }

  /// The message is in the log.
  record Sent(String id, long seq, long at) implements Said {
    /// The reply to the sender of `message`.
    static Sent of(Change message) {
      return new Sent(((Event.Message) message.event()).id(), message.seq(), message.at());
    }
  }

  /// The message waits for a moderator, because of `rule`, until `expiresAt` at most.
  record Held(String id, String rule, long at, long expiresAt) implements Said {
    /// What its author is told.
    public Refusal refusal() {
      return new Refusal(
          Reason.HELD, Map.of("id", id, "rule", rule, "at", at, "expires_at", expiresAt));
    }
  }

  /// The result of [Command.History], oldest first; every event is an [Event.Message].
  record Messages(List<Change> messages) implements Outcome {
    public Messages {
      messages = List.copyOf(messages);
    }
  }

  /// The result of [Command.Roster]. `next` is the `after` of the next page; empty on the last.
  /// `mutes`: until when each muted member of this page is muted; empty unless the reader
  /// moderates.
  record Members(List<Member> members, Map<MemberId, Long> mutes, Optional<MemberId> next)
      implements Outcome {
    public Members {
      members = List.copyOf(members);
      mutes = Map.copyOf(mutes);
    }
  }

  /// The result of [Command.Newcomers]: how many there are, and a page of them. `next` is the
  /// `after` of the next page; empty on the last.
  record Newcomers(int count, List<Member> members, Optional<MemberId> next) implements Outcome {
    public Newcomers {
      members = List.copyOf(members);
    }
  }

  /// The result of [Command.Sweep]: how many it concerned, and the id by which it can be undone, if
  /// it can.
  record Swept(Optional<String> id, int count) implements Outcome {}

  /// The result of [Command.List]. `next` is the `after` of the next page; empty on the last.
  record Listed(List<Entry> entries, Optional<String> next) implements Outcome {
    public Listed {
      entries = List.copyOf(entries);
    }

    /// One entry of the list.
    public sealed interface Entry permits Sanction, Ranked, Remembered, HeldMessage {}

    /// A person and their rank, which may be temporary.
    public record Ranked(Member member, OptionalLong untilAt) implements Entry {}

    /// A lasting rank or a ban of somebody, here or not.
    public record Remembered(Affiliation affiliation) implements Entry {}
  }

  /// The result of [Command.Whois]. `seen`: what the topic knows of somebody who is or was here;
  /// `affiliation`: their ban or, without one, their lasting rank.
  record Whois(MemberId member, Optional<Seen> seen, Optional<Affiliation> affiliation)
      implements Outcome {

    /// Somebody who is here with so many memberships or, with none, was here. `prefixTag` names the
    /// address that they came from last.
    ///
    /// @param mutedUntil milliseconds since 1970 UTC; empty: not muted
    public record Seen(
        Member as,
        Optional<String> account,
        Optional<String> prefixTag,
        OptionalLong mutedUntil,
        int memberships) {}

    /// The same, with what the store remembers.
    public Whois with(StoredStanding stored) {
      return new Whois(member, seen, stored.ban().or(stored::rank));
    }

    /// This, unless nothing is known.
    public Outcome orUnknown() {
      return seen.isEmpty() && affiliation.isEmpty() ? refused(Reason.UNKNOWN_MEMBER) : this;
    }
  }

  /// The audit log, newest first. `next` is the `after` of the next page; empty on the last.
  record Audited(List<AuditEntry> entries, Optional<String> next) implements Outcome {
    public Audited {
      entries = List.copyOf(entries);
    }
  }

  /// The settings of a registered topic.
  record Configured(Registration registration) implements Outcome {}

  /// An extension's reply; `status` as on the wire: `ok`, `error`, or a word of its own.
  record Custom(String status, Payload response) implements Outcome {
    public Custom {
      if (status.isEmpty()) {
        throw new IllegalArgumentException("status: empty (expected: a word)");
      }
      Objects.requireNonNull(response, "response");
    }

    /// The reply `ok`.
    public static Custom ok(Payload response) {
      return new Custom("ok", response);
    }
  }

  /// An extension will reply later ([Decision#late]).
  record Later() implements Outcome {}

  /// The only instance of [Ok] in use.
  Outcome OK = new Ok();

  /// A refusal without details.
  static Outcome refused(Reason reason) {
    return new Refused(Refusal.of(reason));
  }

  /// A refusal with one detail.
  static Outcome refused(Reason reason, String key, Object value) {
    return new Refused(Refusal.of(reason, key, value));
  }

  /// Refuses a payload whose `field` is not as `expected`.
  static Outcome invalid(String field, String expected) {
    return new Refused(Refusal.invalid(field, expected));
  }
}
