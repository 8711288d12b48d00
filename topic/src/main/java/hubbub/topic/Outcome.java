package hubbub.topic;

import java.util.List;
import java.util.Optional;

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

  /// What [Command.Roster] found; `next` is to be given as `after` for the rest.
  record Members(List<Member> members, Optional<MemberId> next) implements Outcome {
    public Members {
      members = List.copyOf(members);
    }
  }

  /// An extension's reply: `status` as on the wire, `response` a JSON object as compact text.
  record Custom(String status, String response) implements Outcome {}

  /// The answer comes later, as a reply of an extension ([Decision#late]).
  record Later() implements Outcome {}

  /// The one value of [Ok].
  Outcome OK = new Ok();
}
