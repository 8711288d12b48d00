package hubbub.http;

import hubbub.protocol.CommandReader;
import hubbub.topic.AuditFilter;
import io.micronaut.http.HttpRequest;
import java.util.Optional;

/// The query of a request. What it does not accept ends by a [RequestRefused].
record Query(HttpRequest<?> request) {
  /// The text in that field; empty if it is absent, or empty.
  Optional<String> text(String name) {
    return request.getParameters().getFirst(name).filter(text -> !text.isEmpty());
  }

  /// `true` or `false` in that field; empty if it is absent.
  Optional<Boolean> flag(String name) {
    Optional<String> text = text(name);
    if (text.isPresent() && !text.get().matches("true|false")) {
      throw RequestRefused.invalid(name, "true or false");
    }
    return text.map(Boolean::valueOf);
  }

  /// How many entries a page is to have: 1 to `most`; default: `most`.
  int limit(int most) {
    String limit = text("limit").orElse(String.valueOf(most));
    if (!limit.matches("[1-9]\\d{0,5}") || Integer.parseInt(limit) > most) {
      throw RequestRefused.invalid("limit", "a whole number from 1 to " + most);
    }
    return Integer.parseInt(limit);
  }

  /// Which lines of an audit log are meant.
  AuditFilter audit() {
    return JsonBody.read(ApiCommands.query(request), CommandReader::auditFilter);
  }
}
