package hubbub.cluster.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.sim.History.Act;
import hubbub.cluster.sim.History.End;
import hubbub.cluster.sim.History.Item;
import hubbub.cluster.sim.History.Kind;
import hubbub.cluster.sim.History.Place;
import hubbub.cluster.sim.HistoryCheck.Promises;
import hubbub.topic.Epoch;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState.EpochSpan;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Each promise can be broken, and that is found.
class HistoryCheckTest {
  private static final TopicName ROOM = new TopicName("room:0");
  private static final long BORN = 1_000;

  private final History history = new History();

  private static EpochSpan span(String epoch, long lastSeq) {
    return new EpochSpan(new Epoch(epoch), lastSeq);
  }

  private static Item.Seeded seeded(long bornAt, EpochSpan... reigns) {
    return new Item.Seeded(List.of(reigns), bornAt, List.of());
  }

  private static Item.Seeded seeded(EpochSpan... reigns) {
    return seeded(BORN, reigns);
  }

  private static Item.Told told(String epoch, long seq, String body) {
    return new Item.Told(new Place(epoch, seq), "message id" + body + " " + body);
  }

  private void reader(String name, Item... items) {
    Stream.of(items).forEach(history.stream(name, ROOM)::add);
  }

  private void end(EpochSpan... reigns) {
    history.end(new End(ROOM, "n0", seeded(reigns)));
  }

  private Act act(String text, long askedAt) {
    Act act = history.act(ROOM, Kind.MESSAGE, text, askedAt);
    act.asked(true);
    return act;
  }

  private static Outcome sent(long seq) {
    return new Outcome.Sent("id", seq, 0);
  }

  private List<String> violations() {
    return HistoryCheck.violations(history, new Promises(true, Set.of(ROOM)));
  }

  private void assertFound(String part) {
    List<String> found = violations();
    assertEquals(1, found.size(), found.toString());
    assertTrue(found.getFirst().contains(part), found.toString());
  }

  @Nested
  class A_history_in_which_all_is_well {
    @Test
    void has_no_violations() {
      reader(
          "ann",
          seeded(span("a", 0)),
          told("a", 1, "one"),
          new Item.EpochBegan("b", 1),
          told("b", 2, "two"),
          new Item.Recovered(List.of(span("a", 1), span("b", 2), span("c", 2)), BORN),
          told("c", 3, "three"));
      act("one", 1).answered(sent(1), BORN, 2);
      act("two", 3).answered(sent(2), BORN, 4);
      act("three", 3).answered(sent(3), BORN, 5);
      act("four", 3).answered(Outcome.refused(Reason.MUTED), BORN, 5);
      end(span("a", 1), span("b", 2), span("c", 3));
      assertEquals(List.of(), violations());
    }
  }

  @Nested
  class A_reader {
    @Test
    void misses_nothing() {
      reader("ann", seeded(span("a", 0)), told("a", 2, "two"));
      assertFound("was told of a/2 after a/0");
    }

    @Test
    void is_told_nothing_twice() {
      reader("ann", seeded(span("a", 0)), told("a", 1, "one"), told("a", 1, "one"));
      assertFound("was told of a/1 after a/1");
    }

    @Test
    void may_miss_something_if_it_begins_anew() {
      reader("ann", seeded(span("a", 0)), seeded(span("a", 5)), told("a", 6, "six"));
      assertEquals(List.of(), violations());
    }

    @Test
    void is_told_everything_when_it_is_recovered() {
      reader("ann", seeded(span("a", 0)), new Item.Recovered(List.of(span("a", 1)), BORN));
      assertFound("was recovered at a/1");
    }

    @Test
    void hears_of_an_epoch_where_it_begins() {
      reader("ann", seeded(span("a", 3)), new Item.EpochBegan("b", 2));
      assertFound("was told that b began after 2");
    }

    @Test
    void is_told_the_same_as_others() {
      reader("ann", seeded(span("a", 0)), told("a", 1, "one"));
      reader("ben", seeded(span("a", 0)), told("a", 1, "other"));
      assertFound("a/1 is 'message idother other'");
    }

    @Test
    void agrees_with_others_on_where_an_epoch_begins() {
      reader("ann", seeded(span("a", 3), span("b", 3)));
      reader("ben", seeded(span("a", 4), span("b", 4)));
      assertFound("b follows a/4, but for others a/3");
    }
  }

  @Nested
  class What_was_acknowledged {
    @Test
    void is_not_lost() {
      act("one", 1).answered(sent(1), BORN, 2);
      end(span("a", 0));
      assertFound("'one' in room:0 was acknowledged at 1, and is lost");
    }

    @Test
    void is_not_lost_to_something_else_at_its_place() {
      reader("ann", seeded(span("a", 0)), told("a", 1, "other"));
      act("one", 1).answered(sent(1), BORN, 2);
      end(span("a", 1));
      assertFound("'one' in room:0 was acknowledged at 1, and is lost");
    }

    @Test
    void may_be_lost_if_too_many_nodes_were() {
      act("one", 1).answered(sent(1), BORN, 2);
      end(span("a", 0));
      assertEquals(List.of(), HistoryCheck.violations(history, new Promises(false, Set.of(ROOM))));
    }

    @Test
    void is_at_its_seq() {
      reader("ann", seeded(span("a", 0)), told("a", 1, "one"), told("a", 2, "two"));
      act("one", 1).answered(sent(2), BORN, 2);
      end(span("a", 2));
      assertFound("was acknowledged at 2, but is at [1]");
    }

    @Test
    void comes_before_what_was_asked_for_later() {
      reader("ann", seeded(span("a", 0)), told("a", 1, "one"), told("a", 2, "two"));
      act("two", 1).answered(sent(2), BORN, 2);
      act("one", 3).answered(sent(1), BORN, 4);
      end(span("a", 2));
      assertFound("'one' in room:0 at 1 was asked for after 'two'");
    }

    @Test
    void is_in_the_order_in_which_a_membership_asked() {
      reader("ann", seeded(span("a", 0)), told("a", 1, "one"), told("a", 2, "two"));
      for (String text : List.of("two", "one")) {
        Act act = history.act(ROOM, Kind.MESSAGE, text, text.equals("two") ? 1 : 2);
        act.asked(new MembershipId(7));
        act.answered(sent(text.equals("two") ? 2 : 1), BORN, 5);
      }
      end(span("a", 2));
      assertFound("by the same membership");
    }

    @Test
    void may_be_a_title() {
      reader("ann", seeded(span("a", 0)), told("a", 1, "one"));
      Act title = history.act(ROOM, Kind.TITLE, "new", 1);
      title.asked(false);
      title.answered(Outcome.OK, BORN, 2);
      end(span("a", 1));
      assertFound("'new' in room:0 was acknowledged, and is lost");
    }
  }

  @Nested
  class Everything {
    @Test
    void happens_once() {
      reader("ann", seeded(span("a", 0)), told("a", 1, "one"), told("a", 2, "one"));
      end(span("a", 2));
      assertFound("'one' happened at [1, 2]");
    }

    @Test
    void that_was_refused_does_not_happen() {
      reader("ann", seeded(span("a", 0)), told("a", 1, "one"));
      act("one", 1).answered(Outcome.refused(Reason.UNAVAILABLE), BORN, 2);
      end(span("a", 1));
      assertFound("'one' in room:0 was refused");
    }

    @Test
    void ends_the_same_on_all_nodes() {
      end(span("a", 1));
      history.end(new End(ROOM, "n1", seeded(span("a", 2))));
      assertFound("room:0 is at a/1 on n0, but at a/2 on n1");
    }
  }

  @Nested
  class A_topic_that_is_to_last {
    @Test
    void does_not_begin_anew() {
      reader("ann", seeded(1, span("a", 0)), seeded(2, span("b", 0)));
      assertFound("room:0 was lost, and began anew");
    }
  }
}
