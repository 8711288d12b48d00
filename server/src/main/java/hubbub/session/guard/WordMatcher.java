package hubbub.session.guard;

import hubbub.text.FoldedWords;
import java.util.BitSet;

/// Finds the entries of a list of words in a text. Any thread.
interface WordMatcher {
  /// The characters of the folded text that belong to an entry.
  BitSet find(FoldedWords text);
}
