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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PresenceTest {
  private final Presence presence = new Presence(new TopicName("room:p"), 10);

  private static Member member(String id, Rank rank) {
    return new Member(new MemberId(id), "nick-" + id, rank, 1000);
  }

  private void joins(long membership, String id) {
    presence.present(new MembershipId(membership), member(id, Rank.GUEST), Map.of());
  }

  private void leaves(long membership) {
    presence.absent(new MembershipId(membership));
  }

  /// The frames of a flush, as `[join_ref, ref, topic, event, payload]`.
  private List<JsonNode> flushed() {
    return presence.flush().stream().map(PresenceTest::frame).toList();
  }

  private static JsonNode frame(byte[] frame) {
    int header = frame[1] == 126 ? 4 : frame[1] == 127 ? 10 : 2;
    return json(frame, header);
  }

  private static JsonNode json(byte[] bytes, int from) {
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
      assertTrue(presence.isDue());
      assertEquals(List.of(), flushed());
      assertFalse(presence.isDue());
    }

    @Test
    void of_a_changed_meta_has_it_in_both_with_a_reference_to_the_one_before() {
      joins(1, "ann");
      flushed();
      presence.present(new MembershipId(1), member("ann", Rank.VIP), Map.of());
      JsonNode diff = flushed().getFirst().get(4);
      JsonNode now = diff.at("/joins/ann/metas/0");
      JsonNode before = diff.at("/leaves/ann/metas/0");
      assertEquals(before.path("phx_ref"), now.path("phx_ref_prev"));
      assertFalse(now.path("phx_ref").equals(before.path("phx_ref")));
      assertEquals("vip", now.path("rank").asText());
    }
  }

  @Test
  void what_an_extension_shows_of_a_membership_is_in_its_meta() {
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
    void is_what_the_last_diff_made_others_believe_and_oneself() {
      joins(1, "ann");
      flushed();
      joins(2, "bob");
      joins(3, "eve");
      Set<String> listed = new HashSet<>();
      state(3).fieldNames().forEachRemaining(listed::add);
      assertEquals(Set.of("ann", "eve"), listed);
    }

    @Test
    void has_two_metas_for_two_tabs_of_one_member() {
      joins(1, "ann");
      flushed();
      joins(2, "ann");
      assertEquals(2, state(2).at("/ann/metas").size());
    }
  }

  @Nested
  class ABigTopic {
    @Test
    void lists_only_higher_ranks_and_counts_the_rest() {
      presence.present(new MembershipId(100), member("mod", Rank.MODERATOR), Map.of());
      for (int i = 0; i < 20; i++) {
        joins(i, "guest" + i);
      }
      List<JsonNode> frames = flushed();
      assertEquals("presence_state", frames.get(0).get(3).asText());
      assertEquals(1, frames.get(0).get(4).size());
      assertEquals("presence_summary", frames.get(1).get(3).asText());
      assertEquals(21, frames.get(1).get(4).path("members").asInt());
      assertEquals(1, frames.get(1).get(4).path("listed").asInt());
    }

    @Test
    void lists_all_again_only_when_it_is_well_below_the_limit() {
      for (int i = 0; i < 11; i++) {
        joins(i, "guest" + i);
      }
      flushed();
      leaves(0);
      leaves(1);
      assertEquals("presence_summary", flushed().getFirst().get(3).asText());
      leaves(2);
      JsonNode whole = flushed().getFirst();
      assertEquals("presence_state", whole.get(3).asText());
      assertEquals(8, whole.get(4).size());
    }
  }

  /// Phoenix' own client algorithm, in short: who is believed to be here after a state and the
  /// diffs behind it.
  @Test
  void whoever_comes_and_goes_a_client_ends_with_the_truth() {
    Random random = new Random(5);
    for (int round = 0; round < 500; round++) {
      Presence fresh = new Presence(new TopicName("room:p"), 8);
      Set<Long> here = new HashSet<>();
      Set<String> believed = new HashSet<>();
      boolean isWatching = false;
      for (int step = 0; step < 60; step++) {
        long who = random.nextInt(12) + 1L;
        if (here.remove(who)) {
          fresh.absent(new MembershipId(who));
        } else {
          here.add(who);
          fresh.present(new MembershipId(who), member("m" + who, Rank.VIP), Map.of());
        }
        if (!isWatching && step == 20) {
          fresh.present(new MembershipId(99), member("watcher", Rank.VIP), Map.of());
          JsonNode state = json(fresh.state(new MembershipId(99)).state(), 0);
          state.fieldNames().forEachRemaining(believed::add);
          isWatching = true;
        }
        if (random.nextInt(5) == 0) {
          apply(fresh.flush(), believed, isWatching);
        }
      }
      apply(fresh.flush(), believed, true);
      Set<String> truth = new HashSet<>(Set.of("watcher"));
      here.forEach(who -> truth.add("m" + who));
      assertEquals(truth, believed);
    }
  }

  private static void apply(List<byte[]> frames, Set<String> believed, boolean isWatching) {
    for (byte[] bytes : isWatching ? frames : new ArrayList<byte[]>()) {
      JsonNode frame = frame(bytes);
      switch (frame.get(3).asText()) {
        case "presence_state" -> {
          believed.clear();
          frame.get(4).fieldNames().forEachRemaining(believed::add);
        }
        case "presence_diff" -> {
          frame.at("/4/leaves").fieldNames().forEachRemaining(believed::remove);
          frame.at("/4/joins").fieldNames().forEachRemaining(believed::add);
        }
        default -> {}
      }
    }
  }
}
