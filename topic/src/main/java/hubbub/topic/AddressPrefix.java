package hubbub.topic;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.StringJoiner;

/// A block of IP addresses (RFC 4632, RFC 4291 §2.3), or a single address: the key wherever
/// addresses are counted or banned. Stored as 128 bits, of which the first `bits` count. IPv4 is
/// stored as IPv4-mapped IPv6, `::ffff:a.b.c.d` (RFC 4291 §2.5.5.2), so that both notations give
/// the same key.
public record AddressPrefix(long high, long low, int bits) {
  private static final int ALL = 128;
  private static final int BEFORE_V4 = 96;
  private static final int GROUPS = 8;
  private static final long MAPPED = 0xffffL;

  public AddressPrefix {
    if (bits < 0 || bits > ALL) {
      throw new IllegalArgumentException("bits: " + bits + " (expected: 0 to 128)");
    }
    high &= mask(bits);
    low &= mask(bits - Long.SIZE);
  }

  private static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= Long.SIZE ? -1L : -1L << (Long.SIZE - bits);
  }

  /// The address given by 4 (IPv4) or 16 (IPv6) bytes.
  ///
  /// @throws IllegalArgumentException for any other length
  public static AddressPrefix of(byte[] address) {
    return switch (address.length) {
      case Integer.BYTES ->
          new AddressPrefix(0, MAPPED << Integer.SIZE | number(address, 0, Integer.BYTES), ALL);
      case 2 * Long.BYTES ->
          new AddressPrefix(
              number(address, 0, Long.BYTES), number(address, Long.BYTES, Long.BYTES), ALL);
      default ->
          throw new IllegalArgumentException(
              "address: " + address.length + " bytes (expected: 4 or 16)");
    };
  }

  private static long number(byte[] bytes, int from, int length) {
    long number = 0;
    for (int i = from; i < from + length; i++) {
      number = number << Byte.SIZE | (bytes[i] & 0xff);
    }
    return number;
  }

  /// Parses a block, such as `10.0.0.0/8` or `2001:db8::/32`, or a single address. Accepts only the
  /// common forms: four decimal numbers without leading zeros (no `1`, `0x7f.1`, `010.0.0.1`), or
  /// RFC 4291 §2.2 without a zone.
  ///
  /// @throws IllegalArgumentException if `text` is not in one of these forms
  public static AddressPrefix parse(String text) {
    int slash = text.indexOf('/');
    AddressPrefix address = address(slash < 0 ? text : text.substring(0, slash));
    if (slash < 0) {
      return address;
    }
    boolean isV4 = text.indexOf(':') < 0;
    int most = isV4 ? Integer.SIZE : ALL;
    int bits = decimal(text.substring(slash + 1), most, text);
    return new AddressPrefix(address.high, address.low, isV4 ? BEFORE_V4 + bits : bits);
  }

  private static AddressPrefix address(String text) {
    if (text.indexOf(':') < 0) {
      return new AddressPrefix(0, MAPPED << Integer.SIZE | v4(text), ALL);
    }
    int gap = text.indexOf("::");
    int[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0, text);
    int[] tail = groups(gap < 0 ? "" : text.substring(gap + 2), true, text);
    int given = head.length + tail.length;
    if (gap < 0 ? given != GROUPS : given >= GROUPS) {
      throw none(text);
    }
    int[] all = Arrays.copyOf(head, GROUPS);
    System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
    return new AddressPrefix(number(all, 0), number(all, GROUPS / 2), ALL);
  }

  private static long number(int[] groups, int from) {
    long number = 0;
    for (int i = from; i < from + GROUPS / 2; i++) {
      number = number << Short.SIZE | groups[i];
    }
    return number;
  }

  /// The groups of a part of an IPv6 address; the last part may end in IPv4 notation.
  private static int[] groups(String part, boolean isLast, String text) {
    if (part.isEmpty()) {
      return new int[0];
    }
    String[] words = part.split(":", -1);
    boolean endsAsV4 = isLast && words[words.length - 1].indexOf('.') >= 0;
    int[] groups = new int[words.length + (endsAsV4 ? 1 : 0)];
    for (int i = 0; i < words.length - (endsAsV4 ? 1 : 0); i++) {
      groups[i] = group(words[i], text);
    }
    if (endsAsV4) {
      long v4 = v4(words[words.length - 1]);
      groups[words.length - 1] = (int) (v4 >>> Short.SIZE);
      groups[words.length] = (int) (v4 & 0xffff);
    }
    return groups;
  }

  private static int group(String word, String text) {
    boolean isGroup =
        !word.isEmpty() && word.length() <= 4 && word.chars().allMatch(HexFormat::isHexDigit);
    if (!isGroup) {
      throw none(text);
    }
    return HexFormat.fromHexDigits(word);
  }

  private static long v4(String text) {
    String[] words = text.split("\\.", -1);
    if (words.length != Integer.BYTES) {
      throw none(text);
    }
    long address = 0;
    for (String word : words) {
      address = address << Byte.SIZE | decimal(word, 255, text);
    }
    return address;
  }

  private static int decimal(String word, int most, String text) {
    boolean isDecimal =
        !word.isEmpty()
            && word.length() <= 3
            && word.chars().allMatch(c -> c >= '0' && c <= '9')
            && (word.length() == 1 || word.charAt(0) != '0');
    if (!isDecimal || Integer.parseInt(word) > most) {
      throw none(text);
    }
    return Integer.parseInt(word);
  }

  private static IllegalArgumentException none(String text) {
    return new IllegalArgumentException(
        "address: " + text + " (expected: like 192.0.2.7, 192.0.2.0/24 or 2001:db8::/64)");
  }

  /// The enclosing block of `v4Bits` bits (0 to 32) for IPv4, of `v6Bits` for IPv6; this block
  /// itself if it is larger than that.
  public AddressPrefix within(int v4Bits, int v6Bits) {
    return new AddressPrefix(high, low, Math.min(bits, isV4() ? BEFORE_V4 + v4Bits : v6Bits));
  }

  /// Whether this is an IPv4 address or block.
  public boolean isV4() {
    return high == 0 && low >>> Integer.SIZE == MAPPED && bits >= BEFORE_V4;
  }

  /// Whether `other` lies entirely in this block. An IPv6 block contains no IPv4 addresses.
  public boolean contains(AddressPrefix other) {
    return bits <= other.bits
        && isV4() == other.isV4()
        && high == (other.high & mask(bits))
        && low == (other.low & mask(bits - Long.SIZE));
  }

  /// The canonical text form (RFC 5952).
  @Override
  public String toString() {
    int all = isV4() ? Integer.SIZE : ALL;
    int mine = isV4() ? bits - BEFORE_V4 : bits;
    return (isV4() ? v4Text() : v6Text()) + (mine == all ? "" : "/" + mine);
  }

  private String v4Text() {
    StringJoiner text = new StringJoiner(".");
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      text.add(String.valueOf(low >>> shift & 0xff));
    }
    return text.toString();
  }

  private String v6Text() {
    StringJoiner text = new StringJoiner(":", ":", ":");
    for (int i = 0; i < GROUPS; i++) {
      long half = i < GROUPS / 2 ? high : low;
      int shift = Short.SIZE * (GROUPS / 2 - 1 - i % (GROUPS / 2));
      text.add(Long.toHexString((half >>> shift) & 0xffff));
    }
    return withGap(text.toString());
  }

  /// Replaces the first of the longest runs of two or more zero groups in `:group:group: … :` by
  /// `::`.
  private static String withGap(String groups) {
    for (int length = GROUPS; length >= 2; length--) {
      String zeros = ":" + "0:".repeat(length);
      int at = groups.indexOf(zeros);
      if (at >= 0) {
        String before = groups.substring(Math.min(1, at), at);
        String behind = groups.substring(at + zeros.length());
        return before + "::" + behind.substring(0, Math.max(0, behind.length() - 1));
      }
    }
    return groups.substring(1, groups.length() - 1);
  }
}
