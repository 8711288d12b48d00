package hubbub.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The messages that wait for a moderator, oldest first. Confined to the thread of its
/// [TopicState].
final class HeldMessages {
  /// The most of a topic, and of one author in it.
  static final int MOST = 100;

  static final int MOST_OF_ONE = 3;
  static final long TTL_MILLIS = 600_000;

  private final List<HeldMessage> all = new ArrayList<>(0);

  /// The one that was approved and is said by the next change; empty at any other time.
  private String approved = "";

  void add(HeldMessage message) {
    all.add(message);
  }

  /// Takes back all that were in an image.
  void restore(List<HeldMessage> image) {
    all.addAll(image);
  }

  /// Removes one, if it is held.
  void remove(String id) {
    all.removeIf(message -> message.id().equals(id));
  }

  /// Removes one that is about to be said.
  void approve(String id) {
    remove(id);
    approved = id;
  }

  /// Whether that message, which is said now, was held before, and so took its author's turn then.
  boolean takeApproved(String id) {
    boolean isApproved = approved.equals(id);
    approved = "";
    return isApproved;
  }

  /// Those of a guest are from now on those of `heir`, who was that guest.
  void passOn(MemberId guest, MemberId heir) {
    all.replaceAll(message -> message.from().id().equals(guest) ? message.from(heir) : message);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /// Those that have not expired by `now`.
  List<HeldMessage> at(long now) {
    return all.stream().filter(message -> now < message.expiresAt()).toList();
  }

  /// Those of one author, expired or not.
  List<HeldMessage> by(MemberId author) {
    return all.stream().filter(message -> message.from().id().equals(author)).toList();
  }

  Optional<HeldMessage> find(String id, long now) {
    return at(now).stream().filter(message -> message.id().equals(id)).findFirst();
  }

  /// When the oldest one expires.
  long dueAt() {
    return all.isEmpty() ? Deadline.NEVER : all.getFirst().expiresAt();
  }

  List<HeldMessage> image() {
    return List.copyOf(all);
  }
}
