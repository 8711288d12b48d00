package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PasswordDigestTest {
  private static final byte[] SALT = {1, 2, 3, 4};
  private static final String QUICK = PasswordDigest.quick("sésame");
  private static final String SLOW = PasswordDigest.slow(QUICK, SALT, 100);

  @Test
  void opens_for_its_password_alone() {
    for (String digest : new String[] {QUICK, SLOW}) {
      assertTrue(PasswordDigest.opens(digest, "sésame"));
      assertFalse(PasswordDigest.opens(digest, "sesame"));
      assertFalse(PasswordDigest.opens(digest, ""));
      assertFalse(PasswordDigest.opens(digest, QUICK));
    }
  }

  @Test
  void differs_by_salt_and_says_nothing_of_the_quick_one() {
    assertNotEquals(SLOW, PasswordDigest.slow(QUICK, new byte[] {9}, 100));
    assertFalse(SLOW.contains(QUICK));
  }

  @Test
  void stays_as_it_is_once_it_is_slow() {
    assertEquals(SLOW, PasswordDigest.slow(SLOW, new byte[] {9}, 200));
  }

  @Nested
  class In_a_topic_that_was_written_down {
    private final Room before = new Room();

    private TopicImage written() {
      before.enters("ann");
      before.server(
          new Command.SetLock(Optional.of("sésame"), Optional.empty(), OptionalInt.empty()));
      return before.state.image().withSlowDigest(SALT, 100);
    }

    @Test
    void only_the_slow_digest_is_found() {
      assertFalse(written().toString().contains(QUICK));
    }

    @Test
    void a_newcomer_with_the_password_gets_in_and_the_quick_one_is_known_again() {
      TopicState after = TopicState.of(written(), before.settings, Room::frame);
      TopicRules rules = new TopicRules(before.settings, Optional.empty(), () -> "id");

      assertFalse(isLetIn(rules, after, "bob", "wrong"));
      assertEquals(Optional.of(SLOW), after.modes().password());
      assertTrue(isLetIn(rules, after, "bob", "sésame"));
      assertEquals(Optional.of(QUICK), after.modes().password());
      assertTrue(isLetIn(rules, after, "cid", "sésame"));
    }

    private boolean isLetIn(TopicRules rules, TopicState state, String who, String password) {
      Command.Join join =
          new Command.Join(new MemberId(who), Room.nick(who), Rank.GUEST, Optional.of(password));
      Actor actor = new Actor.Membership(new MembershipId(who.hashCode()));
      Decision decision = rules.decide(state, new Request(actor, 0, join), before.now);
      state.next(decision.events(), before.now, null).forEach(it -> rules.evolve(state, it));
      return decision.outcome().equals(Outcome.OK);
    }
  }
}
