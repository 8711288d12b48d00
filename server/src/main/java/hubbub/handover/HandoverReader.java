package hubbub.handover;

import hubbub.cluster.SavedTopic;
import hubbub.codec.CborReader;
import hubbub.codec.Unreadable;
import hubbub.topic.TopicName;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.crypto.Mac;

/// Reads a hand-over file: first all of it for its seal, then its topics, several at a time.
final class HandoverReader {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int AT_A_TIME = 1_000;

  private final FileChannel file;
  private final HandoverKey key;
  private final KindSlots slots;
  private final AtomicInteger lostValues = new AtomicInteger();
  private final AtomicInteger unreadable = new AtomicInteger();

  HandoverReader(FileChannel file, HandoverKey key, KindSlots slots) {
    this.file = file;
    this.key = key;
    this.slots = slots;
  }

  /// What a file had: how many topics were passed on; how many were of kinds that are not served;
  /// how many could not be read; how many values of slots were left out; and how old it was.
  record Contents(int topics, int unserved, int unreadable, int lostValues, Duration age) {}

  private record Encoded(TopicName name, byte[] bytes) {}

  /// Passes the topics of kinds that `isServed` to `sink`, some at a time.
  ///
  /// @throws Rejected if nothing of the file may be used; then nothing was passed on
  Contents read(Moment now, Predicate<String> isServed, Consumer<List<SavedTopic>> sink)
      throws IOException, Rejected {
    DataInputStream in = open();
    Moment written = checked(in, now);
    Duration age = now.since(written).orElse(Duration.ZERO);
    long shiftMillis = now.clockSetMillis(written, age);
    int topics = 0;
    int unserved = 0;
    for (boolean goesOn = true; goesOn; ) {
      List<Encoded> some = new ArrayList<>(AT_A_TIME);
      goesOn = fill(some, in);
      List<Encoded> served =
          some.stream().filter(topic -> isServed.test(topic.name().kind())).toList();
      List<SavedTopic> decoded =
          served.parallelStream().flatMap(topic -> decode(topic, shiftMillis).stream()).toList();
      sink.accept(decoded);
      topics += decoded.size();
      unserved += some.size() - served.size();
    }
    return new Contents(topics, unserved, unreadable.get(), lostValues.get(), age);
  }

  private Moment checked(DataInputStream in, Moment now) throws IOException, Rejected {
    try {
      Moment written = HandoverHeader.read(in, key, now);
      checkSeal();
      return written;
    } catch (EOFException e) {
      throw new Rejected("it is not whole");
    }
  }

  private DataInputStream open() throws IOException {
    file.position(0);
    InputStream in = Channels.newInputStream(file);
    return new DataInputStream(new BufferedInputStream(in, BUFFER_BYTES));
  }

  /// Nothing of a file is used that this server did not write, or not to its end.
  private void checkSeal() throws IOException, Rejected {
    long sealed = file.size() - HandoverKey.SEAL_BYTES;
    Mac seal = key.seal();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    long at = 0;
    while (at < sealed) {
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, sealed - at));
      int read = file.read(buffer, at);
      if (read < 0) {
        throw new EOFException();
      }
      seal.update(buffer.flip());
      at += read;
    }
    ByteBuffer found = ByteBuffer.allocate(HandoverKey.SEAL_BYTES);
    while (found.hasRemaining() && file.read(found, Math.max(0, sealed) + found.position()) >= 0) {
      // goes on
    }
    if (!MessageDigest.isEqual(found.array(), seal.doFinal())) {
      throw new Rejected("it is not whole, or was changed");
    }
  }

  /// Reads some topics.
  ///
  /// @return whether there may be more
  private static boolean fill(List<Encoded> some, DataInputStream in) throws IOException {
    while (some.size() < AT_A_TIME) {
      String name = in.readUTF();
      if (name.isEmpty()) {
        return false;
      }
      some.add(new Encoded(new TopicName(name), in.readNBytes(in.readInt())));
    }
    return true;
  }

  private Optional<SavedTopic> decode(Encoded topic, long shiftMillis) {
    try {
      CborReader in = new CborReader(topic.bytes(), slots.of(topic.name()), shiftMillis);
      SavedTopic saved = SavedTopicForm.SAVED_TOPIC.read(in);
      in.end();
      lostValues.addAndGet(in.lostSlotValues());
      return Optional.of(saved);
    } catch (Unreadable e) {
      unreadable.incrementAndGet();
      return Optional.empty();
    }
  }
}
