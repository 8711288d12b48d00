package hubbub.topic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The messages that a topic still has: its history, and behind that whatever a node's log of
/// frames could have, so that a message which is to be deleted is found wherever it stands.
///
/// Bounds: never less than the history; beyond that, as the log but for twice its time, 4,096 told
/// frames, 1 MiB and 60 s. Looked at when a message comes, and when none has come for so long.
final class Messages {
  private static final int MAX_FRAMES = 4096;
  private static final int MAX_BYTES = 1 << 20;
  private static final long MAX_AGE_MILLIS = 60_000;

  private final int historySize;
  private final int historyBytes;
  private ArrayDeque<Line> lines = new ArrayDeque<>(1);
  private long bytes;

  /// A message in its place; a hidden one was cleared, and stands here only for the log's sake.
  private record Line(Change change, boolean isHidden) {
    Event.Message message() {
      return message(change);
    }

    static Event.Message message(Change change) {
      return (Event.Message) change.event();
    }
  }

  Messages(int historySize, int historyBytes) {
    this.historySize = historySize;
    this.historyBytes = historyBytes;
  }

  /// Adds the newest message.
  void add(Change change) {
    lines.addLast(new Line(change, false));
    bytes += change.frame().length;
    while (isBeyondHistory() && isBeyondLog(lines.getFirst().change(), change)) {
      bytes -= lines.removeFirst().change().frame().length;
    }
  }

  /// When everything behind history is too old for any log: if no message comes until then.
  long dueAt() {
    return isBeyondHistory() ? lines.getLast().change().at() + MAX_AGE_MILLIS : Deadline.NEVER;
  }

  /// Forgets what is behind history, if it is time to.
  void trim(long now) {
    while (dueAt() <= now) {
      bytes -= lines.removeFirst().change().frame().length;
    }
  }

  private boolean isBeyondHistory() {
    return lines.size() > historySize || bytes > historyBytes;
  }

  private boolean isBeyondLog(Change oldest, Change newest) {
    return lines.size() > MAX_FRAMES
        || newest.seq() - oldest.seq() >= MAX_FRAMES
        || bytes > MAX_BYTES
        || newest.at() - oldest.at() > MAX_AGE_MILLIS;
  }

  /// What a new member gets, oldest first, within the caps.
  List<Change> history() {
    List<Change> newestFirst = new ArrayList<>();
    long room = historyBytes;
    Iterator<Line> from = lines.descendingIterator();
    for (int seen = 0; seen < historySize && from.hasNext(); seen++) {
      Line line = from.next();
      room -= line.change().frame().length;
      if (room < 0) {
        break;
      }
      if (!line.isHidden()) {
        newestFirst.add(line.change());
      }
    }
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  /// At most `limit` of the history before `beforeSeq`, oldest first.
  List<Change> before(long beforeSeq, int limit) {
    List<Change> all = history();
    int end = all.size();
    while (end > 0 && all.get(end - 1).seq() >= beforeSeq) {
      end--;
    }
    return all.subList(Math.max(0, end - Math.max(0, limit)), end);
  }

  Optional<Change> find(String id) {
    Iterator<Line> newestFirst = lines.descendingIterator();
    while (newestFirst.hasNext()) {
      Line line = newestFirst.next();
      if (line.message().id().equals(id)) {
        return Optional.of(line.change());
      }
    }
    return Optional.empty();
  }

  /// The highest rank that somebody had when writing what still stands.
  Optional<Rank> highestRank(MemberId author) {
    return lines.stream()
        .map(Line::message)
        .filter(message -> message.from().id().equals(author) && !message.deleted())
        .map(message -> message.from().rank())
        .max(Comparator.naturalOrder());
  }

  /// Makes a tombstone of that message.
  List<Change> delete(String id, Grave grave) {
    return bury(message -> message.id().equals(id), false, grave);
  }

  /// Makes tombstones of the messages of one author, or of all, and takes them out of history.
  List<Change> clear(Optional<MemberId> author, Grave grave) {
    return bury(
        message -> author.isEmpty() || author.get().equals(message.from().id()), true, grave);
  }

  /// How a tombstone is encoded.
  interface Grave {
    byte[] frame(Change buried, Event.Message tombstone);
  }

  private List<Change> bury(Predicate<Event.Message> which, boolean isHidden, Grave grave) {
    List<Change> buried = new ArrayList<>();
    ArrayDeque<Line> left = new ArrayDeque<>(lines.size() + 1);
    for (Line line : lines) {
      boolean isMeant = which.test(line.message());
      if (isMeant && !line.message().deleted()) {
        Change tombstone = tombstone(line.change(), grave);
        bytes += tombstone.frame().length - line.change().frame().length;
        buried.add(tombstone);
        left.addLast(new Line(tombstone, isHidden || line.isHidden()));
      } else {
        left.addLast(isMeant && isHidden ? new Line(line.change(), true) : line);
      }
    }
    lines = left;
    return buried;
  }

  private static Change tombstone(Change change, Grave grave) {
    Event.Message said = Line.message(change);
    Event.Message tombstone =
        new Event.Message(said.id(), said.from(), "", said.nonce(), Optional.empty(), true);
    byte[] frame = grave.frame(change, tombstone);
    return new Change(change.rev(), change.seq(), change.at(), change.cause(), tombstone, frame);
  }

  Messages copy() {
    Messages copy = new Messages(historySize, historyBytes);
    copy.lines = lines.clone();
    copy.bytes = bytes;
    return copy;
  }
}
