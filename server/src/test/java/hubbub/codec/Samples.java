package hubbub.codec;

import hubbub.topic.AddressPrefix;
import hubbub.topic.Body;
import hubbub.topic.Change;
import hubbub.topic.Epoch;
import hubbub.topic.Event;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Nick;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.SlotEdit;
import hubbub.topic.Slow;
import hubbub.topic.Subject;
import hubbub.topic.Title;
import hubbub.topic.TopicImage;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Payload;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// Sample values of types. A record has as many as the component with the most, so that each sample
/// of each component occurs. In the first, everything optional is absent; in the second, present.
/// These two stay as they are: the recorded bytes are of them.
public final class Samples {
  private static final long AT = 1_700_000_000_000L;

  private static final Map<Class<?>, List<?>> PLAIN =
      Map.ofEntries(
          Map.entry(String.class, List.of("", "tea & \"é😀\"\n", "x".repeat(300))),
          Map.entry(long.class, List.of(0L, AT, 23L, 24L, -1L, AT + 86_400_000, Long.MAX_VALUE)),
          Map.entry(int.class, List.of(0, 70_000, -1, Integer.MAX_VALUE)),
          Map.entry(boolean.class, List.of(false, true)),
          Map.entry(Boolean.class, List.of(false, true)),
          Map.entry(OptionalInt.class, List.of(OptionalInt.empty(), OptionalInt.of(50))),
          Map.entry(
              OptionalLong.class,
              List.of(OptionalLong.empty(), OptionalLong.of(AT + 60_000), OptionalLong.of(0))),
          Map.entry(byte[].class, List.of(new byte[0], new byte[] {0, -1, 127})),
          Map.entry(MemberId.class, List.of(new MemberId("g"), new MemberId("a".repeat(64)))),
          Map.entry(
              MembershipId.class,
              List.of(new MembershipId(1), new MembershipId(-1L), new MembershipId(7L << 40))),
          Map.entry(
              Nick.class, List.of(new Nick("A", "a", "a"), new Nick("Zoë 😀", "zoë 😀", "zoe 😀"))),
          Map.entry(Body.class, List.of(new Body("x"), new Body("two\nlines 😀".repeat(30)))),
          Map.entry(Title.class, List.of(new Title(""), new Title("Tea and rain"))),
          Map.entry(Epoch.class, List.of(new Epoch("e"), new Epoch("e".repeat(32)))),
          Map.entry(
              AddressPrefix.class,
              Stream.of("192.0.2.7", "2001:db8::/32", "::/0").map(AddressPrefix::parse).toList()),
          Map.entry(
              Subject.Address.class,
              List.of(new Subject.Address("p1"), new Subject.Address("p".repeat(64)))),
          Map.entry(
              Slow.class,
              List.of(
                  new Slow(1, OptionalLong.empty()),
                  new Slow(5_000, OptionalLong.of(AT)),
                  new Slow(Long.MAX_VALUE, OptionalLong.of(Long.MAX_VALUE)))),
          Map.entry(
              Payload.class,
              List.of(
                  Payload.EMPTY,
                  Payload.EMPTY
                      .with("text", "é😀")
                      .with("", 1L << 40)
                      .with("half", -0.5)
                      .with("whole", 3.0)
                      .with("yes", true)
                      .with("in", Payload.of("deep", Payload.EMPTY))
                      .with("list", List.of("a", 1L, 2.5, false, List.of(), Payload.EMPTY)))),
          Map.entry(
              Refusal.class,
              List.of(
                  new Refusal(Reason.KICKED, Map.of(), true),
                  new Refusal(
                      Reason.NICK_TAKEN,
                      Map.of(
                          "suggestion",
                          "ann2",
                          "until_at",
                          AT,
                          "max",
                          7L,
                          "scope",
                          true,
                          "open_at",
                          "noon",
                          "never_at",
                          Long.MAX_VALUE),
                      false))),
          Map.entry(
              Outcome.Custom.class,
              List.of(
                  Outcome.Custom.ok(Payload.EMPTY),
                  new Outcome.Custom("error", Payload.of("why", "tea")))),
          Map.entry(SlotEdit.Put.class, SampleSlots.puts()),
          Map.entry(TopicName.class, List.of(new TopicName("room:a"), new TopicName("raum:é"))),
          Map.entry(
              TopicImage.Messages.class,
              List.of(
                  new TopicImage.Messages(List.of(), Set.of()),
                  new TopicImage.Messages(changes(List.of(message(), message())), Set.of(1L, 0L)))),
          Map.entry(Change.class, changes(List.of(message(), new Event.Died()))));

  private Samples() {}

  private static Event message() {
    Event.Author author = new Event.Author(new MemberId("gABCDEFGHIJKLMNOP"), "ann", Rank.GUEST);
    return new Event.Message(
        "abcdefghijkl", author, "hello", Optional.of("n1"), Optional.empty(), false);
  }

  /// A change of each of these events.
  static List<Change> changes(List<Event> events) {
    List<Change> changes = new ArrayList<>();
    for (Event event : events) {
      int i = changes.size();
      Change.Cause cause = i % 2 == 0 ? null : new Change.Cause(new MembershipId(i), i);
      byte[] frame = event instanceof Event.Told ? new byte[] {'[', ']', (byte) i} : new byte[0];
      changes.add(new Change(i + 2, i, AT + i, cause, event, frame));
    }
    return changes;
  }

  /// All records of a sealed interface.
  static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Samples::records)
        : Stream.of(type);
  }

  /// Samples of that type.
  public static <T> List<T> of(Class<T> type) {
    return of((Type) type).stream().map(type::cast).toList();
  }

  private static List<?> of(Type type) {
    return switch (type) {
      case Class<?> plain when PLAIN.containsKey(plain) -> PLAIN.get(plain);
      case Class<?> word when word.isEnum() -> List.of(word.getEnumConstants());
      case Class<?> sealed when sealed.isSealed() ->
          records(sealed).flatMap(record -> of(record).stream()).toList();
      case Class<?> record when record.isRecord() -> ofRecord(record);
      case ParameterizedType generic -> ofGeneric(generic);
      default -> throw new IllegalArgumentException("no samples of " + type);
    };
  }

  private static List<?> ofGeneric(ParameterizedType type) {
    List<?> inner = of(type.getActualTypeArguments()[0]);
    return switch (type.getRawType()) {
      case Class<?> raw when raw == Optional.class ->
          Stream.concat(Stream.of(Optional.empty()), inner.stream().map(Optional::of)).toList();
      case Class<?> raw when raw == List.class ->
          List.of(List.of(), List.copyOf(inner.subList(0, Math.min(2, inner.size()))), inner);
      case Class<?> raw when raw == Map.class ->
          List.of(Map.of(), Map.of(inner.get(0), AT, inner.get(1), Long.MAX_VALUE));
      default -> throw new IllegalArgumentException("no samples of " + type);
    };
  }

  /// From the third sample on, components of the same type differ in which of its samples they get.
  private static List<?> ofRecord(Class<?> type) {
    List<List<?>> values =
        Arrays.stream(type.getRecordComponents())
            .<List<?>>map(it -> of(it.getGenericType()))
            .toList();
    int most = values.stream().mapToInt(List::size).max().orElse(0);
    List<Object> samples = new ArrayList<>();
    for (int i = 0; i < 2 + most; i++) {
      Object[] parts = new Object[values.size()];
      for (int at = 0; at < parts.length; at++) {
        List<?> all = values.get(at);
        Object part = all.get((i < 2 ? i : i + at) % all.size());
        parts[at] = i == 0 ? part : distinct(part, at);
      }
      samples.add(made(type, parts));
    }
    return samples;
  }

  /// The same text or number, but another one at each position of a record.
  private static Object distinct(Object part, int at) {
    return switch (part) {
      case String text -> text + at;
      case Long number when number > 0 && number < Long.MAX_VALUE -> number + at;
      case Optional<?> optional -> optional.map(inner -> distinct(inner, at));
      default -> part;
    };
  }

  private static Object made(Class<?> type, Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      return type.getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + ": " + Arrays.toString(values), e);
    }
  }
}
