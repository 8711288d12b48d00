package hubbub.topic;

import static java.util.stream.Collectors.toUnmodifiableList;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who has which nick in a topic, and who blocks it for others. Confined to the thread of its
/// [TopicState].
final class Nicks {
  private final Map<String, Person> holders = new TreeMap<>();

  /// The people whose nicks are protected against lookalikes: those ranked vip or higher who have
  /// not left. Few, so the list is copied on change. By id.
  private List<Person> guarded = List.of();

  /// The person other than `id` who blocks that nick: who has it, or was here a moment ago and
  /// keeps it; or who ranks vip or higher and has one that looks like it. Null if nobody, or if
  /// `id` itself has the nick.
  @Nullable Person holder(Nick nick, MemberId id, long now) {
    Person holder = holders.get(nick.key());
    if (holder == null || !holder.isKnownAt(now)) {
      return lookalike(nick, id, now);
    }
    return holder.id().equals(id) ? null : holder;
  }

  private @Nullable Person lookalike(Nick nick, MemberId id, long now) {
    for (Person person : guarded) {
      if (person.nick().looksLike(nick) && !person.id().equals(id) && person.isNickGuardedAt(now)) {
        return person;
      }
    }
    return null;
  }

  /// A similar nick that `id` may have: with one digit appended, or with several random ones seeded
  /// by `id`, so that many who want the same nick are offered different ones.
  Nick free(Nick nick, MemberId id, long now) {
    Random random = new Random(id.value().hashCode());
    Nick free = nick;
    for (int tries = 0; holder(free, id, now) != null; tries++) {
      free = nick.numbered(tries < 8 ? String.valueOf(2 + tries) : digits(random, tries / 8 + 1));
    }
    return free;
  }

  private static String digits(Random random, int most) {
    StringBuilder digits = new StringBuilder();
    for (int i = Math.min(most, 9); i > 0; i--) {
      digits.append(2 + random.nextInt(8));
    }
    return digits.toString();
  }

  /// `person` has its nick from now on.
  void take(Person person) {
    Person before = holders.put(person.nick().key(), person);
    if (before != null) {
      before.holdsNick(false);
    }
    person.holdsNick(true);
  }

  /// `person` is about to change its nick.
  void leave(Person person) {
    holders.remove(person.nick().key(), person);
    person.holdsNick(false);
  }

  /// Frees the nick of somebody who is gone for good.
  void release(Person person) {
    leave(person);
    dropGuard(person);
  }

  /// Guards the nick of `person`, or stops guarding it, after its rank may have changed.
  void updateGuard(Person person) {
    if (!person.ranks().told().isAtLeast(Rank.VIP)) {
      dropGuard(person);
    } else if (!guarded.contains(person)) {
      guarded =
          Stream.concat(guarded.stream(), Stream.of(person))
              .sorted(Comparator.comparing(it -> it.id().value()))
              .collect(toUnmodifiableList());
    }
  }

  private void dropGuard(Person person) {
    if (guarded.contains(person)) {
      guarded = guarded.stream().filter(other -> other != person).collect(toUnmodifiableList());
    }
  }
}
