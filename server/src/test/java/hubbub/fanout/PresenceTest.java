package hubbub.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hubbub.topic.Member;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PresenceTest {
  private final Presence presence = new Presence(new TopicName("room:p"), 10);

  private static Member member(String id, Rank rank) {
    return new Member(new MemberId(id), "nick-" + id, rank, 1000);
  }

  private void joins(long membership, String id) {
    joins(membership, member(id, Rank.GUEST));
  }

  private void joins(long membership, Member member) {
    presence.present(new MembershipId(membership), member, Map.of());
  }

  /// Gives somebody a state: from now on, changes are sent as diffs.
  private void isFollowed() {
    presence.state(new MembershipId(0));
  }

  private void leaves(long membership) {
    presence.absent(new MembershipId(membership));
  }

  /// The frames of a flush, as `[join_ref, ref, topic, event, payload]`.
  private List<JsonNode> flushed() {
    return presence.flush().stream().map(PresenceTest::frame).toList();
  }

  static JsonNode frame(byte[] frame) {
    int header = frame[1] == 126 ? 4 : frame[1] == 127 ? 10 : 2;
    return json(frame, header);
  }

  static JsonNode json(byte[] bytes, int from) {
    try {
      return new JsonMapper().readTree(bytes, from, bytes.length - from);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode state(long own) {
    return json(presence.state(new MembershipId(own)).state(), 0);
  }

  @Nested
  class ADiff {
    @BeforeEach
    void follow() {
      isFollowed();
    }

    @Test
    void tells_who_came_and_who_went_since_the_last_one() {
      joins(1, "ann");
      joins(2, "bob");
      JsonNode first = flushed().getFirst().get(4);
      assertEquals(2, first.path("joins").size());
      assertEquals(0, first.path("leaves").size());
      leaves(1);
      JsonNode second = flushed().getFirst().get(4);
      assertEquals(0, second.path("joins").size());
      assertTrue(second.path("leaves").has("ann"));
    }

    @Test
    void is_not_sent_when_a_join_and_a_leave_cancel() {
      joins(1, "ann");
      leaves(1);
      assertEquals(List.of(), flushed());
      assertFalse(presence.isDue());
    }

    @Test
    void of_a_changed_meta_has_it_in_both_with_a_reference_to_the_one_before() {
      joins(1, "ann");
      flushed();
      joins(1, member("ann", Rank.VIP));
      JsonNode diff = flushed().getFirst().get(4);
      JsonNode now = diff.at("/joins/ann/metas/0");
      JsonNode before = diff.at("/leaves/ann/metas/0");
      assertEquals(before.path("phx_ref"), now.path("phx_ref_prev"));
      assertFalse(now.path("phx_ref").equals(before.path("phx_ref")));
      assertEquals("vip", now.path("rank").asText());
    }

    @Test
    void leaves_out_states_in_between() {
      joins(1, "ann");
      flushed();
      joins(1, member("ann", Rank.VIP));
      joins(1, member("ann", Rank.MODERATOR));
      JsonNode diff = flushed().getFirst().get(4);
      assertEquals(1, diff.at("/joins/ann/metas").size());
      assertEquals("moderator", diff.at("/joins/ann/metas/0/rank").asText());
      assertEquals("guest", diff.at("/leaves/ann/metas/0/rank").asText());
    }

    @Test
    void retracts_what_a_new_member_was_told_about_itself() {
      joins(1, "ann");
      PresenceClient ann = new PresenceClient();
      ann.state(state(1));
      joins(1, new Member(new MemberId("ann"), "annie", Rank.GUEST, 1000));
      ann.diff(flushed().getFirst().get(4));
      assertEquals(Map.of("ann", List.of("annie")), ann.nicks());
    }
  }

  @Nested
  class A_lone_member {
    @Test
    void is_told_of_itself_by_its_state_alone() {
      joins(1, "ann");
      assertTrue(state(1).has("ann"));
      assertFalse(presence.isDue());
    }
  }

  @Test
  void what_an_extension_shows_of_a_membership_is_in_its_meta() {
    isFollowed();
    Member ann = member("ann", Rank.GUEST);
    presence.present(new MembershipId(1), ann, Map.of("mood", "calm"));
    flushed();
    presence.present(new MembershipId(1), ann, Map.of("mood", "merry"));
    assertEquals("merry", flushed().getFirst().at("/4/joins/ann/metas/0/mood").asText());
    presence.present(new MembershipId(1), ann, Map.of("mood", "merry"));
    assertFalse(presence.isDue());
  }

  @Nested
  class AState {
    @Test
    void is_what_the_last_diff_left_others_with_plus_oneself() {
      joins(1, "ann");
      isFollowed();
      joins(2, "bob");
      joins(3, "eve");
      assertEquals(Set.of("ann", "eve"), keys(state(3)));
    }

    @Test
    void has_two_metas_for_two_tabs_of_one_member() {
      joins(1, "ann");
      isFollowed();
      joins(2, "ann");
      assertEquals(2, state(2).at("/ann/metas").size());
    }

    @Test
    void has_everybody_present_when_it_is_the_first() {
      joins(1, "ann");
      joins(2, "bob");
      assertEquals(Set.of("ann", "bob"), keys(state(1)));
    }
  }

  private static Set<String> keys(JsonNode object) {
    Set<String> keys = new HashSet<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @Nested
  class ABigTopic {
    @BeforeEach
    void follow() {
      isFollowed();
    }

    @Test
    void lists_only_higher_ranks_and_counts_the_rest() {
      joins(100, member("mod", Rank.MODERATOR));
      for (int i = 1; i <= 20; i++) {
        joins(i, "guest" + i);
      }
      List<JsonNode> frames = flushed();
      assertEquals("presence_state", frames.get(0).get(3).asText());
      assertEquals(Set.of("mod"), keys(frames.get(0).get(4)));
      assertEquals("presence_summary", frames.get(1).get(3).asText());
      assertEquals(21, frames.get(1).get(4).path("members").asInt());
      assertEquals(1, frames.get(1).get(4).path("listed").asInt());
    }

    @Test
    void gives_a_joiner_no_long_list_though_others_have_not_been_told_yet() {
      for (int i = 1; i <= 10; i++) {
        joins(i, "guest" + i);
      }
      flushed();
      joins(11, "ann");
      assertEquals(Set.of("ann"), keys(state(11)));
      assertTrue(presence.state(new MembershipId(11)).summary().isPresent());
    }

    @Test
    void lists_all_again_only_when_it_is_well_below_the_limit() {
      for (int i = 1; i <= 11; i++) {
        joins(i, "guest" + i);
      }
      flushed();
      leaves(1);
      leaves(2);
      assertEquals("presence_summary", flushed().getFirst().get(3).asText());
      leaves(3);
      List<JsonNode> frames = flushed();
      assertEquals("presence_diff", frames.getFirst().get(3).asText());
      assertEquals(8, frames.getFirst().get(4).path("joins").size());
      assertEquals(8, frames.getLast().get(4).path("members").asInt());
      assertEquals(8, frames.getLast().get(4).path("listed").asInt());
      joins(12, "ann");
      assertTrue(presence.state(new MembershipId(12)).summary().isEmpty());
    }
  }

  /// Whatever happens, a client that has a state and every diff since ends with the truth: who is
  /// here now, under which nick, each tab once.
  @Test
  void whoever_comes_goes_and_changes_every_client_ends_with_the_truth() {
    for (int seed = 0; seed < 400; seed++) {
      new PresenceStory(seed).run();
    }
  }

  @Nested
  class However_many_come_and_go {
    private static final int MOST_DIFF_BYTES = 18_000;
    private static final int A_LIST_BYTES = 200_000;
    private final Presence crowd = new Presence(new TopicName("room:p"), 1000);

    private long join(int from, int to) {
      long bytes = 0;
      for (int i = from; i <= to; i++) {
        crowd.present(new MembershipId(i), member("guest-" + i, Rank.GUEST), Map.of());
        int given = crowd.state(new MembershipId(i)).state().length;
        assertTrue(given < A_LIST_BYTES, () -> given + " bytes for one joiner");
        bytes += given;
      }
      return bytes;
    }

    /// How many bytes each member gets in a second.
    private int second() {
      int bytes = crowd.flush().stream().mapToInt(frame -> frame.length).sum();
      assertTrue(bytes < MOST_DIFF_BYTES, () -> bytes + " bytes in one second");
      return bytes;
    }

    /// `count` members join, 5,000 a second; returns the bytes that all of them together get.
    private long bytesOf(int count) {
      long bytes = 0;
      for (int from = 1; from <= count; from += 5000) {
        int to = Math.min(count, from + 4999);
        bytes += join(from, to);
        bytes += (long) to * second();
      }
      while (crowd.isDue()) {
        bytes += (long) count * second();
      }
      return bytes;
    }

    @Test
    void nineteen_thousand_joins_cost_a_few_hundred_bytes_each() {
      long bytes = bytesOf(19_000);
      assertTrue(bytes < 19_000 * 2000L, () -> bytes + " bytes");
    }

    @Test
    void a_thousand_joins_at_once_are_told_bit_by_bit() {
      long given = join(1, 1000);
      assertTrue(given < 1000 * 500L, () -> given + " bytes for the joiners");
      int seconds = 0;
      while (crowd.isDue()) {
        second();
        seconds++;
      }
      assertTrue(seconds > 5 && seconds < 20, seconds + " seconds");
      assertEquals(1000, keys(json(crowd.state(new MembershipId(1)).state(), 0)).size());
    }

    @Test
    void leaves_are_told_before_joins() {
      join(1, 900);
      while (crowd.isDue()) {
        second();
      }
      for (int i = 1; i <= 50; i++) {
        crowd.present(new MembershipId(1000 + i), member("late-" + i, Rank.GUEST), Map.of());
        crowd.absent(new MembershipId(i));
      }
      JsonNode diff = frame(crowd.flush().getFirst()).get(4);
      assertEquals(50, diff.path("leaves").size());
    }

    @Test
    void the_way_back_to_full_lists_is_spread_over_seconds() {
      join(1, 1100);
      second();
      for (int i = 1; i <= 350; i++) {
        crowd.absent(new MembershipId(i));
      }
      int seconds = 0;
      while (crowd.isDue()) {
        second();
        seconds++;
      }
      assertTrue(seconds > 5 && seconds < 20, seconds + " seconds");
      assertEquals(750, keys(json(crowd.state(new MembershipId(351)).state(), 0)).size());
    }

    @Test
    void no_more_than_a_thousand_higher_ranks_are_listed() {
      for (int i = 1; i <= 3000; i++) {
        crowd.present(new MembershipId(i), member("vip-" + i, Rank.VIP), Map.of());
      }
      assertEquals(1000, keys(json(crowd.state(new MembershipId(9999)).state(), 0)).size());
    }
  }
}
