package hubbub.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes compact JSON as UTF-8, member by member: no spaces, non-ASCII and `/` unescaped. An
/// unpaired surrogate becomes U+FFFD. Adds commas by itself. Confined to one thread.
public final class JsonWriter {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private byte[] bytes;
  private int size;

  public JsonWriter() {
    this(256);
  }

  /// A writer with room for `capacity` bytes; it grows as needed.
  public JsonWriter(int capacity) {
    bytes = new byte[capacity];
  }

  public JsonWriter beginObject() {
    return open('{');
  }

  public JsonWriter endObject() {
    return put('}');
  }

  public JsonWriter beginArray() {
    return open('[');
  }

  public JsonWriter endArray() {
    return put(']');
  }

  public JsonWriter name(String name) {
    comma();
    string(name);
    return put(':');
  }

  public JsonWriter field(String name, String value) {
    name(name);
    string(value);
    return this;
  }

  public JsonWriter field(String name, long value) {
    name(name);
    return ascii(Long.toString(value));
  }

  /// `value` must be finite.
  public JsonWriter field(String name, double value) {
    name(name);
    return ascii(Double.toString(value));
  }

  public JsonWriter field(String name, boolean value) {
    name(name);
    return ascii(Boolean.toString(value));
  }

  public JsonWriter value(String value) {
    comma();
    string(value);
    return this;
  }

  public JsonWriter nullValue() {
    return raw(NULL);
  }

  /// Writes a value that is already JSON.
  public JsonWriter raw(byte[] json) {
    comma();
    return append(json, 0, json.length);
  }

  /// Writes a value that is already JSON.
  public JsonWriter raw(String json) {
    return raw(json.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes a value that is already JSON: `length` bytes from `offset`.
  public JsonWriter raw(byte[] json, int offset, int length) {
    comma();
    return append(json, offset, length);
  }

  /// The number of bytes written so far.
  int size() {
    return size;
  }

  /// Copies all bytes written so far into `target`, starting at `at`.
  void copyTo(byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, size);
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private JsonWriter open(char bracket) {
    comma();
    return put(bracket);
  }

  /// Writes a comma, unless the next value is the first in its object or array, or follows a name.
  void comma() {
    if (size > 0) {
      byte last = bytes[size - 1];
      if (last != '{' && last != '[' && last != ':') {
        put(',');
      }
    }
  }

  private JsonWriter put(int ascii) {
    ensure(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  private JsonWriter append(byte[] more, int offset, int length) {
    ensure(length);
    System.arraycopy(more, offset, bytes, size, length);
    size += length;
    return this;
  }

  private JsonWriter ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
    return this;
  }

  private void string(String text) {
    int length = text.length();
    ensure(length * 3 + 2);
    bytes[size++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
        bytes[size++] = (byte) c;
      } else if (c < 0x80) {
        escaped(c, length - i);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        utf8(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        utf8(Character.isSurrogate(c) ? 0xfffd : c);
      }
    }
    put('"');
  }

  private void escaped(char c, int charactersLeft) {
    ensure(6 + charactersLeft * 3);
    bytes[size++] = '\\';
    switch (c) {
      case '"', '\\' -> bytes[size++] = (byte) c;
      case '\n' -> bytes[size++] = 'n';
      case '\r' -> bytes[size++] = 'r';
      case '\t' -> bytes[size++] = 't';
      default -> {
        bytes[size++] = 'u';
        bytes[size++] = '0';
        bytes[size++] = '0';
        bytes[size++] = HEX[c >> 4];
        bytes[size++] = HEX[c & 15];
      }
    }
  }

  private void utf8(int codePoint) {
    if (codePoint < 0x800) {
      bytes[size++] = (byte) (0xc0 | (codePoint >> 6));
    } else {
      if (codePoint < 0x10000) {
        bytes[size++] = (byte) (0xe0 | (codePoint >> 12));
      } else {
        bytes[size++] = (byte) (0xf0 | (codePoint >> 18));
        bytes[size++] = (byte) (0x80 | ((codePoint >> 12) & 63));
      }
      bytes[size++] = (byte) (0x80 | ((codePoint >> 6) & 63));
    }
    bytes[size++] = (byte) (0x80 | (codePoint & 63));
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
