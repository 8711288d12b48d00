package hubbub.topic;

import java.util.Objects;
import java.util.Set;

/// Validates an extension's words and JSON before they are spliced into frames, so that every
/// client can parse them. An invalid one is a bug of the extension.
final class Payload {
  private static final Set<String> RESERVED = Set.of("seq", "at", "status", "response");
  private static final int MOST_DEPTH = 64;
  private static final int SHOWN = 40;

  private final String json;
  private int at;

  private Payload(String json) {
    this.json = json;
  }

  /// @throws IllegalArgumentException if `word` can't be an event's word: some clients split frames
  ///   at commas and never unescape, and `phx_` is reserved for Phoenix
  static void checkEvent(String word) {
    boolean isFit =
        !word.isEmpty()
            && !word.startsWith("phx_")
            && word.chars().noneMatch(c -> c < ' ' || c == 0x7f || ",\"\\".indexOf(c) >= 0);
    if (!isFit) {
      throw new IllegalArgumentException(
          "event: " + word + " (expected: no comma, quote, backslash or phx_ in front)");
    }
  }

  /// @throws IllegalArgumentException if `json` can't be an event's payload
  static void checkPayload(String json) {
    new Payload(json).check(RESERVED);
  }

  /// @throws IllegalArgumentException if an extension may not reply with `outcome`
  /// @throws NullPointerException if the outcome, or the refusal in it, is null
  static void checkOutcome(Outcome outcome) {
    switch (Objects.requireNonNull(outcome, "outcome")) {
      case Outcome.Custom custom -> {
        if (custom.status().isEmpty()) {
          throw new IllegalArgumentException("status: empty (expected: a word)");
        }
        new Payload(custom.response()).check(Set.of());
      }
      case Outcome.Refused refused -> Objects.requireNonNull(refused.refusal(), "refusal");
      case Outcome.Ok _,
          Outcome.Sent _,
          Outcome.Messages _,
          Outcome.Members _,
          Outcome.Listed _,
          Outcome.Later _ -> {}
    }
  }

  private void check(Set<String> reserved) {
    if (!json.startsWith("{")) {
      throw bad("an object");
    }
    object(1, reserved);
    if (at < json.length()) {
      throw bad("nothing more");
    }
  }

  private void value(int depth) {
    switch (peek()) {
      case '{' -> object(depth, Set.of());
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  private void object(int depth, Set<String> reserved) {
    enter(depth);
    if (peek() != '}') {
      do {
        String key = string();
        if (reserved.contains(key)) {
          throw new IllegalArgumentException(
              "payload: it has the key "
                  + key
                  + ", which is not the extension's to give (reserved: seq, at, status, response;"
                  + " what comes of a client belongs one level deeper)");
        }
        take(':');
        value(depth + 1);
      } while (goesOn());
    }
    take('}');
  }

  private void array(int depth) {
    enter(depth);
    if (peek() != ']') {
      do {
        value(depth + 1);
      } while (goesOn());
    }
    take(']');
  }

  private void enter(int depth) {
    if (depth > MOST_DEPTH) {
      throw bad("a depth of at most " + MOST_DEPTH);
    }
    at++;
  }

  private boolean goesOn() {
    boolean goesOn = peek() == ',';
    at += goesOn ? 1 : 0;
    return goesOn;
  }

  private String string() {
    take('"');
    StringBuilder text = new StringBuilder();
    while (peek() != '"') {
      if (peek() < ' ') {
        throw bad("no control character");
      }
      char next = json.charAt(at++);
      text.append(next == '\\' ? escaped() : next);
    }
    at++;
    return text.toString();
  }

  private char escaped() {
    char kind = (char) peek();
    at++;
    if (kind != 'u') {
      int place = "\"\\/bfnrt".indexOf(kind);
      if (place < 0) {
        throw bad("an escape");
      }
      return "\"\\/\b\f\n\r\t".charAt(place);
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw bad("four digits");
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  private void number() {
    at += peek() == '-' ? 1 : 0;
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (peek() == '.') {
      at++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      at += peek() == '+' || peek() == '-' ? 1 : 0;
      digits();
    }
  }

  private void digits() {
    int from = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == from) {
      throw bad("compact JSON");
    }
  }

  private void word(String word) {
    if (!json.startsWith(word, at)) {
      throw bad(word);
    }
    at += word.length();
  }

  private void take(char expected) {
    if (peek() != expected) {
      throw bad("compact JSON with " + expected);
    }
    at++;
  }

  /// The next character, or -1 at the end.
  private int peek() {
    return at < json.length() ? json.charAt(at) : -1;
  }

  private IllegalArgumentException bad(String expected) {
    String around = json.substring(Math.max(0, at - SHOWN), Math.min(json.length(), at + SHOWN));
    return new IllegalArgumentException(
        "payload: …" + around + "… (at " + at + " expected: " + expected + ")");
  }
}
