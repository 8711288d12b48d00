package hubbub.topic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The messages a topic still has: its history, and older ones that a node's log may still have, so
/// that a deletion finds them wherever they are.
///
/// Keeps at least the history. Beyond that, keeps what a log may have: 4,096 told frames, 1 MiB,
/// and 60 s, which is twice the log's own limit. Trimmed when a message arrives, and once none has
/// arrived for 60 s.
final class Messages {
  private static final int MAX_FRAMES = 4096;
  private static final int MAX_BYTES = 1 << 20;
  private static final long MAX_AGE_MILLIS = 60_000;

  private int historySize;
  private final int historyBytes;
  private ArrayDeque<Change> messages = new ArrayDeque<>(1);

  /// The seqs of cleared messages, which are kept only because a log may have them.
  private Set<Long> hidden = Set.of();

  private long bytes;

  Messages(int historySize, int historyBytes) {
    this.historySize = historySize;
    this.historyBytes = historyBytes;
  }

  /// New members get at most that many from now on.
  void limit(int most) {
    historySize = most;
  }

  /// Adds the newest message.
  void add(Change change) {
    messages.addLast(change);
    bytes += change.frame().length;
    while (isBeyondHistory() && isBeyondLog(messages.getFirst(), change)) {
      removeOldest();
    }
  }

  private void removeOldest() {
    Change oldest = messages.removeFirst();
    bytes -= oldest.frame().length;
    if (hidden.contains(oldest.seq())) {
      hidden.remove(oldest.seq());
      hidden = hidden.isEmpty() ? Set.of() : hidden;
    }
  }

  /// When everything older than the history is too old for any log, unless another message arrives.
  long dueAt() {
    return isBeyondHistory() ? messages.getLast().at() + MAX_AGE_MILLIS : Deadline.NEVER;
  }

  /// Removes messages older than the history, if they are due.
  void trim(long now) {
    while (dueAt() <= now) {
      removeOldest();
    }
  }

  private boolean isBeyondHistory() {
    return messages.size() > historySize || bytes > historyBytes;
  }

  private boolean isBeyondLog(Change oldest, Change newest) {
    return messages.size() > MAX_FRAMES
        || newest.seq() - oldest.seq() >= MAX_FRAMES
        || bytes > MAX_BYTES
        || newest.at() - oldest.at() > MAX_AGE_MILLIS;
  }

  /// The size of all of them, as sent to members.
  long bytes() {
    return bytes;
  }

  /// The messages that a new member gets, oldest first, within the caps.
  List<Change> history() {
    List<Change> newestFirst = new ArrayList<>();
    long room = historyBytes;
    Iterator<Change> from = messages.descendingIterator();
    for (int seen = 0; seen < historySize && from.hasNext(); seen++) {
      Change change = from.next();
      room -= change.frame().length;
      if (room < 0) {
        break;
      }
      if (!hidden.contains(change.seq())) {
        newestFirst.add(change);
      }
    }
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  /// The newest `limit` messages of the history before `beforeSeq`, oldest first.
  List<Change> before(long beforeSeq, int limit) {
    List<Change> all = history();
    int end = all.size();
    while (end > 0 && all.get(end - 1).seq() >= beforeSeq) {
      end--;
    }
    return all.subList(Math.max(0, end - Math.max(0, limit)), end);
  }

  Optional<Change> find(String id) {
    return newest(change -> message(change).id().equals(id));
  }

  /// The message sent by a command, even if since deleted or cleared.
  Optional<Change> saidBy(Change.Cause cause) {
    return newest(change -> cause.equals(change.cause()));
  }

  /// The message that `author` sent with that nonce, even if since deleted or cleared.
  Optional<Change> saidBy(MemberId author, String nonce) {
    return newest(change ->
        message(change).from().id().equals(author)
            && message(change).nonce().equals(Optional.of(nonce)));
  }

  private Optional<Change> newest(Predicate<Change> which) {
    Iterator<Change> newestFirst = messages.descendingIterator();
    while (newestFirst.hasNext()) {
      Change change = newestFirst.next();
      if (which.test(change)) {
        return Optional.of(change);
      }
    }
    return Optional.empty();
  }

  /// The highest rank that `author` had when writing any message not deleted since.
  Optional<Rank> highestRank(MemberId author) {
    return messages.stream()
        .map(Messages::message)
        .filter(message -> message.from().id().equals(author) && !message.deleted())
        .map(message -> message.from().rank())
        .max(Comparator.naturalOrder());
  }

  /// Those of one author, oldest first, tombstones included.
  List<Change> by(MemberId author) {
    return messages.stream().filter(it -> message(it).from().id().equals(author)).toList();
  }

  /// Forgets all messages of one author, tombstones included.
  void forget(MemberId author) {
    for (Change gone : by(author)) {
      messages.remove(gone);
      bytes -= gone.frame().length;
      if (hidden.contains(gone.seq())) {
        hidden.remove(gone.seq());
      }
    }
    hidden = hidden.isEmpty() ? Set.of() : hidden;
  }

  /// Replaces a message by a tombstone.
  ///
  /// @return the new tombstones
  List<Change> delete(String id, TombstoneEncoder encoder) {
    return replace(message -> message.id().equals(id), false, encoder);
  }

  /// Replaces all messages, or those of one author, by tombstones, and removes them from the
  /// history.
  ///
  /// @return the new tombstones
  List<Change> clear(Optional<MemberId> author, TombstoneEncoder encoder) {
    return replace(
        message -> author.isEmpty() || author.get().equals(message.from().id()), true, encoder);
  }

  /// Encodes the tombstone that replaces a message.
  interface TombstoneEncoder {
    byte[] frame(Change message, Event.Message tombstone);
  }

  private List<Change> replace(
      Predicate<Event.Message> which, boolean isHiding, TombstoneEncoder encoder) {
    List<Change> tombstones = new ArrayList<>();
    ArrayDeque<Change> left = new ArrayDeque<>(messages.size() + 1);
    for (Change change : messages) {
      boolean isMeant = which.test(message(change));
      if (isMeant && isHiding) {
        hide(change.seq());
      }
      if (isMeant && !message(change).deleted()) {
        Change tombstone = tombstone(change, encoder);
        bytes += tombstone.frame().length - change.frame().length;
        tombstones.add(tombstone);
        left.addLast(tombstone);
      } else {
        left.addLast(change);
      }
    }
    messages = left;
    return tombstones;
  }

  private void hide(long seq) {
    if (hidden.isEmpty()) {
      hidden = new HashSet<>();
    }
    hidden.add(seq);
  }

  private static Change tombstone(Change change, TombstoneEncoder encoder) {
    Event.Message said = message(change);
    Event.Message tombstone =
        new Event.Message(said.id(), said.from(), "", said.nonce(), Optional.empty(), true);
    byte[] frame = encoder.frame(change, tombstone);
    return new Change(change.rev(), change.seq(), change.at(), change.cause(), tombstone, frame);
  }

  private static Event.Message message(Change change) {
    return (Event.Message) change.event();
  }

  /// Takes back the next newer message of an image. What these settings keep no longer goes with
  /// the next message that is sent.
  void restore(TopicImage.Kept kept) {
    messages.addLast(kept.message());
    bytes += kept.message().frame().length;
    if (kept.isHidden()) {
      hide(kept.message().seq());
    }
  }

  TopicImage.Messages image() {
    return new TopicImage.Messages(List.copyOf(messages), hidden);
  }
}
