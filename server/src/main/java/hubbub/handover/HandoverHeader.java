package hubbub.handover;

import hubbub.codec.CborReader;
import hubbub.codec.CborWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/// The beginning of a hand-over file: what it is, in which version, by which secret, and from when.
final class HandoverHeader {
  /// How old a file may be. Then people have gone elsewhere, and whoever comes should not find
  /// yesterday's moderators.
  static final Duration LONGEST = Duration.ofMinutes(10);

  private static final byte[] MAGIC = "hubbub hand-over".getBytes(StandardCharsets.US_ASCII);

  private HandoverHeader() {}

  /// When a file was written, and how long ago that was.
  record Written(Moment at, Duration age) {}

  static void write(DataOutputStream out, HandoverKey key, Moment now) throws IOException {
    out.write(MAGIC);
    out.writeInt(CborWriter.VERSION);
    out.write(key.check());
    out.writeLong(now.epochMillis());
    out.writeLong(now.nanos());
    out.writeUTF(now.boot());
  }

  /// Reads a header.
  ///
  /// @return when the file was written, and its age
  /// @throws Rejected if it is of another program, version or secret, or of a time that is too long
  ///   ago
  static Written read(DataInputStream in, HandoverKey key, Moment now)
      throws IOException, Rejected {
    if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
      throw new Rejected("it is no hand-over file");
    }
    int version = in.readInt();
    if (version < CborReader.OLDEST_VERSION || version > CborWriter.VERSION) {
      throw new Rejected("it is of version " + version + ", which this release does not read");
    }
    byte[] check = key.check();
    if (!Arrays.equals(in.readNBytes(check.length), check)) {
      throw new Rejected("it was written by a server with another secret");
    }
    Moment written = new Moment(in.readLong(), in.readLong(), in.readUTF());
    Duration age =
        now.since(written)
            .orElseThrow(() -> new Rejected("it is from the future, by this machine's clock"));
    if (age.compareTo(LONGEST) > 0) {
      throw new Rejected("it is " + age.toMinutes() + " minutes old (expected: at most 10)");
    }
    return new Written(written, age);
  }
}
