package hubbub.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrottledLogTest {
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = new LoggerContext().getLogger("test");
  private final Deque<Runnable> minutes = new ArrayDeque<>();
  private final ThrottledLog log =
      new ThrottledLog(
          logger,
          (task, delay) -> {
            assertEquals(ThrottledLog.MINUTE, delay);
            minutes.add(task);
          });

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  private List<String> said() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private void passMinute() {
    minutes.remove().run();
  }

  @Nested
  class Within_a_minute {
    @Test
    void each_subject_has_one_line() {
      for (int i = 0; i < 3; i++) {
        log.warn("turned away {}", "eve");
        log.warn("turned away {}", "mallory");
      }
      assertEquals(List.of("turned away eve", "turned away mallory"), said());
    }

    @Test
    void an_endless_number_of_subjects_has_only_some_lines() {
      for (int i = 0; i < 100_000; i++) {
        log.warn("turned away {}", "nr " + i);
      }
      assertEquals(ThrottledLog.MAX_SUBJECTS, said().size());
      assertEquals(1, minutes.size());
    }

    @Test
    void a_bug_is_shown_once_for_each_place_where_it_is() {
      for (int i = 0; i < 3; i++) {
        log.error("a bug", new IllegalStateException("nr " + i));
        log.error("a bug", new IllegalArgumentException("nr " + i));
      }
      assertEquals(2, lines.list.size());
      assertEquals("nr 0", lines.list.getFirst().getThrowableProxy().getMessage());
    }
  }

  @Nested
  class At_its_end {
    @Test
    void what_was_left_out_is_counted() {
      for (int i = 0; i < 5; i++) {
        log.warn("turned away {}", "eve");
      }
      for (int i = 1; i < ThrottledLog.MAX_SUBJECTS + 3; i++) {
        log.warn("turned away {}", "nr " + i);
      }
      passMinute();
      assertEquals(
          "Lines left out in the last minute: 7 (4 about eve, 3 about others)", said().getLast());
    }

    @Test
    void nothing_is_said_if_nothing_was_left_out() {
      log.warn("turned away {}", "eve");
      passMinute();
      assertEquals(List.of("turned away eve"), said());
    }

    @Test
    void another_begins_with_the_next_line() {
      log.warn("turned away {}", "eve");
      passMinute();
      assertTrue(minutes.isEmpty());
      log.warn("turned away {}", "eve");
      assertEquals(2, said().size());
      assertEquals(1, minutes.size());
    }
  }

  @Nested
  class Subjects {
    @ParameterizedTest
    @CsvSource({
      "https://a.example, https://a.example",
      "'a\nb', a\\u000ab",
      "'a\u001b[31mb', a\\u001b[31mb",
      "'a\u202eb', a\\u202eb",
      "'a\u2028b', a\\u2028b",
      "'a\u0085b', a\\u0085b",
      "'a\ud800b', a\\ud800b",
      "'日本 é 😀', '日本 é 😀'"
    })
    void are_shown_without_what_would_change_the_line(String subject, String shown) {
      log.warn("{}", subject);
      assertEquals(List.of(shown), said());
    }

    @Test
    void are_cut_by_characters() {
      log.warn("{}", "😀".repeat(101));
      assertEquals("😀".repeat(100) + "…", said().getFirst());
    }
  }
}
