package hubbub.text;

import com.ibm.icu.text.SpoofChecker;

/// What letters look like: the same for all that people may confuse. To what UTS #39 knows, it adds
/// Latin letters that people write for their looks: small capitals (`ꜰʀᴇᴇ`), and white letters in
/// black circles and squares. Any thread.
final class Looks {
  private static final SpoofChecker SPOOFS = new SpoofChecker.Builder().build();

  /// From `a` to `z`. There is no small capital `x`.
  private static final String SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ";

  private static final int IN_CIRCLES = 0x1f150;
  private static final int IN_SQUARES = 0x1f170;

  private Looks() {}

  /// The skeleton of a text (UTS #39, section 4). For comparing only.
  static String skeleton(String text) {
    return SPOOFS.getSkeleton(plain(text));
  }

  private static String plain(String text) {
    return text.codePoints()
        .map(Looks::plain)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /// The plain letter, in lower case, of one that is written for its looks; any other as it is.
  static int plain(int c) {
    if (c <= Folding.LAST_ASCII) {
      return c;
    }
    int place = SMALL_CAPITALS.indexOf(c);
    if (place < 0) {
      place = isOfAlphabet(c, IN_CIRCLES) ? c - IN_CIRCLES : c - IN_SQUARES;
    }
    return place >= 0 && place <= 'z' - 'a' ? 'a' + place : c;
  }

  private static boolean isOfAlphabet(int c, int first) {
    return c >= first && c <= first + 'z' - 'a';
  }
}
