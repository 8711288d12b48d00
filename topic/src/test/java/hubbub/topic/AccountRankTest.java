package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// The rank that somebody brings along, and how it changes while they are here.
class AccountRankTest {
  private final Room room = new Room();
  private final Guest ann = room.enters("ann");
  private final Guest bob = room.enters("bob");

  private void brings(Guest guest, Rank rank) {
    isOk(guest.does(new Command.ChangeAccountRank(rank)));
  }

  private List<Event.RankChanged> told() {
    return room.events(Event.RankChanged.class);
  }

  @Test
  void counts_at_once_and_everybody_is_told() {
    brings(bob, Rank.OWNER);
    assertEquals(Rank.OWNER, bob.rank());
    assertEquals(Rank.OWNER, told().getLast().rank());
    assertTrue(told().getLast().by().isEmpty());
    brings(bob, Rank.GUEST);
    assertEquals(Rank.GUEST, bob.rank());
    isRefused(Reason.RANK_TOO_LOW, bob.does(new Command.SetTitle(new Title("Tea"))));
  }

  @Test
  void changes_nothing_that_was_granted_here() {
    isOk(ann.grants(bob, Rank.VIP));
    brings(bob, Rank.OWNER);
    brings(bob, Rank.GUEST);
    assertEquals(Rank.VIP, bob.rank());
    assertEquals(Rank.VIP, told().getLast().rank());
  }

  @Test
  void is_not_told_where_a_higher_rank_stays_in_effect() {
    int before = told().size();
    brings(ann, Rank.VIP);
    assertEquals(Rank.MODERATOR, ann.rank());
    assertEquals(before, told().size());
  }

  @Test
  void is_no_news_if_it_is_the_same() {
    brings(bob, Rank.VIP);
    int before = told().size();
    brings(bob, Rank.VIP);
    assertEquals(before, told().size());
  }

  @Test
  void leaves_a_rank_for_a_while_its_end() {
    isOk(ann.grants(bob, Rank.VIP, 10_000));
    OptionalLong until = told().getLast().untilAt();
    brings(bob, Rank.OWNER);
    brings(bob, Rank.GUEST);
    assertEquals(Rank.VIP, bob.rank());
    assertEquals(until, told().getLast().untilAt());
  }

  @Test
  void makes_nobody_a_member_who_is_gone() {
    bob.leaves();
    isRefused(Reason.UNMATCHED_TOPIC, bob.does(new Command.ChangeAccountRank(Rank.OWNER)));
  }
}
