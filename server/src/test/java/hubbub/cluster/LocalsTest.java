package hubbub.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Nick;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How much may wait here for an owner.
class LocalsTest {
  private static final int ENOUGH = 400;

  private final Locals locals = new Locals(new TopicName("room:x"));

  private Local add(int number) {
    Command.Join join =
        new Command.Join(new MemberId("m"), new Nick("m", "m", "m"), Rank.GUEST, Optional.empty());
    return locals.add(new ToReplica.Join(new MembershipId(number), join, new Ear(), 0));
  }

  private boolean hold(Local local, int number) {
    Command.Send send = OneNode.Seat.say("hello");
    return locals.hold(local, new ToReplica.Send(local.id(), number, send, 0));
  }

  private int holdAll() {
    int held = 0;
    for (int i = 0; i < ENOUGH; i++) {
      Local local = add(i);
      for (int number = 1; number <= 32; number++) {
        held += hold(local, number) ? 1 : 0;
      }
    }
    return held;
  }

  @Test
  void thirty_two_commands_of_one() {
    Local local = add(1);
    for (int number = 1; number <= 32; number++) {
      assertTrue(hold(local, number));
    }

    assertFalse(hold(local, 33));
  }

  @Test
  void ten_thousand_commands_of_all() {
    assertEquals(10_000, holdAll());
  }

  @Test
  void as_many_again_when_they_have_been_asked() {
    holdAll();
    List<ToReplica.Send> asked = new ArrayList<>();
    for (Local local : locals.all()) {
      locals.release(local).forEach(asked::add);
    }

    assertEquals(10_000, asked.size());
    assertTrue(hold(add(ENOUGH), 1));
  }

  @Test
  void as_many_again_when_who_asked_is_gone() {
    holdAll();

    locals.ended(List.copyOf(locals.all()).getFirst(), new Ending.Lost(), 0);

    assertTrue(hold(add(ENOUGH), 1));
  }
}
