package hubbub.topic;

import hubbub.topic.extension.KeywordPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Changes the keyword board: for messages, deletions, moderators and expiry.
///
/// Changes by messages and deletions are broadcast at most once a second. A moderator's removals
/// and pins are broadcast at once, like a title: an offensive word must be gone when its removal is
/// answered, and pins are stored only in the board as broadcast.
///
/// The counts, and whether a change waits to be broadcast, are the owner's soft state.
final class KeywordRules {
  private static final int MAX_LENGTH = 40;
  private static final int MOST_PER_MESSAGE = 16;

  private final KindSettings.Keywords settings;
  private final KeywordPolicy policy;
  private final int max;
  private KeywordPolicy.@Nullable Count counted;

  /// Whether a change waits until it may be broadcast.
  private boolean isChangeWaiting;

  KeywordRules(KindSettings.Keywords settings, KeywordPolicy policy) {
    this.settings = settings;
    this.policy = policy;
    this.max = settings.max();
  }

  private KeywordPolicy.Count count(KeywordBoard board) {
    KeywordPolicy.Count count = counted;
    if (count == null) {
      count =
          policy.count(settings, board.keywords().stream().filter(one -> !one.pinned()).toList());
      counted = count;
    }
    return count;
  }

  /// Counts the terms of a message, of that author and with that id, that the decision sends.
  void said(DecisionBuilder decision, MemberId author, List<String> said, String message) {
    if (said.isEmpty() || max == 0) {
      return;
    }
    KeywordBoard board = decision.state.board();
    List<String> terms =
        said.stream()
            .limit(MOST_PER_MESSAGE)
            .filter(term -> isForm(term) && !board.isBlocked(term, decision.now))
            .toList();
    KeywordPolicy.Use use = new KeywordPolicy.Use(author, message, decision.now);
    if (count(board).used(terms, use)) {
      tell(decision);
    }
  }

  /// Withdraws the uses of a deleted message.
  void deleted(DecisionBuilder decision, String message) {
    withdrawn(decision, use -> use.message().equals(message));
  }

  /// Withdraws the uses of one member's messages.
  void cleared(DecisionBuilder decision, MemberId author) {
    withdrawn(decision, use -> use.who().equals(author));
  }

  private void withdrawn(DecisionBuilder decision, Predicate<KeywordPolicy.Use> which) {
    if (count(decision.state.board()).withdrawn(which, decision.now)) {
      tell(decision);
    }
  }

  /// Starts over with an empty count, because all messages were cleared.
  void cleared(DecisionBuilder decision) {
    counted = policy.count(settings, List.of());
    tell(decision);
  }

  /// Removes a keyword from the board, and blocks it for a while if asked to.
  Outcome remove(DecisionBuilder decision, Command.RemoveKeyword remove) {
    if (!isForm(remove.keyword())) {
      return Outcome.invalid("keyword", "a string of 1 to " + MAX_LENGTH + " characters");
    }
    KeywordBoard board = decision.state.board();
    boolean stands =
        board.keywords().stream().anyMatch(one -> isSame(one.keyword(), remove.keyword()));
    if (!stands && remove.blockMillis().isEmpty()) {
      return Outcome.refused(Reason.ALREADY);
    }
    count(board).removed(remove.keyword());
    remove
        .blockMillis()
        .ifPresent(block ->
            decision.add(
                new Event.KeywordBlocked(remove.keyword(), Deadline.after(decision.now, block))));
    List<Keyword> left = board(decision);
    left.removeIf(one -> isSame(one.keyword(), remove.keyword()));
    tell(decision, left);
    return Outcome.OK;
  }

  /// Pins a keyword to the board, whatever people say.
  Outcome pin(DecisionBuilder decision, Command.PinKeyword pin) {
    String keyword = pin.keyword().strip();
    if (keyword.isEmpty()) {
      return Outcome.refused(Reason.EMPTY);
    }
    if (!isForm(keyword)) {
      return Outcome.refused(Reason.TOO_LONG, "max", (long) MAX_LENGTH);
    }
    List<Keyword> stand = board(decision);
    stand.removeIf(one -> isSame(one.keyword(), keyword));
    long pinned = stand.stream().filter(Keyword::pinned).count();
    if (pinned >= max) {
      return Outcome.invalid("keyword", "at most " + max + " pinned");
    }
    OptionalLong until = ModeRules.untilAt(decision, pin.ttlMillis());
    stand.add((int) pinned, new Keyword(keyword, until.orElse(Deadline.NEVER), true));
    if (decision.state.board().isBlocked(keyword, decision.now)) {
      decision.add(new Event.KeywordBlocked(keyword, decision.now));
    }
    tell(decision, stand.subList(0, Math.min(max, stand.size())));
    return Outcome.OK;
  }

  /// When [#tell] must be called next for that board, or [Deadline#NEVER].
  long dueAt(KeywordBoard board) {
    return isChangeWaiting ? board.nextBroadcastAt() : board.dueAt();
  }

  /// Records that the board was broadcast.
  void told() {
    isChangeWaiting = false;
  }

  /// Broadcasts the board if it has changed and a broadcast may be sent now; else waits with it.
  void tell(DecisionBuilder decision) {
    if (decision.now >= decision.state.board().nextBroadcastAt()) {
      tell(decision, board(decision));
    } else {
      isChangeWaiting = true;
    }
  }

  /// The board as it should be: pinned keywords first, then the heaviest.
  private List<Keyword> board(DecisionBuilder decision) {
    KeywordBoard board = decision.state.board();
    List<Keyword> stand = new ArrayList<>();
    for (Keyword one : board.keywords()) {
      if (one.pinned() && decision.now < one.expiresAt()) {
        stand.add(one);
      }
    }
    count(board).board(decision.now).stream()
        .filter(one -> !one.pinned() && decision.now < one.expiresAt() && isForm(one.keyword()))
        .filter(one -> !board.isBlocked(one.keyword(), decision.now))
        .filter(one -> !board.isPinned(one.keyword(), decision.now))
        .limit(Math.max(0, max - stand.size()))
        .forEach(stand::add);
    return stand;
  }

  private void tell(DecisionBuilder decision, List<Keyword> now) {
    if (!now.equals(decision.state.board().keywords())) {
      decision.add(new Event.KeywordsChanged(now));
    } else {
      isChangeWaiting = false;
    }
  }

  private static boolean isForm(String keyword) {
    return !keyword.isBlank() && keyword.codePointCount(0, keyword.length()) <= MAX_LENGTH;
  }

  private static boolean isSame(String one, String other) {
    return Keyword.keyOf(one).equals(Keyword.keyOf(other));
  }
}
