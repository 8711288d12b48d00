package hubbub.topic;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Predicate;

/// A term that people use, with its latest uses and a weight that halves as time goes by.
final class Term {
  private static final int MOST_USES = 32;

  private final String shown;
  private final ArrayDeque<Use> uses = new ArrayDeque<>(2);
  private boolean hasMore;
  private double weight;
  private long usedAt;

  /// Who used it in which message, and when.
  record Use(MemberId who, String message, long at) {}

  Term(String shown) {
    this.shown = shown;
  }

  /// One that stands on a board whose counts are lost: as heavy as its place there says.
  Term(String shown, long usedAt, double weight) {
    this.shown = shown;
    this.usedAt = usedAt;
    this.weight = weight;
    this.hasMore = true;
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
    if (uses.size() > MOST_USES) {
      uses.removeFirst();
      hasMore = true;
    }
  }

  double weightAt(long now, long halfLifeMillis) {
    return weight * Math.pow(0.5, (double) (now - usedAt) / halfLifeMillis);
  }

  /// Forgets uses from before `since`, while it is only a candidate.
  void forget(long since) {
    while (!uses.isEmpty() && uses.getFirst().at() < since) {
      uses.removeFirst();
    }
  }

  boolean hasPeople(int people) {
    if (hasMore) {
      return true;
    }
    Set<MemberId> who = new HashSet<>();
    for (Use use : uses) {
      who.add(use.who());
    }
    return who.size() >= people;
  }

  /// Whether all uses that are known of it were taken back, or are too long ago.
  boolean isSpent() {
    return uses.isEmpty();
  }

  /// Takes uses back, with what they weigh.
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
    if (any && !uses.isEmpty()) {
      usedAt = uses.getLast().at();
    }
    if (any) {
      double back = Math.pow(0.5, (double) (now - usedAt) / halfLifeMillis);
      weight = Math.max(0, left) / back;
    }
    return any;
  }
}
