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

  private record Said(String nonce, String id, long seq, long at) {
    Outcome.Sent reply() {
      return new Outcome.Sent(id, seq, at);
    }
  }

  void add(String nonce, Outcome.Sent reply) {
    while (!said.isEmpty()
        && (said.size() >= MOST || said.getFirst().at + MEMORY_MILLIS <= reply.at())) {
      said.removeFirst();
    }
    said.addLast(new Said(nonce, reply.id(), reply.seq(), reply.at()));
  }

  Optional<Outcome.Sent> find(String nonce, long now) {
    Iterator<Said> newestFirst = said.descendingIterator();
    while (newestFirst.hasNext()) {
      Said one = newestFirst.next();
      if (one.at + MEMORY_MILLIS <= now) {
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
    return said.isEmpty() ? 0 : said.getLast().at + MEMORY_MILLIS;
  }

  List<TopicImage.Said> image() {
    return said.stream().map(one -> new TopicImage.Said(one.nonce, one.reply())).toList();
  }
}
