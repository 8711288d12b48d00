package hubbub.topic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What became of a command.
public sealed interface Outcome {
  /// Done, with nothing to add.
  record Ok() implements Outcome {}

  record Refused(Refusal refusal) implements Outcome {}

  /// A message stands in the log.
  record Sent(String id, long seq, long at) implements Outcome {
    /// What whoever said `message` was answered.
    static Sent of(Change message) {
      return new Sent(((Event.Message) message.event()).id(), message.seq(), message.at());
    }
  }

  /// What [Command.History] found, oldest first: told changes whose event is a message.
  record Messages(List<Change> messages) implements Outcome {
    public Messages {
      messages = List.copyOf(messages);
    }
  }

  /// What [Command.Roster] found; `next` is to be given as `after` for the rest. `mutes`: who of
  /// them is muted until when, for whoever may know.
  record Members(List<Member> members, Map<MemberId, Long> mutes, Optional<MemberId> next)
      implements Outcome {
    public Members {
      members = List.copyOf(members);
      mutes = Map.copyOf(mutes);
    }
  }

  /// What [Command.List] found; `next` is to be given as `after` for the rest.
  record Listed(List<Entry> entries, Optional<MemberId> next) implements Outcome {
    public Listed {
      entries = List.copyOf(entries);
    }

    /// One of them.
    public sealed interface Entry permits Sanction, Ranked {}

    /// Somebody with a rank, which may end.
    public record Ranked(Member member, OptionalLong untilAt) implements Entry {}
  }

  /// An extension's reply: `status` as on the wire, `response` a JSON object as compact text.
  record Custom(String status, String response) implements Outcome {}

  /// The answer comes later, as a reply of an extension ([Decision#late]).
  record Later() implements Outcome {}

  /// The one value of [Ok].
  Outcome OK = new Ok();
}
