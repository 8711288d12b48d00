package hubbub.topic.extension;

import hubbub.topic.MemberId;
import hubbub.topic.extension.KeywordPolicy.Use;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Predicate;

/// A term that people use, with its latest uses and a weight that decays with a half-life.
final class CountedTerm {
  private final String shown;
  private final int mostUses;
  private final boolean isAdopted;
  private final long adoptedAt;
  private final ArrayDeque<Use> uses = new ArrayDeque<>(2);
  private double weight;
  private long usedAt;

  CountedTerm(String shown, int mostUses) {
    this.shown = shown;
    this.mostUses = mostUses;
    this.isAdopted = false;
    this.adoptedAt = 0;
  }

  /// A term on a board whose counts are lost: last used at `usedAt` by unknown people, with a
  /// weight given by its place there.
  CountedTerm(String shown, int mostUses, long usedAt, double weight) {
    this.shown = shown;
    this.mostUses = mostUses;
    this.isAdopted = true;
    this.adoptedAt = usedAt;
    this.usedAt = usedAt;
    this.weight = weight;
  }

  String shown() {
    return shown;
  }

  long usedAt() {
    return usedAt;
  }

  void use(Use use, long halfLifeMillis) {
    weight = weightAt(use.at(), halfLifeMillis) + 1;
    usedAt = use.at();
    uses.addLast(use);
    if (uses.size() > mostUses) {
      uses.remove(mostExpendable());
    }
  }

  /// The oldest use whose author has a later one; if every author is distinct, the oldest use.
  private Use mostExpendable() {
    Set<MemberId> later = new HashSet<>();
    Use found = uses.getFirst();
    for (Iterator<Use> newestFirst = uses.descendingIterator(); newestFirst.hasNext(); ) {
      Use use = newestFirst.next();
      if (!later.add(use.who())) {
        found = use;
      }
    }
    return found;
  }

  double weightAt(long now, long halfLifeMillis) {
    return weight * Math.pow(0.5, (double) (now - usedAt) / halfLifeMillis);
  }

  /// Forgets uses before `since`; for candidates only.
  void forget(long since) {
    while (!uses.isEmpty() && uses.getFirst().at() < since) {
      uses.removeFirst();
    }
  }

  /// Whether at least `people` people used it. A term with unknown users always has enough.
  boolean hasPeople(int people) {
    Set<MemberId> who = new HashSet<>();
    for (Use use : uses) {
      who.add(use.who());
    }
    return isAdopted || who.size() >= people;
  }

  /// Whether no known use is left: all were withdrawn or forgotten.
  boolean isSpent() {
    return uses.isEmpty();
  }

  /// Withdraws uses, and their weight.
  ///
  /// @return whether there were any
  boolean withdraw(Predicate<Use> which, long now, long halfLifeMillis) {
    double left = weightAt(now, halfLifeMillis);
    boolean any = false;
    for (Iterator<Use> all = uses.iterator(); all.hasNext(); ) {
      Use use = all.next();
      if (which.test(use)) {
        left -= Math.pow(0.5, (double) (now - use.at()) / halfLifeMillis);
        all.remove();
        any = true;
      }
    }
    if (any) {
      usedAt = uses.isEmpty() ? adoptedAt : uses.getLast().at();
      weight = Math.max(0, left) / Math.pow(0.5, (double) (now - usedAt) / halfLifeMillis);
    }
    return any;
  }
}
