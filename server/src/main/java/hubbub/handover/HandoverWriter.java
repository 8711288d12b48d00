package hubbub.handover;

import hubbub.cluster.SavedTopic;
import hubbub.codec.CborWriter;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/// Writes a hand-over file. Topics come from their loops, and are encoded on as many threads as
/// there are cores.
final class HandoverWriter implements AutoCloseable {
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
  private final ExecutorService encoders =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  private @Nullable IOException failure;
  private int topics;
  private int lostValues;

  /// Begins `file` with its header, which says that it is written `now`.
  HandoverWriter(FileChannel file, HandoverKey key, KindSlots slots, Moment now)
      throws IOException {
    this.file = file;
    this.slots = slots;
    this.seal = key.seal();
    this.out = new DataOutputStream(sealing(Channels.newOutputStream(file)));
    HandoverHeader.write(out, key, now);
  }

  private OutputStream sealing(OutputStream to) {
    return new BufferedOutputStream(to, BUFFER_BYTES) {
      @Override
      public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        seal.update(bytes, from, length);
        super.write(bytes, from, length);
      }

      @Override
      public synchronized void write(int b) throws IOException {
        seal.update((byte) b);
        super.write(b);
      }
    };
  }

  /// Adds a topic, unless something could not be written before. Never fails: what can't be written
  /// is told by [#finish]. Any thread.
  void add(SavedTopic saved) {
    encoders.execute(() -> encode(saved));
  }

  private void encode(SavedTopic saved) {
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
    return new SavedTopic(saved.image().withSlowDigest(salt, rounds), saved.at(), saved.log());
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

  /// Adds the seal, and waits until all is on the disk.
  ///
  /// @throws IOException if anything could not be written, also before
  Written finish() throws IOException, InterruptedException {
    encoders.shutdown();
    var _ = encoders.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    return seal();
  }

  private synchronized Written seal() throws IOException {
    if (failure != null) {
      throw failure;
    }
    out.writeUTF("");
    out.write(seal.doFinal());
    out.flush();
    file.force(true);
    return new Written(topics, lostValues, file.size());
  }

  /// Ends the threads.
  @Override
  public void close() {
    encoders.shutdownNow();
  }

  /// What a file has: how many topics, and how many values of slots were left out.
  record Written(int topics, int lostValues, long bytes) {}
}
