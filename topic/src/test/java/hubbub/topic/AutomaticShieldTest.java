package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static hubbub.topic.Outcomes.isSent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// The shield that the spam guard raises because of what people say.
class AutomaticShieldTest {
  private final Room room = new Room();
  private final Guest ann = room.enters("ann");

  AutomaticShieldTest() {
    room.pass(AutomaticShield.SETTLED_MILLIS);
  }

  private Outcome raised(long sinceMillis) {
    return room.decide(
        new Actor.Guard(),
        0,
        new Command.Shield(
            Optional.of(ShieldPreset.SLOW),
            OptionalLong.of(Shield.AUTOMATIC_MILLIS),
            OptionalLong.of(sinceMillis)));
  }

  private Optional<Shield> shield() {
    return room.state.snapshot().at(room.now).shield();
  }

  @Test
  void binds_also_those_who_came_a_while_before_and_everybody_is_told() {
    Guest regular = room.enters("regular");
    room.pass(10_000);
    Guest raider = room.enters("raider");
    room.pass(5_000);
    isOk(raised(5_000));
    assertEquals(Optional.of("spam guard"), room.last(Event.ShieldChanged.class).by());
    AuditEntry entry = room.last(Event.Audited.class).entry();
    assertEquals("shield", entry.act());
    assertEquals(OptionalLong.of(shield().orElseThrow().untilAt()), entry.untilAt());
    isSent(raider.says("one"));
    isRefused(Reason.SLOW, raider.says("two"));
    isSent(regular.says("one"));
    isSent(regular.says("two"));
  }

  @Test
  void lasts_longer_when_it_is_raised_again_but_not_at_each_call() {
    isOk(raised(5_000));
    long since = shield().orElseThrow().since();
    isRefused(Reason.ALREADY, raised(0));
    room.pass(Shield.AUTOMATIC_MILLIS / 2 + 1);
    isOk(raised(0));
    assertEquals(since, shield().orElseThrow().since());
    room.pass(Shield.AUTOMATIC_MILLIS - 1);
    assertTrue(shield().isPresent());
  }

  @Test
  void is_not_raised_over_a_moderators_nor_soon_after_one_has_lifted_it() {
    isOk(ann.does(new Command.Shield(Optional.of(ShieldPreset.HOLD), OptionalLong.of(60_000))));
    isRefused(Reason.ALREADY, raised(0));
    isOk(ann.does(new Command.Shield(Optional.empty(), OptionalLong.empty())));
    isRefused(Reason.ALREADY, raised(0));
    room.pass(AutomaticShield.LIFTED_MILLIS);
    isOk(raised(0));
  }

  @Test
  void is_not_raised_in_a_topic_that_was_just_born() {
    Room other = new Room();
    other.enters("ann");
    isRefused(
        Reason.ALREADY,
        other.decide(
            new Actor.Guard(),
            0,
            new Command.Shield(Optional.of(ShieldPreset.SLOW), OptionalLong.empty())));
  }
}
