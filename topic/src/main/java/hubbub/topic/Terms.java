package hubbub.topic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The owner's counts of the terms that people use: soft state, outside the topic's own, and lost
/// with the owner. Bounded: a few hundred candidates, the longest unused go first, and four boards
/// of those that were born, the lightest go first.
final class Terms {
  private static final int MOST_CANDIDATES = 256;
  private static final int MOST_PER_MESSAGE = 16;
  private static final int MOST_LENGTH = 40;
  private static final int BOARDS = 4;

  private final KindSettings.Keywords settings;
  private final LinkedHashMap<String, Term> candidates = new LinkedHashMap<>(2, 0.75f, true);
  private final Map<String, Term> born = new HashMap<>(2);
  private boolean hasAdopted;

  Terms(KindSettings.Keywords settings) {
    this.settings = settings;
  }

  /// Counts the terms of a message.
  ///
  /// @return whether one of them stands, or came to be fit to
  boolean use(List<String> terms, Term.Use use, Board board) {
    adopt(board);
    boolean touches = false;
    for (String term : terms.subList(0, Math.min(terms.size(), MOST_PER_MESSAGE))) {
      if (!term.isBlank() && term.codePointCount(0, term.length()) <= MOST_LENGTH) {
        touches |= use(term, use, board);
      }
    }
    return touches;
  }

  private boolean use(String shown, Term.Use use, Board board) {
    String key = Board.keyOf(shown);
    if (board.isBlocked(key, use.at())) {
      return false;
    }
    Term standing = born.get(key);
    if (standing != null && isAlive(standing, use.at())) {
      standing.use(use, halfLife());
      return true;
    }
    born.remove(key);
    Term candidate = candidates.computeIfAbsent(key, _ -> new Term(shown));
    candidate.forget(use.at() - settings.windowMillis());
    candidate.use(use, halfLife());
    if (candidate.hasPeople(settings.people())) {
      candidates.remove(key);
      bear(key, candidate, use.at());
      return true;
    }
    if (candidates.size() > MOST_CANDIDATES) {
      candidates.pollFirstEntry();
    }
    return false;
  }

  private void bear(String key, Term term, long now) {
    born.values().removeIf(other -> !isAlive(other, now));
    born.put(key, term);
    if (born.size() > BOARDS * Math.max(1, settings.max())) {
      born.entrySet().stream()
          .min(Comparator.comparingDouble(entry -> entry.getValue().weightAt(now, halfLife())))
          .map(Map.Entry::getKey)
          .ifPresent(born::remove);
    }
  }

  /// Takes back the uses in messages that are gone.
  ///
  /// @return whether what is born changed
  boolean withdraw(Predicate<Term.Use> which, Board board, long now) {
    adopt(board);
    boolean touches = false;
    for (Iterator<Term> all = born.values().iterator(); all.hasNext(); ) {
      Term term = all.next();
      if (term.withdraw(which, now, halfLife())) {
        touches = true;
        if (term.isSpent() || !term.hasPeople(settings.people())) {
          all.remove();
        }
      }
    }
    for (Term term : candidates.values()) {
      term.withdraw(which, now, halfLife());
    }
    candidates.values().removeIf(Term::isSpent);
    return touches;
  }

  /// Forgets a term altogether.
  void remove(String keyword, Board board) {
    adopt(board);
    born.remove(Board.keyOf(keyword));
    candidates.remove(Board.keyOf(keyword));
  }

  /// The board as it should stand at `now`: pinned ones first, then the heaviest.
  List<Keyword> board(Board board, long now) {
    adopt(board);
    List<Keyword> stand = new ArrayList<>();
    for (Keyword one : board.keywords()) {
      if (one.pinned() && now < one.expiresAt()) {
        stand.add(one);
      }
    }
    born.entrySet().stream()
        .filter(entry -> isAlive(entry.getValue(), now))
        .filter(entry -> !board.isBlocked(entry.getKey(), now))
        .filter(entry -> !board.isPinned(entry.getKey(), now))
        .map(Map.Entry::getValue)
        .sorted(heaviestFirst(now))
        .limit(Math.max(0, settings.max() - stand.size()))
        .forEach(term -> stand.add(new Keyword(term.shown(), endOf(term), false)));
    return stand;
  }

  private Comparator<Term> heaviestFirst(long now) {
    return Comparator.comparingDouble((Term term) -> -term.weightAt(now, halfLife()))
        .thenComparing(Term::shown);
  }

  /// A new owner has a board but no counts: what stands goes on standing, in that order.
  private void adopt(Board board) {
    if (hasAdopted) {
      return;
    }
    hasAdopted = true;
    double weight = board.keywords().size() + settings.people();
    for (Keyword one : board.keywords()) {
      if (!one.pinned()) {
        long usedAt = one.expiresAt() - settings.ttlMillis();
        born.put(Board.keyOf(one.keyword()), new Term(one.keyword(), usedAt, weight--));
      }
    }
  }

  private boolean isAlive(Term term, long now) {
    return now < endOf(term);
  }

  private long endOf(Term term) {
    return Deadline.after(term.usedAt(), settings.ttlMillis());
  }

  private long halfLife() {
    return Math.max(1, settings.ttlMillis() / 2);
  }

  /// How many terms are counted.
  int size() {
    return candidates.size() + born.size();
  }
}
