package hubbub.topic.extension;

import hubbub.topic.Keyword;
import hubbub.topic.KindSettings;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Counts the terms that people use. A term becomes a keyword when enough people use it within the
/// window, and stays one while it is used. Bounded: 256 candidates, evicting the least recently
/// used; and four boards' worth of keywords, evicting the lightest.
final class TermCounter implements KeywordPolicy.Count {
  private static final int MOST_CANDIDATES = 256;
  private static final int BOARDS = 4;

  private final KindSettings.Keywords settings;
  private final LinkedHashMap<String, CountedTerm> candidates = new LinkedHashMap<>(2, 0.75f, true);
  private final Map<String, CountedTerm> born = new HashMap<>(2);

  /// Continues from a given board: its keywords stay, in that order.
  TermCounter(KindSettings.Keywords settings, List<Keyword> onBoard) {
    this.settings = settings;
    double weight = onBoard.size() + settings.people();
    for (Keyword one : onBoard) {
      long usedAt = one.expiresAt() - settings.ttlMillis();
      born.put(
          Keyword.keyOf(one.keyword()),
          new CountedTerm(one.keyword(), mostUses(), usedAt, weight--));
    }
  }

  @Override
  public boolean used(List<String> terms, KeywordPolicy.Use use) {
    boolean touches = false;
    for (String term : terms) {
      touches |= used(term, use);
    }
    return touches;
  }

  private boolean used(String shown, KeywordPolicy.Use use) {
    String key = Keyword.keyOf(shown);
    CountedTerm known = born.get(key);
    if (known != null && isAlive(known, use.at())) {
      known.use(use, halfLife());
      return true;
    }
    born.remove(key);
    CountedTerm candidate =
        candidates.computeIfAbsent(key, _ -> new CountedTerm(shown, mostUses()));
    candidate.forget(use.at() - settings.windowMillis());
    candidate.use(use, halfLife());
    if (candidate.hasPeople(settings.people())) {
      candidates.remove(key);
      bear(key, candidate, use.at());
      return true;
    }
    keepFew();
    return false;
  }

  private void keepFew() {
    if (candidates.size() > MOST_CANDIDATES) {
      candidates.pollFirstEntry();
    }
  }

  private void bear(String key, CountedTerm term, long now) {
    born.values().removeIf(other -> !isAlive(other, now));
    born.put(key, term);
    if (born.size() > BOARDS * Math.max(1, settings.max())) {
      born.entrySet().stream()
          .min(Comparator.comparingDouble(entry -> entry.getValue().weightAt(now, halfLife())))
          .map(Map.Entry::getKey)
          .ifPresent(born::remove);
    }
  }

  /// A keyword with too few people left becomes a candidate again, with its remaining uses.
  @Override
  public boolean withdrawn(Predicate<KeywordPolicy.Use> which, long now) {
    boolean touches = false;
    candidates.values().forEach(term -> term.withdraw(which, now, halfLife()));
    for (Iterator<Map.Entry<String, CountedTerm>> all = born.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<String, CountedTerm> entry = all.next();
      CountedTerm term = entry.getValue();
      if (term.withdraw(which, now, halfLife())) {
        touches = true;
        if (!term.hasPeople(settings.people())) {
          all.remove();
          candidates.put(entry.getKey(), term);
          keepFew();
        }
      }
    }
    candidates.values().removeIf(CountedTerm::isSpent);
    return touches;
  }

  @Override
  public void removed(String keyword) {
    born.remove(Keyword.keyOf(keyword));
    candidates.remove(Keyword.keyOf(keyword));
  }

  @Override
  public List<Keyword> board(long now) {
    return born.values().stream()
        .filter(term -> isAlive(term, now))
        .sorted(heaviestFirst(now))
        .map(term -> new Keyword(term.shown(), endOf(term), false))
        .toList();
  }

  private Comparator<CountedTerm> heaviestFirst(long now) {
    return Comparator.comparingDouble((CountedTerm term) -> -term.weightAt(now, halfLife()))
        .thenComparing(CountedTerm::shown);
  }

  private boolean isAlive(CountedTerm term, long now) {
    return now < endOf(term);
  }

  private long endOf(CountedTerm term) {
    long end = term.usedAt() + settings.ttlMillis();
    return end < term.usedAt() ? Long.MAX_VALUE : end;
  }

  private long halfLife() {
    return Math.max(1, settings.ttlMillis() / 2);
  }

  /// Twice as many uses as people needed, so that a few withdrawals leave enough to decide by.
  private int mostUses() {
    return Math.max(32, 2 * settings.people());
  }

  /// The number of terms counted.
  int size() {
    return candidates.size() + born.size();
  }
}
