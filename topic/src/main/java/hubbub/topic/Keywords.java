package hubbub.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What changes the keyword board: messages, messages taken back, moderators, time.
///
/// What people say goes out at most once a second; what a moderator does, at once.
final class Keywords {
  private static final int MAX_LENGTH = 40;

  private final KindSettings.Keywords settings;
  private final int max;
  private @Nullable Terms counted;

  Keywords(KindSettings.Keywords settings) {
    this.settings = settings;
    this.max = settings.max();
  }

  private Terms terms() {
    Terms terms = counted;
    if (terms == null) {
      terms = new Terms(settings);
      counted = terms;
    }
    return terms;
  }

  /// A message was said, by that decision.
  void said(Draft draft, Who who, Command.Send send, Outcome.Sent sent) {
    Person person = who.person();
    if (person == null || send.terms().isEmpty() || max == 0) {
      return;
    }
    Term.Use use = new Term.Use(person.id(), sent.id(), draft.now);
    if (terms().use(send.terms(), use, draft.state.board())) {
      tell(draft);
    }
  }

  /// A message was taken back.
  void deleted(Draft draft, String message) {
    if (terms().withdraw(use -> use.message().equals(message), draft.state.board(), draft.now)) {
      tell(draft);
    }
  }

  /// One member's messages were taken back.
  void cleared(Draft draft, MemberId author) {
    if (terms().withdraw(use -> use.who().equals(author), draft.state.board(), draft.now)) {
      tell(draft);
    }
  }

  /// All messages were taken back.
  void cleared(Draft draft) {
    if (terms().withdraw(_ -> true, draft.state.board(), draft.now)) {
      tell(draft);
    }
  }

  /// Takes a keyword off the board, and keeps it from coming back for a while.
  Outcome remove(Draft draft, Command.RemoveKeyword remove) {
    if (!isBetween(1, remove.keyword(), MAX_LENGTH)) {
      return Draft.invalid("keyword", "a string of 1 to " + MAX_LENGTH + " characters");
    }
    Board board = draft.state.board();
    boolean stands =
        board.keywords().stream().anyMatch(one -> isSame(one.keyword(), remove.keyword()));
    if (!stands && remove.blockMillis().isEmpty()) {
      return Draft.refused(Reason.ALREADY);
    }
    terms().remove(remove.keyword(), board);
    remove
        .blockMillis()
        .ifPresent(block ->
            draft.add(
                new Event.KeywordBlocked(remove.keyword(), Deadline.after(draft.now, block))));
    List<Keyword> left = new ArrayList<>(terms().board(board, draft.now));
    left.removeIf(one -> isSame(one.keyword(), remove.keyword()));
    tell(draft, left);
    return Outcome.OK;
  }

  /// Puts a keyword on the board, to stand there whatever people say.
  Outcome pin(Draft draft, Command.PinKeyword pin) {
    String keyword = pin.keyword().strip();
    if (keyword.isEmpty()) {
      return Draft.refused(Reason.EMPTY);
    }
    if (!isBetween(1, keyword, MAX_LENGTH)) {
      return Draft.refused(Reason.TOO_LONG, "max", (long) MAX_LENGTH);
    }
    List<Keyword> stand = new ArrayList<>(terms().board(draft.state.board(), draft.now));
    stand.removeIf(one -> isSame(one.keyword(), keyword));
    long pinned = stand.stream().filter(Keyword::pinned).count();
    if (pinned >= max) {
      return Draft.invalid("keyword", "at most " + max + " pinned");
    }
    OptionalLong until = Ruling.untilAt(draft, pin.ttlMillis());
    stand.add((int) pinned, new Keyword(keyword, until.orElse(Deadline.NEVER), true));
    if (draft.state.board().isBlocked(keyword, draft.now)) {
      draft.add(new Event.KeywordBlocked(keyword, draft.now));
    }
    tell(draft, stand.subList(0, Math.min(max, stand.size())));
    return Outcome.OK;
  }

  /// Tells what has changed by `now`, if it is time to.
  void tell(Draft draft) {
    Board board = draft.state.board();
    if (board.isDue(draft.now)) {
      tell(draft, terms().board(board, draft.now));
    } else {
      board.changesSoon();
    }
  }

  private static void tell(Draft draft, List<Keyword> now) {
    if (!now.equals(draft.state.board().keywords())) {
      draft.add(new Event.KeywordsChanged(now));
    } else {
      draft.state.board().changedNothing();
    }
  }

  private static boolean isBetween(int min, String text, int max) {
    int length = text.codePointCount(0, text.length());
    return length >= min && length <= max;
  }

  private static boolean isSame(String one, String other) {
    return Board.keyOf(one).equals(Board.keyOf(other));
  }
}
