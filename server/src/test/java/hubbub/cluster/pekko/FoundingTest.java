package hubbub.cluster.pekko;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoundingTest {
  private static final Endpoint A = new Endpoint("10.0.0.1", 1);
  private static final Endpoint B = new Endpoint("10.0.0.2", 1);
  private static final Endpoint C = new Endpoint("10.0.0.3", 1);

  private static PekkoSettings settings(Endpoint self, Seeds seeds, OptionalInt size) {
    return new PekkoSettings(
        self, seeds, size, Duration.ofSeconds(4), new Protection.None(), TestNode.TERMS);
  }

  private static Hello hello(String vote) {
    return new Hello(true, 1, false, vote, 0, TestNode.TERMS);
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @Nested
  class By_a_list {
    private final Answers answers = new Answers();

    private Founding of(Endpoint self, int size, Endpoint... seeds) {
      return Founding.of(
          settings(
              self,
              new Seeds.Listed(List.of(seeds)),
              size == 0 ? OptionalInt.empty() : OptionalInt.of(size)),
          0);
    }

    @Test
    void a_lone_seed_founds_at_once() {
      assertTrue(of(A, 0, A).founds(answers, 0));
    }

    @Test
    void the_first_waits_for_the_others_five_seconds() {
      Founding first = of(A, 0, A, B);
      assertFalse(first.founds(answers, seconds(4)));
      assertTrue(first.founds(answers, seconds(5)));
    }

    @Test
    void the_first_founds_at_once_when_all_others_are_no_members_either() {
      answers.put(B, hello(""), 0);
      assertTrue(of(A, 0, A, B).founds(answers, seconds(1)));
    }

    @Test
    void no_other_ever_does() {
      answers.put(A, hello(""), seconds(60));
      assertFalse(of(B, 0, A, B).founds(answers, seconds(60)));
    }

    @Test
    void a_size_has_the_first_wait_for_a_majority() {
      Founding first = of(A, 3, A, B, C);
      assertFalse(first.founds(answers, seconds(60)));
      answers.put(C, hello(""), seconds(60));
      assertTrue(first.founds(answers, seconds(60)));
      assertFalse(first.founds(answers, seconds(63)));
    }
  }

  @Nested
  class By_vote {
    private Founding of(Endpoint self, int size) {
      return Founding.of(settings(self, new Seeds.Named("all", 1), OptionalInt.of(size)), 0);
    }

    @Test
    void a_node_votes_for_itself_until_a_lower_one_does() {
      Founding b = of(B, 3);
      assertEquals(B.toString(), b.vote());
      b.heard(C, C.toString(), 0);
      assertEquals(B.toString(), b.vote());
      b.heard(A, A.toString(), 0);
      assertEquals(A.toString(), b.vote());
    }

    @Test
    void a_node_stays_with_its_vote_when_a_lower_one_comes() {
      Founding c = of(C, 3);
      c.heard(B, B.toString(), 0);
      c.heard(A, A.toString(), 0);
      assertEquals(B.toString(), c.vote());
    }

    @Test
    void a_node_takes_its_vote_back_when_the_other_has_given_up() {
      Founding c = of(C, 3);
      c.heard(B, B.toString(), 0);
      c.heard(B, A.toString(), 0);
      assertEquals(C.toString(), c.vote());
    }

    @Test
    void a_node_takes_its_vote_back_when_the_other_is_silent_for_ten_seconds() {
      Founding c = of(C, 3);
      c.heard(B, B.toString(), 0);
      assertFalse(c.founds(new Answers(), seconds(10)));
      assertEquals(B.toString(), c.vote());
      assertFalse(c.founds(new Answers(), seconds(11)));
      assertEquals(C.toString(), c.vote());
    }

    @Test
    void the_one_with_a_majority_founds() {
      Founding a = of(A, 3);
      Answers answers = new Answers();
      assertFalse(a.founds(answers, 0));
      answers.put(B, hello(C.toString()), 0);
      assertFalse(a.founds(answers, 0));
      answers.put(B, hello(A.toString()), 0);
      assertTrue(a.founds(answers, 0));
    }

    @Test
    void one_that_has_given_up_does_not_found() {
      Founding b = of(B, 3);
      Answers answers = new Answers();
      answers.put(C, hello(B.toString()), 0);
      b.heard(A, A.toString(), 0);
      assertFalse(b.founds(answers, 0));
    }

    /// Nodes start at random times, and hear each other in random order, or not at all.
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 7})
    void one_founds_and_never_two(int size) {
      for (int seed = 0; seed < 500; seed++) {
        assertEquals(1, new Run(size, new Random(seed)).founders(), "seed " + seed);
      }
    }

    private record Player(Endpoint node, Founding founding, Answers answers, long startNanos) {
      String vote(boolean hasFounded) {
        return hasFounded ? node.toString() : founding.vote();
      }
    }

    private final class Run {
      private final Random random;
      private final List<Player> players = new ArrayList<>();
      private final Set<Player> founders = new HashSet<>();

      Run(int size, Random random) {
        this.random = random;
        for (int i = 1; i <= size; i++) {
          Endpoint node = new Endpoint("10.0.0." + i, 1);
          players.add(new Player(node, of(node, size), new Answers(), random.nextLong(seconds(5))));
        }
      }

      /// Who has founded goes on voting for itself; the others do not learn that it is a member.
      int founders() {
        for (long now = 0; now < seconds(60); now += TimeUnit.MILLISECONDS.toNanos(50)) {
          Player from = players.get(random.nextInt(players.size()));
          if (from.startNanos() <= now) {
            step(from, now);
          }
        }
        return founders.size();
      }

      private void step(Player from, long now) {
        if (!founders.contains(from) && from.founding().founds(from.answers(), now)) {
          founders.add(from);
        }
        String vote = from.vote(founders.contains(from));
        for (Player to : players) {
          boolean isHeard = !to.equals(from) && to.startNanos() <= now && random.nextInt(10) > 0;
          if (isHeard) {
            to.answers().put(from.node(), hello(vote), now);
            if (!founders.contains(to)) {
              to.founding().heard(from.node(), vote, now);
            }
          }
        }
      }
    }
  }
}
