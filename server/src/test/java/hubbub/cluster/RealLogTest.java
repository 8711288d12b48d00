package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.Ear.Heard;
import hubbub.fanout.TopicLogs;
import hubbub.protocol.EventWriter;
import hubbub.topic.Command;
import hubbub.topic.KindSettings;
import hubbub.topic.MemberId;
import hubbub.topic.Nick;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Topics.Attachment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A node with the production logs and frames.
class RealLogTest {
  private static ClusterSettings settings() {
    return new ClusterSettings(
        Map.of("room", new ClusterSettings.Kind(KindSettings.DEFAULT, Optional.empty())),
        new EventWriter(),
        EventWriter::epochChanged,
        new TopicLogs(),
        TestLoops.TWO);
  }

  @Test
  void has_what_was_said_after_the_join() {
    Cluster cluster = Cluster.start(settings());
    Ear ear = new Ear();
    Command.Join join =
        new Command.Join(
            new MemberId("anna"), new Nick("Anna", "anna", "anna"), Rank.GUEST, Optional.empty());
    Attachment seat = cluster.join(new TopicName("room:real"), cluster.nextMembership(), join, ear);
    ear.awaitJoined();
    for (int i = 1; i <= 3; i++) {
      seat.send(i, OneNode.Seat.say("hello " + i));
    }
    await().until(() -> ear.all(Heard.Answered.class).count() == 3);

    Feed feed = ear.joined().entered().feed();
    List<Feed.Frame> frames = feed.since(0, feed.head()).orElseThrow();

    assertEquals(List.of(1L, 2L, 3L), frames.stream().map(Feed.Frame::seq).toList());
    String last = new String(frames.getLast().bytes(), StandardCharsets.UTF_8);
    assertTrue(last.contains("\"hello 3\""), last);
  }
}
