package hubbub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.TopicName;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegisteredNamesTest {
  private final RegisteredNames names = new RegisteredNames();

  private static TopicName topic(int number) {
    return new TopicName("room:" + number);
  }

  private void remove(TopicName topic) {
    names.remove(topic, names.additions());
  }

  @Test
  void are_those_added_and_not_removed() {
    Random random = new Random(7);
    Set<Integer> expected = new HashSet<>();
    for (int i = 0; i < 50_000; i++) {
      int number = random.nextInt(5_000);
      if (random.nextInt(3) == 0) {
        expected.remove(number);
        remove(topic(number));
      } else {
        expected.add(number);
        names.add(topic(number).value());
      }
    }
    for (int number = 0; number < 10_000; number++) {
      assertEquals(
          expected.contains(number), names.mayContain(topic(number)), topic(number)::value);
    }
  }

  @Test
  void stay_if_one_was_added_while_theirs_was_being_removed() {
    names.add(topic(1).value());
    long seen = names.additions();
    names.add(topic(1).value());
    names.remove(topic(1), seen);
    assertTrue(names.mayContain(topic(1)));
    remove(topic(1));
    assertFalse(names.mayContain(topic(1)));
  }
}
