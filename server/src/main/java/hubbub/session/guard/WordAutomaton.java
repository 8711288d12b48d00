package hubbub.session.guard;

import hubbub.text.FoldedWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds many words in one pass (Aho and Corasick, 1975). What is within an entry that is allowed
/// does not count: `*ass*` is not found in `class`, if `class` is allowed. Any thread.
///
/// The states are numbered by breadth, so that a state's children follow one another, and few
/// numbers tell each: topics may have automatons of their own.
final class WordAutomaton implements WordMatcher {
  /// Of each state: the letter that leads to it; its first child, and behind the last state their
  /// number; where to go on if no child has the next letter; the next state on that way at which an
  /// entry ends, or 0; how many letters lead to it.
  private final char[] letter;

  private final int[] child;
  private final int[] otherwise;
  private final int[] shorter;
  private final int[] depth;

  /// The entries that end at a state.
  private final Map<Integer, List<WordEntry>> found = new HashMap<>();

  private final Map<Integer, List<WordEntry>> allowed = new HashMap<>();

  /// The states at which an entry ends.
  private final BitSet ends = new BitSet();

  /// Each entry has a letter or digit in it.
  WordAutomaton(List<String> words, List<String> allowed) {
    WordTrie trie = new WordTrie();
    words.forEach(word -> trie.add(WordEntry.of(word), false));
    allowed.forEach(word -> trie.add(WordEntry.of(word), true));
    List<WordTrie> states = trie.byBreadth();
    letter = new char[states.size()];
    child = new int[states.size() + 1];
    otherwise = new int[states.size()];
    shorter = new int[states.size()];
    depth = new int[states.size()];
    int next = 1;
    for (int state = 0; state < states.size(); state++) {
      child[state] = next;
      for (char each : states.get(state).next().keySet()) {
        letter[next] = each;
        depth[next] = depth[state] + 1;
        next++;
      }
      end(state, states.get(state));
    }
    child[states.size()] = next;
    link();
  }

  private void end(int state, WordTrie its) {
    if (!its.found().isEmpty()) {
      found.put(state, its.found());
      ends.set(state);
    }
    if (!its.allowed().isEmpty()) {
      allowed.put(state, its.allowed());
      ends.set(state);
    }
  }

  /// Where no letter leads on, what was read last may still be the beginning of another entry.
  private void link() {
    for (int state = 0; state < letter.length; state++) {
      for (int next = child[state]; next < child[state + 1]; next++) {
        int other = state == 0 ? 0 : step(otherwise[state], letter[next]);
        otherwise[next] = other;
        shorter[next] = ends.get(other) ? other : shorter[other];
      }
    }
  }

  private int step(int from, char c) {
    int at = from;
    while (true) {
      int next = Arrays.binarySearch(letter, child[at], child[at + 1], c);
      if (next > 0) {
        return next;
      }
      if (at == 0) {
        return 0;
      }
      at = otherwise[at];
    }
  }

  @Override
  public BitSet find(FoldedWords text) {
    BitSet spared = new BitSet();
    List<int[]> spans = new ArrayList<>(0);
    int at = 0;
    for (int i = 0; i < text.size(); i++) {
      at = step(at, text.at(i));
      for (int state = ends.get(at) ? at : shorter[at]; state != 0; state = shorter[state]) {
        int from = i + 1 - depth[state];
        if (fits(allowed, state, text, from)) {
          spared.set(from, i + 1);
        }
        if (fits(found, state, text, from)) {
          spans.add(new int[] {from, i + 1});
        }
      }
    }
    BitSet all = new BitSet();
    for (int[] span : spans) {
      if (spared.nextClearBit(span[0]) < span[1]) {
        all.set(span[0], span[1]);
      }
    }
    return all;
  }

  private static boolean fits(
      Map<Integer, List<WordEntry>> entries, int state, FoldedWords text, int from) {
    for (WordEntry entry : entries.getOrDefault(state, List.of())) {
      if (entry.fits(text, from)) {
        return true;
      }
    }
    return false;
  }
}
