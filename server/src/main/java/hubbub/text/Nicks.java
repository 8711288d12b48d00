package hubbub.text;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import hubbub.topic.Nick;
import java.util.Optional;
import java.util.regex.Pattern;

/// Prepares display names by the PRECIS nickname profile (RFC 8266), with three differences. NFC
/// instead of NFKC keeps them as written. They may have the joiners, variation selectors and emoji
/// that real names have. They come with the forms by which they are compared.
final class Nicks {
  private static final int MAX_CHARACTERS = 32;
  private static final int MAX_WRITTEN = 128;
  private static final Pattern BLANKS = Pattern.compile("\\p{Zs}+");
  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
  private static final Normalizer2 FOLDING = Normalizer2.getNFKCCasefoldInstance();
  private static final UnicodeSet UNFIT =
      new UnicodeSet(Visibility.Invisible.CHARACTERS)
          .addAll(new UnicodeSet("[:C:]"))
          .remove(' ')
          .freeze();

  private Nicks() {}

  static Optional<Nick> of(String written) {
    if (written.length() > MAX_WRITTEN) {
      return Optional.empty();
    }
    String value = spaced(NFC.normalize(written));
    String key = spaced(FOLDING.normalize(value));
    boolean isNick =
        !key.isEmpty() && value.codePointCount(0, value.length()) <= MAX_CHARACTERS && isFit(value);
    return isNick ? Optional.of(new Nick(value, key, skeleton(value, key))) : Optional.empty();
  }

  private static String spaced(String text) {
    return BLANKS.matcher(text).replaceAll(" ").strip();
  }

  private static boolean isFit(String value) {
    int at = 0;
    while (at < value.length()) {
      int behindEmoji = Emoji.endAt(value, at);
      if (behindEmoji > at) {
        at = behindEmoji;
      } else {
        int c = value.codePointAt(at);
        if (UNFIT.contains(c) && !Shapers.isInPlace(value, at)) {
          return false;
        }
        at += Character.charCount(c);
      }
    }
    return true;
  }

  /// Folds case between two skeletons. Before folding, letters that look alike may differ in case
  /// (`Аnn` and `ann`); after folding, more letters look alike (`M` does not look like `rn`, but
  /// `m` does).
  private static String skeleton(String value, String key) {
    String skeleton = Looks.skeleton(FOLDING.normalize(Looks.skeleton(value)));
    return skeleton.isEmpty() || skeleton.equals(key) ? key : skeleton;
  }
}
