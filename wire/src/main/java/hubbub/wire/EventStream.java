package hubbub.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Builds what an event stream has (server-sent events, HTML §9.2): events whose data is one JSON
/// object, which has no line breaks. Pure functions.
public final class EventStream {
  private static final byte[] END = {'\n', '\n'};
  private static final int MOST_EPOCH = 32;
  private static final int MOST_DIGITS = 18;

  private EventStream() {}

  /// A place in a topic's history, as the id of an event says it.
  public record Place(String epoch, long seq) {}

  /// The id of the told event `seq` of `epoch`.
  public static String id(String epoch, long seq) {
    return epoch + "-" + seq;
  }

  /// The place that `id` names; empty if it names none.
  public static Optional<Place> place(String id) {
    int dash = id.lastIndexOf('-');
    String seq = id.substring(dash + 1);
    boolean isPlace = dash > 0 && dash <= MOST_EPOCH && seq.matches("[0-9]{1," + MOST_DIGITS + "}");
    return isPlace
        ? Optional.of(new Place(id.substring(0, dash), Long.parseLong(seq)))
        : Optional.empty();
  }

  /// An event, from which a client can resume.
  public static byte[] event(String id, String word, byte[] data) {
    return withFields("id: " + id + "\nevent: " + word + "\ndata: ", data);
  }

  /// An event that leaves the place from which a client would resume as it is.
  public static byte[] event(String word, byte[] data) {
    return withFields("event: " + word + "\ndata: ", data);
  }

  private static byte[] withFields(String fields, byte[] data) {
    byte[] before = fields.getBytes(StandardCharsets.UTF_8);
    byte[] event = new byte[before.length + data.length + END.length];
    System.arraycopy(before, 0, event, 0, before.length);
    System.arraycopy(data, 0, event, before.length, data.length);
    System.arraycopy(END, 0, event, before.length + data.length, END.length);
    return event;
  }

  /// A comment, which shows that the server is there.
  public static byte[] heartbeat() {
    return ":\n\n".getBytes(StandardCharsets.UTF_8);
  }

  /// How long a client waits before it comes back after the end of the stream.
  public static byte[] retry(long millis) {
    return ("retry: " + millis + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}
