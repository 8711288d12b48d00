package hubbub.session;

import java.net.InetAddress;

/// A block of addresses (RFC 4632, RFC 4291 §2.3): `10.0.0.0/8`, `::1/128`, or a single address.
public record Cidr(InetAddress network, int bits) {
  /// The block of that text.
  ///
  /// @throws IllegalArgumentException if it is none; names are not looked up
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    try {
      InetAddress network = InetAddress.ofLiteral(address);
      int all = network.getAddress().length * 8;
      int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > all) {
        throw new IllegalArgumentException(text + " (expected: 0 to " + all + " bits)");
      }
      return new Cidr(network, bits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(text + " (expected: address/bits)", e);
    }
  }

  /// Whether `address` lies in this block.
  public boolean contains(InetAddress address) {
    byte[] ours = network.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit & 7);
      if (((ours[bit >> 3] ^ theirs[bit >> 3]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /// An address out of a header, without a lookup; a port after it is left out.
  ///
  /// @throws IllegalArgumentException if it is none
  static InetAddress address(String text) {
    String bare = text.strip();
    if (bare.startsWith("[") && bare.indexOf(']') > 0) {
      bare = bare.substring(1, bare.indexOf(']'));
    } else if (bare.chars().filter(c -> c == ':').count() == 1) {
      bare = bare.substring(0, bare.indexOf(':'));
    }
    return InetAddress.ofLiteral(bare);
  }
}
