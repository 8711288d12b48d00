package hubbub.store;

import hubbub.topic.TopicName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/// Which names topics, or accounts, may have: a set of 64 bits of each name's hash, in 16 to 32
/// bytes a name. Open addressing with linear probing; a removed entry leaves a mark, since others
/// may have been put behind it. Hashes are salted, so nobody can find two names with one hash.
///
/// Reads: any thread, without waiting. Changes: any thread, one lock.
final class RegisteredNames {
  private static final long FREE = 0;
  private static final long REMOVED = 1;
  private static final int FEWEST_PLACES = 1 << 10;

  private final byte[] salt = new byte[Long.BYTES * 2];

  private volatile AtomicLongArray places = new AtomicLongArray(FEWEST_PLACES);

  /// Places that are not free; guarded by the lock, as is `size`.
  private int used;

  private int size;

  private long additions;

  RegisteredNames() {
    new SecureRandom().nextBytes(salt);
  }

  /// False only if `name` was not added, or was removed since.
  boolean mayContain(TopicName name) {
    return mayContain(name.value());
  }

  /// False only if `name` was not added, or was removed since.
  boolean mayContain(String name) {
    AtomicLongArray all = places;
    return all.get(place(all, hash(name))) != FREE;
  }

  synchronized void add(String name) {
    additions++;
    long hash = hash(name);
    AtomicLongArray all = places;
    int place = place(all, hash);
    if (all.get(place) == FREE) {
      all.set(place, hash);
      size++;
      used++;
      growIfCrowded();
    }
  }

  /// How many names were added, each time that one was.
  synchronized long additions() {
    return additions;
  }

  /// Removes a name, unless one was added since there had been `seen` additions: it might be the
  /// same. What stays costs a query now and then.
  void remove(TopicName name, long seen) {
    remove(name.value(), seen);
  }

  /// Like [#remove(TopicName, long)].
  synchronized void remove(String name, long seen) {
    if (additions != seen) {
      return;
    }
    AtomicLongArray all = places;
    int place = place(all, hash(name));
    if (all.get(place) != FREE) {
      all.set(place, REMOVED);
      size--;
    }
  }

  /// Moves to a new table at half full, so that there is always a free place to end a search.
  private void growIfCrowded() {
    AtomicLongArray old = places;
    if (used * 2 <= old.length()) {
      return;
    }
    AtomicLongArray all =
        new AtomicLongArray(Math.max(FEWEST_PLACES, Integer.highestOneBit(size) * 4));
    for (int i = 0; i < old.length(); i++) {
      long hash = old.get(i);
      if (hash != FREE && hash != REMOVED) {
        all.set(place(all, hash), hash);
      }
    }
    used = size;
    places = all;
  }

  /// Where `hash` is, or the first free place after where it should be.
  private static int place(AtomicLongArray all, long hash) {
    int mask = all.length() - 1;
    int place = (int) hash & mask;
    while (all.get(place) != hash && all.get(place) != FREE) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private long hash(String name) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      long hash = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8))).getLong();
      return hash == FREE || hash == REMOVED ? hash + 2 : hash;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
