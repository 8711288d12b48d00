package hubbub.http;

import hubbub.session.NoTopics;
import hubbub.topic.Epoch;
import hubbub.topic.Lock;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicFilter;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;

/// Topics as a test lists them, for reading only. Those of the kind `lounge` are listed.
class StandingTopics extends NoTopics {
  private final List<Snapshot> snapshots = new CopyOnWriteArrayList<>();

  void stand(String name, String title, int members) {
    stand(name, title, members, Lock.OPEN);
  }

  void standLocked(String name, boolean password, boolean membersOnly) {
    stand(name, "", 1, new Lock(password, membersOnly, OptionalInt.empty()));
  }

  private void stand(String name, String title, int members, Lock lock) {
    snapshots.add(
        new Snapshot(
            new TopicName(name),
            new Epoch("e1"),
            1,
            1,
            title,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            lock,
            List.of(),
            members,
            0,
            false,
            name.startsWith("lounge:"),
            TopicSettings.About.NONE,
            TopicFilter.NONE));
  }

  @Override
  public List<Snapshot> snapshots() {
    return List.copyOf(snapshots);
  }

  @Override
  public Optional<Snapshot> snapshot(TopicName topic) {
    return snapshots.stream().filter(one -> one.topic().equals(topic)).findFirst();
  }
}
