package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeadlineQueueTest {
  private final DeadlineQueue deadlines = new DeadlineQueue();

  private SlotValue ending(long at) {
    SlotEdit.Place place = new SlotEdit.Place(SlotScope.TOPIC, "any");
    SlotValue ending =
        new SlotValue(
            new SlotEdit.Put(place, "", OptionalLong.empty(), OptionalLong.of(at), false));
    deadlines.reschedule(ending);
    return ending;
  }

  private void move(SlotValue ending, long at) {
    ending.touch(at);
    deadlines.reschedule(ending);
  }

  @Test
  void the_soonest_comes_first() {
    ending(30);
    ending(10);
    ending(20);
    assertEquals(OptionalLong.of(10), deadlines.soonest());
  }

  @Test
  void one_that_is_put_off_is_checked_again() {
    SlotValue first = ending(10);
    ending(20);
    move(first, 30);
    assertEquals(2, deadlines.size());
    assertEquals(OptionalLong.of(20), deadlines.soonest());
  }

  @Test
  void one_that_moves_closer_is_moved_at_once() {
    ending(10);
    SlotValue second = ending(20);
    move(second, 5);
    assertEquals(2, deadlines.size());
    assertEquals(OptionalLong.of(5), deadlines.soonest());
  }

  @Test
  void one_that_never_ends_is_not_kept() {
    SlotValue ending = ending(10);
    move(ending, Deadline.NEVER);
    assertEquals(OptionalLong.empty(), deadlines.soonest());
    assertEquals(0, deadlines.size());
    move(ending, 7);
    assertEquals(OptionalLong.of(7), deadlines.soonest());
  }

  @Test
  void what_is_due_stays_queued() {
    SlotValue second = ending(20);
    SlotValue first = ending(10);
    ending(30);
    Set<Deadline> due = Set.of(first, second);
    assertEquals(due, Set.copyOf(deadlines.due(29, 100)));
    assertEquals(due, Set.copyOf(deadlines.due(29, 100)));
  }

  @Test
  void holds_up_under_random_changes() {
    Random random = new Random(1);
    List<SlotValue> queued = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      int what = random.nextInt(4);
      if (what == 0 || queued.isEmpty()) {
        queued.add(ending(random.nextInt(1_000)));
      } else if (what == 1) {
        SlotValue gone = queued.remove(random.nextInt(queued.size()));
        deadlines.remove(gone);
      } else {
        SlotValue moved = queued.get(random.nextInt(queued.size()));
        move(moved, random.nextInt(1_000));
      }
      OptionalLong soonest = queued.stream().mapToLong(SlotValue::dueAt).min();
      assertEquals(soonest, deadlines.soonest());
      assertEquals(queued.size(), deadlines.size());
    }
  }
}
