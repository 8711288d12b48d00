package hubbub.topic.port;

import hubbub.topic.AddressPrefix;
import hubbub.topic.TopicName;

/// Names blocks of addresses for moderators, who can ban one without seeing it.
@FunctionalInterface
public interface AddressTags {
  /// The tag of `prefix` in `topic`: always the same, another one in each topic, and no way back to
  /// the address for anybody without the server's secret. 1 to 64 characters of `[A-Za-z0-9_-]`.
  String tag(TopicName topic, AddressPrefix prefix);
}
