package hubbub.cluster;

import hubbub.topic.TopicImage;
import hubbub.topic.port.Feed;
import java.util.List;

/// A topic as one run of a lone node leaves it to the next.
///
/// @param at when it was saved, milliseconds since 1970 UTC on the topic's clock, which goes on
///   from there
/// @param log the told frames that the log had, in order, up to the state's seq; empty if unknown
public record SavedTopic(TopicImage image, long at, List<Feed.Frame> log) {
  public SavedTopic {
    log = List.copyOf(log);
  }
}
