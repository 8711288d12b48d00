package hubbub.logging;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A log for lines that an outsider can cause at will. Logs one line per subject and minute, for at
/// most [#MAX_SUBJECTS] subjects a minute. One more line at the end of the minute counts what was
/// left out. A minute begins with its first line. Any thread.
///
/// Subjects come from outside, so they are made [printable][#printable].
public final class ThrottledLog {
  static final int MAX_SUBJECTS = 10;
  static final Duration MINUTE = Duration.ofMinutes(1);

  private static final int MAX_CHARACTERS = 100;

  private final Logger log;
  private final BiConsumer<Runnable, Duration> later;

  /// The subjects logged in this minute, each with the number of its lines left out since.
  private final Map<String, Integer> leftOut = new LinkedHashMap<>();

  private int leftOutOfOthers;

  /// A log named after class `of`.
  public ThrottledLog(Class<?> of) {
    this(
        LoggerFactory.getLogger(of),
        (task, delay) ->
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(task));
  }

  /// `later` runs a task after a delay.
  ThrottledLog(Logger log, BiConsumer<Runnable, Duration> later) {
    this.log = log;
    this.later = later;
  }

  /// Logs a warning about `subject`, which replaces `{}` in `message`.
  public void warn(String message, String subject) {
    if (count(subject)) {
      log.warn(message, printable(subject));
    }
  }

  /// Logs a bug that an outsider triggered; its class and the line that threw it are the subject.
  public void error(String message, Throwable bug) {
    StackTraceElement[] trace = bug.getStackTrace();
    String place = trace.length == 0 ? "" : " at " + trace[0];
    if (count(bug.getClass().getName() + place)) {
      log.error(message, bug);
    }
  }

  /// Counts a line about `subject`.
  ///
  /// @return whether it is to be logged
  boolean count(String subject) {
    return countPrintable(printable(subject));
  }

  private synchronized boolean countPrintable(String subject) {
    if (leftOut.isEmpty()) {
      later.accept(this::endMinute, MINUTE);
    }
    if (leftOut.containsKey(subject)) {
      leftOut.merge(subject, 1, Integer::sum);
      return false;
    }
    if (leftOut.size() == MAX_SUBJECTS) {
      leftOutOfOthers++;
      return false;
    }
    leftOut.put(subject, 0);
    return true;
  }

  private synchronized void endMinute() {
    int all = leftOut.values().stream().mapToInt(Integer::intValue).sum() + leftOutOfOthers;
    if (all > 0) {
      log.warn("Lines left out in the last minute: {} ({})", all, counts());
    }
    leftOut.clear();
    leftOutOfOthers = 0;
  }

  private String counts() {
    Stream<String> ofSubjects =
        leftOut.entrySet().stream()
            .filter(each -> each.getValue() > 0)
            .map(each -> each.getValue() + " about " + each.getKey());
    Stream<String> ofOthers =
        leftOutOfOthers == 0 ? Stream.of() : Stream.of(leftOutOfOthers + " about others");
    return Stream.concat(ofSubjects, ofOthers).collect(Collectors.joining(", "));
  }

  /// Cuts the text to 100 characters, and escapes (`\u202e`) each one that is invisible or changes
  /// how its neighbours are shown: controls, line ends, direction marks.
  public static String printable(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().limit(MAX_CHARACTERS).forEach(each -> append(out, each));
    return text.codePointCount(0, text.length()) > MAX_CHARACTERS ? out + "…" : out.toString();
  }

  private static void append(StringBuilder out, int character) {
    switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          out.append("\\u%04x".formatted(character));
      default -> out.appendCodePoint(character);
    }
  }
}
