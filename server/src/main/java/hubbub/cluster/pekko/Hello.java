package hubbub.cluster.pekko;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What two nodes tell each other before one of them joins.
///
/// @param isAnswer whether it answers another one; only those that do not are answered
/// @param number the number of its sender's run
/// @param isMember whether its sender is a member of a cluster
/// @param vote the node that may found the cluster, as far as its sender is concerned; empty if it
///   has no say
/// @param clockMillis its sender's clock, in milliseconds since 1970
record Hello(
    boolean isAnswer, int number, boolean isMember, String vote, long clockMillis, Terms terms) {

  /// Written first. A node that reads another form still answers, so that the newer of two learns
  /// of it.
  private static final int FORM = 1;

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      out.writeBoolean(isAnswer);
      out.writeInt(number);
      out.writeBoolean(isMember);
      out.writeUTF(vote);
      out.writeLong(clockMillis);
      write(terms, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(Terms terms, DataOutputStream out) throws IOException {
    out.writeUTF(terms.release());
    out.writeInt(terms.forms().oldest());
    out.writeInt(terms.forms().written());
    out.writeShort(terms.common().size());
    for (Map.Entry<String, String> term : terms.common().entrySet()) {
      out.writeUTF(term.getKey());
      out.writeUTF(term.getValue());
    }
  }

  /// Empty if that is no such message, or one of another form.
  static Optional<Hello> decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return in.readByte() == FORM ? Optional.of(read(in)) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Hello read(DataInputStream in) throws IOException {
    return new Hello(
        in.readBoolean(),
        in.readInt(),
        in.readBoolean(),
        in.readUTF(),
        in.readLong(),
        readTerms(in));
  }

  private static Terms readTerms(DataInputStream in) throws IOException {
    String release = in.readUTF();
    Terms.Forms forms = new Terms.Forms(in.readInt(), in.readInt());
    Map<String, String> common = new TreeMap<>();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      common.put(in.readUTF(), in.readUTF());
    }
    return new Terms(release, forms, common);
  }

  /// Whether `bytes` ask for an answer, in whatever form.
  static boolean asks(byte[] bytes) {
    return bytes.length > 1 && bytes[1] == 0;
  }
}
