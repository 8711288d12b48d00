package hubbub.session.guard;

/// What is remembered of a folded text. `exact` differs between texts that differ at all. `shape`
/// differs in the fewer bits the more they have in common, a SimHash (Charikar, 2002) of all that
/// is three letters long in it. `start` and `end` are hashes of the first and last six letters, for
/// texts that are too short to share much else. `weight` is its length in letters, in which a
/// character of Chinese, Japanese or Korean, or an emoji, counts twice; or how much of the screen
/// it covers, if that is more.
record Fingerprint(long exact, long shape, int start, int end, int weight) {
  private static final int LETTERS = 3;
  private static final int ENDS = 6;
  private static final int PLANES = 10;
  private static final char FIRST_WIDE = 0x2e80;

  /// Of a folded text that takes as much room as `bulk` letters, if it takes more than its letters.
  static Fingerprint of(String folded, int bulk) {
    long exact = 0;
    int weight = 0;
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      exact = mixed(exact ^ c);
      weight += c < FIRST_WIDE || Character.isSurrogate(c) ? 1 : 2;
    }
    int length = folded.length();
    return new Fingerprint(
        exact,
        shape(folded),
        folded.substring(0, Math.min(ENDS, length)).hashCode(),
        folded.substring(Math.max(0, length - ENDS)).hashCode(),
        Math.max(weight, bulk));
  }

  /// A number for these texts together, which nobody who does not know `salt` can find twice.
  static long keyed(long salt, String... texts) {
    long key = salt;
    for (String text : texts) {
      key = mixed(key ^ text.length());
      for (int i = 0; i < text.length(); i++) {
        key = mixed(key ^ text.charAt(i));
      }
    }
    return key;
  }

  /// Whether the texts begin or end with the same letters.
  boolean sharesAnEnd(Fingerprint other) {
    return shareOne(ends(), other.ends());
  }

  /// `start` and `end` in one number.
  long ends() {
    return (long) start << Integer.SIZE | Integer.toUnsignedLong(end);
  }

  /// Whether two [#ends] have the start or the end in common.
  static boolean shareOne(long ends, long others) {
    long differences = ends ^ others;
    return (int) differences == 0 || differences >>> Integer.SIZE == 0;
  }

  /// In how many bits the shapes differ: about 32 for texts that have nothing in common.
  static int distance(long a, long b) {
    return Long.bitCount(a ^ b);
  }

  /// Each bit is what most of the parts' hashes have there. All 64 bits are counted at once: bit i
  /// of the count of bit b is bit b of `counts[i]`.
  private static long shape(String folded) {
    long[] counts = new long[PLANES];
    int parts = Math.max(0, folded.length() - LETTERS + 1);
    for (int i = 0; i < parts; i++) {
      long carry = mixed(part(folded, i));
      for (int plane = 0; carry != 0; plane++) {
        long next = counts[plane] & carry;
        counts[plane] ^= carry;
        carry = next;
      }
    }
    return above(counts, parts / 2);
  }

  private static long part(String folded, int at) {
    return folded.charAt(at)
        | ((long) folded.charAt(at + 1) << Character.SIZE)
        | ((long) folded.charAt(at + 2) << (2 * Character.SIZE));
  }

  /// The bits whose count is above `least`.
  private static long above(long[] counts, int least) {
    long above = 0;
    long equal = -1;
    for (int plane = PLANES - 1; plane >= 0; plane--) {
      long bit = -(least >> plane & 1L);
      above |= equal & counts[plane] & ~bit;
      equal &= ~(counts[plane] ^ bit);
    }
    return above;
  }

  /// Spreads the bits (the finalizer of MurmurHash3).
  static long mixed(long value) {
    long bits = value + 0x9e3779b97f4a7c15L;
    bits = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
    bits = (bits ^ bits >>> 33) * 0xc4ceb9fe1a85ec53L;
    return bits ^ bits >>> 33;
  }
}
