package hubbub.protocol;

import hubbub.topic.Event;
import hubbub.topic.HeldMessage;
import hubbub.topic.Warning;
import hubbub.wire.JsonWriter;
import java.util.Locale;
import java.util.Optional;

/// Writes the events that only some members are told of. They have no `seq`. Pure functions.
public final class PrivateWriter {
  private PrivateWriter() {}

  /// The event's word.
  public static String word(Event.Private event) {
    return switch (event) {
      case Event.Warned _ -> "warned";
      case Event.MessageHeld _ -> "message_held";
      case Event.MessageResolved _ -> "message_resolved";
    };
  }

  /// The event's payload.
  public static byte[] payload(Event.Private event) {
    JsonWriter json = new JsonWriter().beginObject();
    switch (event) {
      case Event.Warned(var _, Warning warning, boolean acknowledge) ->
          warned(json, warning, acknowledge);
      case Event.MessageHeld(HeldMessage message) -> held(json, message);
      case Event.MessageResolved resolved -> {
        json.field("id", resolved.id())
            .field("how", resolved.how().name().toLowerCase(Locale.ROOT));
        optional(json, "by", resolved.by());
        optional(json, "text", resolved.text());
      }
    }
    return json.endObject().toBytes();
  }

  private static void warned(JsonWriter json, Warning warning, boolean acknowledge) {
    warning
        .strikes()
        .ifPresentOrElse(
            strikes -> json.field("rule", strikes.rule()).field("strikes", strikes.count()),
            () -> json.field("by", warning.by()));
    optional(json, "text", warning.text());
    if (acknowledge) {
      json.field("acknowledge", true);
    }
  }

  /// Adds `id`, `from`, `body`, `meta`?, `rule`, `at` and `expires_at`.
  static void held(JsonWriter json, HeldMessage message) {
    json.field("id", message.id());
    PeopleWriter.author(json, message.from());
    json.field("body", message.body());
    message.meta().ifPresent(meta -> json.name("meta").raw(meta));
    json.field("rule", message.rule())
        .field("at", message.at())
        .field("expires_at", message.expiresAt());
  }

  private static void optional(JsonWriter json, String name, Optional<String> value) {
    value.ifPresent(text -> json.field(name, text));
  }
}
