package hubbub.codec;

import hubbub.topic.Command;
import hubbub.topic.Event;
import hubbub.topic.Outcome;
import hubbub.topic.Request;
import java.util.List;
import java.util.function.BiConsumer;

/// A way into the package, with samples of what it writes and reads.
record Codec<T>(
    String name,
    List<T> samples,
    BiConsumer<CborWriter, T> writing,
    CborReader.Reading<T> reading) {
  static final List<Codec<?>> ALL =
      List.of(
          of(Event.class, EventCodec::write, EventCodec::read),
          of(Outcome.class, OutcomeCodec::write, OutcomeCodec::read),
          of(Command.class, CommandCodec::write, CommandCodec::read),
          of(Request.class, RequestCodec::write, RequestCodec::read),
          new Codec<>(
              "Change",
              Samples.changes(Samples.of(Event.class)),
              ChangeCodec::write,
              ChangeCodec::read));

  private static <T> Codec<T> of(
      Class<T> type, BiConsumer<CborWriter, T> writing, CborReader.Reading<T> reading) {
    return new Codec<>(type.getSimpleName(), Samples.of(type), writing, reading);
  }

  byte[] bytes(T value) {
    CborWriter out = new CborWriter(SampleSlots.TYPES);
    writing.accept(out, value);
    return out.toBytes();
  }

  T value(byte[] bytes) throws Unreadable {
    CborReader in = new CborReader(bytes, SampleSlots.TYPES);
    T value = reading.read(in);
    in.end();
    return value;
  }

  @Override
  public String toString() {
    return name;
  }
}
