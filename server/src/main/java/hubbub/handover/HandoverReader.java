package hubbub.handover;

import hubbub.cluster.Cluster;
import hubbub.cluster.LeftTopic;
import hubbub.cluster.SavedTopic;
import hubbub.cluster.SavedTopicForm;
import hubbub.codec.CborReader;
import hubbub.codec.KindSlots;
import hubbub.codec.Unreadable;
import hubbub.logging.ThrottledLog;
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
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;

/// Reads a hand-over file: first all of it for its seal, then where its topics are. A topic itself
/// is read when it is first needed.
final class HandoverReader {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final ThrottledLog LOG = new ThrottledLog(HandoverReader.class);

  private final FileChannel file;
  private final HandoverKey key;
  private final KindSlots slots;

  HandoverReader(FileChannel file, HandoverKey key, KindSlots slots) {
    this.file = file;
    this.key = key;
    this.slots = slots;
  }

  /// What a file had: how many topics were passed on, how many were of kinds that are not served,
  /// and how old it was.
  record Contents(int topics, int unserved, Duration age) {}

  /// Passes the topics of kinds that are served to `cluster`, and what follows them, if anything,
  /// to `appendix`.
  ///
  /// @throws Rejected if nothing of the file may be used; then nothing was passed on
  Contents read(Moment now, Cluster cluster, Appendix appendix) throws IOException, Rejected {
    DataInputStream in = open();
    HandoverHeader.Written written = checked(in, now);
    long shiftMillis = now.clockSetMillis(written.at(), written.age());
    int topics = 0;
    int unserved = 0;
    for (String text = in.readUTF(); !text.isEmpty(); text = in.readUTF()) {
      TopicName name = new TopicName(text);
      byte[] bytes = in.readNBytes(in.readInt());
      if (cluster.serves(name)) {
        cluster.takeOver(new LeftTopic(name, () -> decode(name, bytes, shiftMillis)));
        topics++;
      } else {
        unserved++;
      }
    }
    take(appendix, in.readAllBytes());
    return new Contents(topics, unserved, written.age());
  }

  /// What older releases leave has no appendix.
  private static void take(Appendix appendix, byte[] rest) {
    int length = rest.length - HandoverKey.SEAL_BYTES;
    try {
      if (length > 0) {
        appendix.take(Arrays.copyOf(rest, length));
      }
    } catch (Unreadable e) {
      LOG.warn("What the last run left beside its topics cannot be read: {}", e.toString());
    }
  }

  private HandoverHeader.Written checked(DataInputStream in, Moment now)
      throws IOException, Rejected {
    try {
      HandoverHeader.Written written = HandoverHeader.read(in, key, now);
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
    for (long at = 0; at < sealed; at += buffer.limit()) {
      seal.update(read(at, buffer.clear().limit((int) Math.min(BUFFER_BYTES, sealed - at))));
    }
    ByteBuffer found = read(sealed, ByteBuffer.allocate(HandoverKey.SEAL_BYTES));
    if (!MessageDigest.isEqual(found.array(), seal.doFinal())) {
      throw new Rejected("it is not whole, or was changed");
    }
  }

  /// Fills `buffer` with what the file has from there on.
  private ByteBuffer read(long from, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (file.read(buffer, from + buffer.position()) < 0) {
        throw new EOFException();
      }
    }
    return buffer.flip();
  }

  private Optional<SavedTopic> decode(TopicName name, byte[] bytes, long shiftMillis) {
    try {
      CborReader in = new CborReader(bytes, slots.of(name), shiftMillis);
      SavedTopic saved = SavedTopicForm.SAVED_TOPIC.read(in);
      in.end();
      if (in.lostSlotValues() > 0) {
        LOG.warn(
            "{}: some of its slots are empty now, since its extension no longer declares or reads them",
            name.value());
      }
      return Optional.of(saved);
    } catch (Unreadable e) {
      LOG.warn(
          "What the last run left of a topic cannot be read: {}", name + ": " + e.getMessage());
      return Optional.empty();
    }
  }
}
