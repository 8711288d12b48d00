package hubbub.text;

/// A text that grows, in which each run of one letter becomes one, and each group of two or three
/// letters that repeats itself becomes one group: `goooal` is `goal`, `jajajaja` is `ja`. Confined
/// to one thread.
final class Unrepeated {
  private static final int LONGEST_GROUP = 3;

  private final int[] letters;
  private int size;

  /// At most `most` letters fit in.
  Unrepeated(int most) {
    letters = new int[most];
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == letters.length;
  }

  /// Adds a letter, if it fits in.
  void add(int letter) {
    if (isFull()) {
      return;
    }
    letters[size++] = letter;
    for (int group = 1; group <= LONGEST_GROUP; group++) {
      if (isRepeated(group)) {
        size -= group;
        return;
      }
    }
  }

  private boolean isRepeated(int group) {
    if (size < 2 * group) {
      return false;
    }
    for (int i = size - group; i < size; i++) {
      if (letters[i] != letters[i - group]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return new String(letters, 0, size);
  }
}
