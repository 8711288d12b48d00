package hubbub.handover;

import hubbub.cluster.SavedTopic;
import hubbub.cluster.SavedTopicForm;
import hubbub.codec.CborWriter;
import hubbub.codec.KindSlots;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/// Writes a hand-over file. Topics are encoded on their loops, so none waits in memory.
final class HandoverWriter {
  private static final int SALT_BYTES = 16;
  private static final int ROUNDS = 10_000;
  private static final int FEWER_ROUNDS = 1_000;
  private static final int MANY_PASSWORDS = 100;
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileChannel file;
  private final KindSlots slots;
  private final Mac seal;
  private final DataOutputStream out;
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger passwords = new AtomicInteger();
  private @Nullable IOException failure;
  private int topics;
  private int lostValues;

  /// Begins `file` with its header, which says that it is written `now`.
  HandoverWriter(FileChannel file, HandoverKey key, KindSlots slots, Moment now)
      throws IOException {
    this.file = file;
    this.slots = slots;
    this.seal = key.seal();
    this.out = new DataOutputStream(new BufferedOutputStream(sealing(file), BUFFER_BYTES));
    HandoverHeader.write(out, key, now);
  }

  /// Behind the buffer, so that there are few and long updates.
  private OutputStream sealing(FileChannel to) {
    return new FilterOutputStream(Channels.newOutputStream(to)) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        seal.update(bytes, from, length);
        out.write(bytes, from, length);
      }
    };
  }

  /// Adds a topic, unless something could not be written before; [#finish] tells of that. Any
  /// thread.
  void add(SavedTopic saved) {
    CborWriter topic = new CborWriter(slots.of(saved.image().name()));
    SavedTopicForm.SAVED_TOPIC.write(topic, withSlowDigest(saved));
    write(saved.image().name().value(), topic.toBytes(), topic.lostSlotValues());
  }

  /// The digest of each password takes a few milliseconds; where there are very many, less.
  private SavedTopic withSlowDigest(SavedTopic saved) {
    if (saved.image().modes().password().isEmpty()) {
      return saved;
    }
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    int rounds = passwords.incrementAndGet() > MANY_PASSWORDS ? FEWER_ROUNDS : ROUNDS;
    return saved.with(saved.image().withSlowDigest(salt, rounds));
  }

  private synchronized void write(String name, byte[] bytes, int lost) {
    if (failure != null) {
      return;
    }
    try {
      out.writeUTF(name);
      out.writeInt(bytes.length);
      out.write(bytes);
      topics++;
      lostValues += lost;
    } catch (IOException e) {
      failure = e;
    }
  }

  /// Adds the appendix and the seal, and waits until all is on the disk.
  ///
  /// @throws IOException if anything could not be written, also before
  synchronized Written finish(byte[] appendix) throws IOException {
    if (failure != null) {
      throw failure;
    }
    out.writeUTF("");
    out.write(appendix);
    out.flush();
    out.write(seal.doFinal());
    out.flush();
    file.force(true);
    return new Written(topics, lostValues, file.size(), topics == 0 && appendix.length == 0);
  }

  /// What a file has: how many topics, and how many values of slots were left out; whether it has
  /// nothing that the next start could use.
  record Written(int topics, int lostValues, long bytes, boolean isNothing) {}
}
