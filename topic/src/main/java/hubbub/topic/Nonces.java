package hubbub.topic;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// The replies to a member's latest messages by nonce: at most 64, for 2 minutes.
final class Nonces {
  static final long MEMORY_MILLIS = 120_000;
  static final int MOST = 64;

  private final ArrayDeque<Said> said = new ArrayDeque<>(2);

  private record Said(String nonce, Outcome.Said reply) {
    long endAt() {
      return reply.at() + MEMORY_MILLIS;
    }
  }

  void add(String nonce, Outcome.Said reply) {
    while (!said.isEmpty() && (said.size() >= MOST || said.getFirst().endAt() <= reply.at())) {
      said.removeFirst();
    }
    said.addLast(new Said(nonce, reply));
  }

  Optional<Outcome.Said> find(String nonce, long now) {
    Iterator<Said> newestFirst = said.descendingIterator();
    while (newestFirst.hasNext()) {
      Said one = newestFirst.next();
      if (one.endAt() <= now) {
        return Optional.empty();
      }
      if (one.nonce.equals(nonce)) {
        return Optional.of(one.reply());
      }
    }
    return Optional.empty();
  }

  /// When the last of them expires; 0 if there are none.
  long endAt() {
    return said.isEmpty() ? 0 : said.getLast().endAt();
  }

  List<TopicImage.Said> image() {
    return said.stream().map(one -> new TopicImage.Said(one.nonce, one.reply())).toList();
  }
}
