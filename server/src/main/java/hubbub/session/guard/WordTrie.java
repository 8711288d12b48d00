package hubbub.session.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Words by their first letters, while a [WordAutomaton] is made of them. Confined to one thread.
final class WordTrie {
  private final SortedMap<Character, WordTrie> next = new TreeMap<>();
  private boolean isFound;
  private boolean isAllowed;

  /// Adds a word that is to be found, or is allowed.
  void add(String word, boolean allowed) {
    WordTrie at = this;
    for (int i = 0; i < word.length(); i++) {
      at = at.next.computeIfAbsent(word.charAt(i), _ -> new WordTrie());
    }
    at.isAllowed |= allowed;
    at.isFound |= !allowed;
  }

  /// What follows here, by the next letter.
  SortedMap<Character, WordTrie> next() {
    return next;
  }

  /// Whether a word that is to be found ends here.
  boolean isFound() {
    return isFound;
  }

  /// Whether a word that is allowed ends here.
  boolean isAllowed() {
    return isAllowed;
  }

  /// This and all below it: those with fewer letters first, then by letters.
  List<WordTrie> byBreadth() {
    List<WordTrie> all = new ArrayList<>(List.of(this));
    for (int i = 0; i < all.size(); i++) {
      all.addAll(all.get(i).next.values());
    }
    return all;
  }
}
