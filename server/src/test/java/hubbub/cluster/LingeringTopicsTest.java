package hubbub.cluster;

import static hubbub.cluster.LingeringTopics.TOPIC_BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.cluster.LingeringTopics.Lingering;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which topics end if too many linger. Here there is room for three without messages.
class LingeringTopicsTest {
  private final LingeringTopics topics = new LingeringTopics(3 * TOPIC_BYTES);
  private final List<String> ended = new ArrayList<>();

  private Lingering add(String name, long messageBytes) {
    return topics.add(messageBytes, () -> ended.add(name));
  }

  @Test
  void none_ends_while_there_is_room() {
    add("a", 0);
    add("b", 0);
    add("c", 0);
    assertEquals(List.of(), ended);
  }

  @Test
  void among_equals_the_one_that_has_been_empty_longest_ends() {
    add("a", 0);
    add("b", 0);
    add("c", 0);
    add("d", 0);
    add("e", 0);
    assertEquals(List.of("a", "b"), ended);
  }

  @Test
  void those_with_the_least_history_end_first() {
    add("talked much", 200);
    add("talked", 100);
    add("silent", 0);
    assertEquals(List.of("silent"), ended);
    add("silent again", 0);
    add("and again", 0);
    assertEquals(List.of("silent", "silent again", "and again"), ended);
  }

  @Test
  void as_many_end_as_a_big_one_needs_room() {
    add("a", 0);
    add("b", 0);
    add("big", 2 * TOPIC_BYTES);
    assertEquals(List.of("a", "b"), ended);
  }

  @Test
  void one_that_somebody_has_joined_no_longer_counts() {
    Lingering first = add("a", 0);
    add("b", 0);
    topics.remove(first);
    topics.remove(first);
    add("c", 0);
    add("d", 0);
    assertEquals(List.of(), ended);
  }
}
