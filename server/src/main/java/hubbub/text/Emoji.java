package hubbub.text;

import com.ibm.icu.text.UnicodeSet;
import com.ibm.icu.util.BytesTrie;
import com.ibm.icu.util.CharsTrie;
import com.ibm.icu.util.CharsTrieBuilder;
import com.ibm.icu.util.StringTrieBuilder;

/// All emoji that UTS #51 recommends, also without the variation selectors that some keyboards
/// omit.
final class Emoji {
  private static final String SELECTOR = "\ufe0f";
  private static final CharSequence ALL = all();

  private Emoji() {}

  private static CharSequence all() {
    UnicodeSet all = new UnicodeSet("[:RGI_Emoji:]");
    for (String sequence : new UnicodeSet(all).strings()) {
      all.add(sequence.replace(SELECTOR, ""));
    }
    CharsTrieBuilder trie = new CharsTrieBuilder();
    all.forEach(emoji -> trie.add(emoji, 0));
    return trie.buildCharSequence(StringTrieBuilder.Option.FAST);
  }

  /// The end of the longest emoji that begins at `from`; `from` if there is none.
  static int endAt(String text, int from) {
    CharsTrie trie = new CharsTrie(ALL, 0);
    BytesTrie.Result result = trie.first(text.charAt(from));
    int end = from;
    int at = from + 1;
    while (result.hasNext() && at < text.length()) {
      end = result.hasValue() ? at : end;
      result = trie.next(text.charAt(at++));
    }
    return result.hasValue() ? at : end;
  }
}
