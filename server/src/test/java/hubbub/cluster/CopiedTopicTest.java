package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.Ear.Heard;
import hubbub.codec.CborWriter;
import hubbub.codec.SlotTypes;
import hubbub.codec.Unreadable;
import hubbub.topic.KindSettings;
import hubbub.topic.TopicName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A whole topic crosses in parts.
class CopiedTopicTest {
  private static final TopicName TOPIC = new TopicName("room:tea");
  private static final int MEMBERS = 40;
  private static final int MESSAGES = 10;

  @AutoClose private final OneNode node = new OneNode();
  private final Node other = new Node(7, settings(), Clocks.SYSTEM);
  private WholeTopic whole;

  private ClusterSettings settings() {
    return new ClusterSettings(
        Map.of("room", new ClusterSettings.Kind(KindSettings.DEFAULT, Optional.empty())),
        node,
        (_, _, _) -> new byte[0],
        (_, _) -> new MemoryLog(),
        List.of());
  }

  @BeforeEach
  void people_talk() {
    OneNode.Seat first = node.join(TOPIC, "m0", new Ear()).awaitJoined();
    for (int i = 1; i < MEMBERS; i++) {
      node.join(TOPIC, "m" + i, new Ear()).awaitJoined();
    }
    for (int i = 1; i <= MESSAGES; i++) {
      first.say(i, "message " + i);
    }
    await().until(() -> first.ear().all(Heard.Answered.class).count() == MESSAGES);
    List<SavedTopic> saved = Collections.synchronizedList(new ArrayList<>());
    node.cluster().save(saved::add).toCompletableFuture().join();
    whole = new WholeTopic(saved.getFirst(), 5);
  }

  private List<byte[]> parts(int bytes) {
    TopicParts parts = new TopicParts(whole, SlotTypes.NONE, bytes);
    List<byte[]> all = new ArrayList<>();
    while (parts.hasNext()) {
      all.add(parts.next());
    }
    return all;
  }

  private CopiedTopic.Reader reader() {
    return new CopiedTopic.Reader(other, SlotTypes.NONE);
  }

  private CopiedTopic read(List<byte[]> parts) throws Unreadable {
    CopiedTopic.Reader reader = reader();
    for (byte[] part : parts) {
      reader.add(part);
    }
    return reader.done();
  }

  private static byte[] form(SavedTopic topic) {
    return new CborWriter(SlotTypes.NONE).value(topic, SavedTopicForm.SAVED_TOPIC).toBytes();
  }

  @Test
  void is_the_same_however_long_the_parts_are() throws Unreadable {
    for (int bytes : List.of(1, 100, 1_000, TopicParts.PART_BYTES)) {
      CopiedTopic copied = read(parts(bytes));
      assertArrayEquals(
          form(whole.topic()),
          form(new SavedTopic(copied.state().image(), copied.at(), copied.log().told())));
      assertEquals(5, copied.term());
      assertEquals(MEMBERS, ((MemoryLog) copied.log()).present().size());
    }
  }

  @Test
  void has_parts_of_about_the_length_that_is_wanted() {
    List<byte[]> parts = parts(1_000);
    assertTrue(parts.size() > 3, () -> parts.size() + " parts");
    assertTrue(parts.stream().allMatch(part -> part.length < 2_000));
  }

  @Test
  void is_not_read_without_its_first_part() {
    List<byte[]> parts = parts(1_000);
    assertThrows(Unreadable.class, () -> reader().add(parts.get(1)));
  }

  @Test
  void is_not_read_with_a_part_of_another_attempt() {
    List<byte[]> parts = parts(1_000);
    assertThrows(Unreadable.class, () -> read(List.of(parts.get(0), parts.get(1), parts.get(0))));
  }
}
