package hubbub.topic;

import java.util.List;
import java.util.Optional;

/// The small immutable view of a topic after a change, for any thread, without waiting. Never the
/// roster, never history.
public record Snapshot(
    TopicName topic,
    Epoch epoch,
    long rev,
    long seq,
    String title,
    Optional<Quiet> quiet,
    Optional<Slow> slow,
    Lock lock,
    List<Keyword> keywords,
    int members,
    boolean registered,
    long bornAt) {}
