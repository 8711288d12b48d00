package hubbub.session.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Words by their first letters, while a [WordAutomaton] is made of them. Confined to one thread.
final class WordTrie {
  private final SortedMap<Character, WordTrie> next = new TreeMap<>();
  private final List<WordEntry> found = new ArrayList<>(0);
  private final List<WordEntry> allowed = new ArrayList<>(0);

  /// Adds a word that is to be found, or is allowed.
  void add(WordEntry word, boolean isAllowed) {
    WordTrie at = this;
    for (int i = 0; i < word.letters().length(); i++) {
      at = at.next.computeIfAbsent(word.letters().charAt(i), _ -> new WordTrie());
    }
    (isAllowed ? at.allowed : at.found).add(word);
  }

  /// What follows here, by the next letter.
  SortedMap<Character, WordTrie> next() {
    return next;
  }

  /// The words that are to be found and end here.
  List<WordEntry> found() {
    return found;
  }

  /// The words that are allowed and end here.
  List<WordEntry> allowed() {
    return allowed;
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
