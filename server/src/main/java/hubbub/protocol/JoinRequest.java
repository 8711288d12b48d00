package hubbub.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.text.Text;
import hubbub.topic.Nick;
import hubbub.topic.Reason;
import hubbub.wire.Fields;
import java.util.Optional;

/// The payload of a join; every field is optional. `history` limits how many messages the reply
/// has, `historyMillis` how old they may be. `since` is where the client wants to resume.
/// `spectate` is present if it only wants to watch.
public record JoinRequest(
    Optional<Nick> nick,
    Optional<String> key,
    Optional<String> password,
    int history,
    long historyMillis,
    Optional<Since> since,
    Optional<Spectate> spectate) {

  /// The client has every event of `epoch` up to `seq`.
  public record Since(String epoch, long seq) {}

  /// The client only watches; `token` is the read token that it brings, if any.
  public record Spectate(Optional<String> token) {}

  /// Reads the payload of a `phx_join`. Any thread.
  public static Reading<JoinRequest> read(JsonNode payload) {
    try {
      return read(Fields.of(payload));
    } catch (Fields.InvalidField e) {
      return Reading.refused(e);
    }
  }

  private static Reading<JoinRequest> read(Fields fields) throws Fields.InvalidField {
    Optional<JsonNode> since = fields.optionalObject("since");
    Optional<String> written = fields.optionalText("nick");
    Optional<Nick> nick = written.flatMap(Text::nick);
    JoinRequest request =
        new JoinRequest(
            nick,
            fields.optionalText("key"),
            fields.optionalText("password", 0, CommandReader.MAX_PASSWORD).map(Text::password),
            (int) fields.optionalInteger("history", 0, 100).orElse(100),
            fields.optionalInteger("history_ms", 0, Long.MAX_VALUE).orElse(Long.MAX_VALUE),
            since.isPresent() ? Optional.of(since(Fields.of(since.get()))) : Optional.empty(),
            fields.optionalFlag("spectate").orElse(false)
                ? Optional.of(new Spectate(fields.optionalText("token")))
                : Optional.empty());
    return written.isPresent() && nick.isEmpty() && request.spectate().isEmpty()
        ? Reading.refused(Reason.BAD_NICK)
        : new Reading.Valid<>(request);
  }

  private static Since since(Fields fields) throws Fields.InvalidField {
    return new Since(fields.text("epoch", 1, 32), fields.integer("seq", 0, Long.MAX_VALUE));
  }
}
