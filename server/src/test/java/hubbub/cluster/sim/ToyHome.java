package hubbub.cluster.sim;

import hubbub.cluster.peer.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The topics of a shard, on its home, in memory only.
final class ToyHome {
  private final RandomGenerator chance;
  private final Map<String, Topic> topics = new HashMap<>();

  /// A frame for a node.
  record Sent(NodeId to, String... words) {}

  private static final class Topic {
    final String epoch;
    final long bornAt;
    final Set<NodeId> followers = new LinkedHashSet<>();
    final Map<String, NodeId> members = new LinkedHashMap<>();
    final Map<String, String> names = new HashMap<>();
    final Map<String, String[]> said = new LinkedHashMap<>();
    long seq;

    Topic(String epoch, long bornAt) {
      this.epoch = epoch;
      this.bornAt = bornAt;
    }
  }

  ToyHome(RandomGenerator chance) {
    this.chance = chance;
  }

  /// What is to be sent because of a frame.
  List<Sent> hear(NodeId from, String[] words, long now) {
    String name = words[1];
    Topic topic =
        topics.computeIfAbsent(
            name, _ -> new Topic(Long.toUnsignedString(chance.nextLong(), 36), now));
    List<Sent> out = new ArrayList<>();
    switch (words[0]) {
      case "join" -> join(topic, from, words, out);
      case "leave" -> leave(topic, name, words[2], out);
      case "say", "title" -> say(topic, from, words, out);
      default -> {}
    }
    return out;
  }

  private static void join(Topic topic, NodeId from, String[] words, List<Sent> out) {
    topic.followers.add(from);
    topic.members.put(words[2], from);
    topic.names.put(words[2], words[3]);
    List<String> joined =
        new ArrayList<>(
            List.of("joined", words[1], words[2], topic.epoch, "" + topic.seq, "" + topic.bornAt));
    topic.said.forEach((text, it) -> {
      if (it[1].equals("say")) {
        joined.addAll(List.of(it[0], it[2], text));
      }
    });
    out.add(new Sent(from, joined.toArray(String[]::new)));
    topic
        .members
        .keySet()
        .forEach(id ->
            topic.followers.forEach(node ->
                out.add(
                    new Sent(node, "present", words[1], id, topic.names.getOrDefault(id, "?")))));
  }

  private static void leave(Topic topic, String name, String id, List<Sent> out) {
    topic.members.remove(id);
    topic.followers.forEach(node -> out.add(new Sent(node, "absent", name, id)));
  }

  private static void say(Topic topic, NodeId from, String[] words, List<Sent> out) {
    String text = words[4];
    String[] before = topic.said.get(text);
    if (before == null) {
      topic.seq++;
      before = new String[] {"" + topic.seq, words[0], "id" + topic.epoch + topic.seq};
      topic.said.put(text, before);
      for (NodeId node : topic.followers) {
        out.add(
            new Sent(node, "told", words[1], topic.epoch, before[0], before[1], before[2], text));
      }
    }
    out.add(
        new Sent(
            from, "answer", words[1], words[2], words[3], before[0], before[1], before[2], text));
  }

  /// What is to be sent because a node is gone.
  List<Sent> lose(NodeId node) {
    List<Sent> out = new ArrayList<>();
    topics.forEach((name, topic) -> {
      topic.followers.remove(node);
      List<String> gone =
          topic.members.keySet().stream().filter(it -> node.equals(topic.members.get(it))).toList();
      gone.forEach(id -> leave(topic, name, id, out));
    });
    return out;
  }
}
