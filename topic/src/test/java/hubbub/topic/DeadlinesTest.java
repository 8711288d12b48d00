package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private final Deadlines deadlines = new Deadlines();

  /// Something that ends when a test says.
  private static final class Ending {
    long at;
    final TopicDeadline deadline = new TopicDeadline(TopicDeadline.Of.BOARD, () -> at);

    Ending(long at) {
      this.at = at;
    }
  }

  private Ending ending(long at) {
    Ending ending = new Ending(at);
    deadlines.look(ending.deadline);
    return ending;
  }

  @Test
  void the_soonest_comes_first() {
    ending(30);
    ending(10);
    ending(20);
    assertEquals(OptionalLong.of(10), deadlines.soonest());
  }

  @Test
  void one_that_moves_back_is_looked_at_again() {
    Ending first = ending(10);
    ending(20);
    first.at = 30;
    deadlines.look(first.deadline);
    assertEquals(2, deadlines.size());
    assertEquals(OptionalLong.of(20), deadlines.soonest());
  }

  @Test
  void one_that_moves_forward_is_moved_at_once() {
    ending(10);
    Ending second = ending(20);
    second.at = 5;
    deadlines.look(second.deadline);
    assertEquals(2, deadlines.size());
    assertEquals(OptionalLong.of(5), deadlines.soonest());
  }

  @Test
  void one_that_never_ends_is_not_kept() {
    Ending ending = ending(10);
    ending.at = Deadline.NEVER;
    assertEquals(OptionalLong.empty(), deadlines.soonest());
    assertEquals(0, deadlines.size());
    ending.at = 7;
    deadlines.look(ending.deadline);
    assertEquals(OptionalLong.of(7), deadlines.soonest());
  }

  @Test
  void what_is_due_comes_soonest_first_and_stays_until_it_is_looked_at_again() {
    Ending second = ending(20);
    Ending first = ending(10);
    ending(30);
    List<Deadline> due = List.of(first.deadline, second.deadline);
    assertEquals(due, deadlines.due(29));
    assertEquals(due, deadlines.due(29));
  }

  @Test
  void holds_up_under_random_changes() {
    Random random = new Random(1);
    List<Ending> standing = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      int what = random.nextInt(4);
      if (what == 0 || standing.isEmpty()) {
        standing.add(ending(random.nextInt(1_000)));
      } else if (what == 1) {
        Ending gone = standing.remove(random.nextInt(standing.size()));
        deadlines.remove(gone.deadline);
      } else {
        Ending moved = standing.get(random.nextInt(standing.size()));
        moved.at = random.nextInt(1_000);
        deadlines.look(moved.deadline);
      }
      OptionalLong soonest = standing.stream().mapToLong(one -> one.at).min();
      assertEquals(soonest, deadlines.soonest());
      assertEquals(standing.size(), deadlines.size());
    }
  }
}
