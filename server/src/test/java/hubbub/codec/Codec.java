package hubbub.codec;

import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.Event;
import hubbub.topic.Outcome;
import hubbub.topic.Request;
import hubbub.topic.SlotEdit;
import hubbub.topic.TopicImage;
import java.util.List;
import java.util.function.BiConsumer;

/// What writes and reads a family of records, with samples of all of them.
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
              ChangeCodec::read),
          of(TopicImage.class, TopicImageCodec.IMAGE),
          of(Actor.class, RequestCodec.ACTOR),
          of(Ending.class, EndingCodec.ENDING),
          of(Outcome.Listed.Entry.class, ListedCodec.ENTRY),
          of(SlotEdit.class, SlotEditCodec.EDIT));

  static Codec<?> named(String name) {
    return ALL.stream().filter(codec -> codec.name.equals(name)).findFirst().orElseThrow();
  }

  private static <T> Codec<T> of(Class<T> type, Form<T> form) {
    return of(type, form::write, form::read);
  }

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
