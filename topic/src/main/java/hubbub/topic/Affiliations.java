package hubbub.topic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The lasting ranks and bans that a topic has which is not registered: they die with it. At most
/// [#MOST]; what ends soonest makes room. Confined to the thread of its [TopicState].
final class Affiliations {
  /// The most that one topic has.
  static final int MOST = 1_000;

  private record Key(Subject subject, boolean isBan) {}

  private static final Comparator<Affiliation> BY_END =
      Comparator.comparingLong(it -> it.untilAt().orElse(Deadline.NEVER));

  private Map<Key, Affiliation> all = Map.of();

  void put(Affiliation affiliation, long now) {
    if (all.isEmpty()) {
      all = new LinkedHashMap<>();
    }
    all.values().removeIf(it -> !it.isActiveAt(now));
    all.put(new Key(affiliation.subject(), affiliation.isBan()), affiliation);
    if (all.size() > MOST) {
      all.values().stream()
          .filter(it -> !it.equals(affiliation))
          .min(BY_END)
          .ifPresent(soonest -> remove(soonest.subject(), soonest.isBan()));
    }
  }

  void remove(Subject subject, boolean isBan) {
    if (!all.isEmpty()) {
      all.remove(new Key(subject, isBan));
    }
  }

  /// Forgets what is about a member, and puts `pseudonym` in place of it elsewhere.
  void erase(MemberId id, String pseudonym) {
    if (isEmpty()) {
      return;
    }
    Subject subject = new Subject.Member(id);
    List<Affiliation> its =
        all.values().stream().filter(it -> it.subject().equals(subject)).toList();
    its.forEach(it -> remove(subject, it.isBan()));
    all.replaceAll((_, it) -> it.without(its, id, pseudonym));
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  void clear() {
    all = Map.of();
  }

  /// What is remembered at `now` about somebody who goes by all of `subjects`.
  StoredStanding standing(List<Subject> subjects, long now) {
    return StoredStanding.of(
        0,
        subjects.stream()
            .flatMap(subject -> Stream.of(new Key(subject, false), new Key(subject, true)))
            .<@Nullable Affiliation>map(all::get)
            .flatMap(Stream::ofNullable)
            .filter(it -> it.isActiveAt(now))
            .toList());
  }

  /// All that counts at `now`.
  List<Affiliation> allAt(long now) {
    return all.values().stream().filter(it -> it.isActiveAt(now)).toList();
  }

  /// All of them.
  List<Affiliation> image() {
    return new ArrayList<>(all.values());
  }

  /// Remembers them again.
  void restore(List<Affiliation> affiliations) {
    affiliations.forEach(it -> put(it, Long.MIN_VALUE));
  }
}
