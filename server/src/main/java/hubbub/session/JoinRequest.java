package hubbub.session;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.text.Text;
import hubbub.topic.Refusal;
import hubbub.wire.Fields;
import java.util.Optional;

/// The payload of a join; every field is optional. `history` limits how many messages the reply
/// has, `historyMillis` how old they may be. `since` is where the client wants to resume.
record JoinRequest(
    Optional<String> nick,
    Optional<String> key,
    Optional<String> password,
    int history,
    long historyMillis,
    Optional<Since> since) {

  /// The client has every event of `epoch` up to `seq`.
  record Since(String epoch, long seq) {}

  static JoinRequest read(JsonNode payload) throws Commands.Refused {
    try {
      Fields fields = Fields.of(payload);
      Optional<JsonNode> since = fields.optionalObject("since");
      return new JoinRequest(
          fields.optionalText("nick"),
          fields.optionalText("key"),
          fields.optionalText("password", 0, 256).map(Text::password),
          (int) fields.optionalInteger("history", 0, 100).orElse(100),
          fields.optionalInteger("history_ms", 0, Long.MAX_VALUE).orElse(Long.MAX_VALUE),
          since.isPresent() ? Optional.of(since(Fields.of(since.get()))) : Optional.empty());
    } catch (Fields.InvalidField e) {
      throw new Commands.Refused(Refusal.invalid(e.field(), e.expected()));
    }
  }

  private static Since since(Fields fields) throws Fields.InvalidField {
    return new Since(fields.text("epoch", 1, 32), fields.integer("seq", 0, Long.MAX_VALUE));
  }
}
