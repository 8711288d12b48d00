package hubbub.topic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What the owners of a registered topic keep out of it, beside what the spam guard keeps out of
/// all topics of its kind.
///
/// @param words entries of a list of words: `grog`, `pirate*`, `*beard`, `*rum*`; after a `+`, a
///   word that is allowed
/// @param action what happens to messages with such words
/// @param allowed domains to which guests may link from the start, in lower case
/// @param denied domains to which nobody may link, in lower case
public record TopicFilter(
    List<String> words, Action action, List<String> allowed, List<String> denied) {
  /// Keeps nothing out.
  public static final TopicFilter NONE =
      new TopicFilter(List.of(), Action.REFUSE, List.of(), List.of());

  public TopicFilter {
    words = List.copyOf(words);
    allowed = List.copyOf(allowed);
    denied = List.copyOf(denied);
  }

  /// What happens to a message with a word that is kept out.
  public enum Action {
    REFUSE,
    /// The words are covered with asterisks.
    MASK,
    /// A moderator has to approve it.
    HOLD;

    private final String word = name().toLowerCase(Locale.ROOT);

    /// The word on the wire: `refuse`, `mask`, `hold`.
    public String word() {
      return word;
    }

    /// The action with that word; empty if there is none.
    public static Optional<Action> of(String word) {
      return Stream.of(values()).filter(it -> it.word.equals(word)).findFirst();
    }
  }

  /// Changes of a filter. Empty fields stay as they are.
  public record Patch(
      Optional<List<String>> words,
      Optional<Action> action,
      Optional<List<String>> allowed,
      Optional<List<String>> denied) {
    /// Changes nothing.
    public static final Patch NONE =
        new Patch(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Whether it keeps nothing out.
  public boolean isEmpty() {
    return words.isEmpty() && allowed.isEmpty() && denied.isEmpty();
  }

  /// This filter, changed; the same object if it is not, so that what was made of it stays good.
  TopicFilter with(Patch patch) {
    TopicFilter changed =
        new TopicFilter(
            patch.words().orElse(words),
            patch.action().orElse(action),
            patch.allowed().orElse(allowed),
            patch.denied().orElse(denied));
    return changed.equals(this) ? this : changed;
  }
}
