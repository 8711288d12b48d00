package hubbub.cluster;

import hubbub.topic.TopicImage;
import hubbub.topic.port.Feed;
import java.util.List;

/// A topic as one run of a lone node leaves it to the next.
///
/// @param at when it was saved, milliseconds since 1970 UTC on the topic's clock, as the times of
///   the image are
/// @param clockAt the same moment by the machine's clock, which may have been set since the topic's
///   clock began; the next run goes on from there
/// @param log the told frames that the log had, in order, up to the state's seq; empty if unknown
public record SavedTopic(TopicImage image, long at, long clockAt, List<Feed.Frame> log) {
  public SavedTopic {
    log = List.copyOf(log);
  }

  /// A topic whose clock goes on as it is.
  public SavedTopic(TopicImage image, long at, List<Feed.Frame> log) {
    this(image, at, at, log);
  }

  /// The same topic with another image.
  public SavedTopic with(TopicImage other) {
    return new SavedTopic(other, at, clockAt, log);
  }
}
