package example;

import hubbub.topic.*;
import hubbub.topic.extension.*;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Viewers of a stream mark what they like (`mark {"keyword"}`); each mark lives for three seconds. All marks are in one
/// slot. It expires when the oldest mark does, and is then put again with the marks that are still alive.
public final class Highlights implements TopicExtension {
  private static final long LIFE_MILLIS = 3_000;
  private static final int MOST = 20;
  private static final Slot<Marks> MARKS = Slot.expiring("marks", new MarksCodec(), LIFE_MILLIS);

  /// A keyword, and when it was marked.
  record Mark(String keyword, long at) {}

  /// All marks, oldest first.
  record Marks(List<Mark> all) {
    Marks {
      all = List.copyOf(all);
    }

    Marks plus(Mark mark) {
      List<Mark> more = new ArrayList<>(all);
      more.add(mark);
      return new Marks(more.subList(Math.max(0, more.size() - MOST), more.size()));
    }

    Marks aliveAt(long now) {
      return new Marks(all.stream().filter(mark -> now < mark.at() + LIFE_MILLIS).toList());
    }

    /// These marks for the slot, until the oldest expires.
    Slot.Filled<Marks> filled(long now) {
      return MARKS.with(this, all.getFirst().at() + LIFE_MILLIS - now);
    }
  }

  /// A mark is a line: its time, a space, its keyword.
  private static final class MarksCodec implements SlotCodec<Marks> {
    @Override
    public Class<Marks> type() {
      return Marks.class;
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public byte[] encode(Marks marks) {
      StringBuilder lines = new StringBuilder();
      marks.all().forEach(mark -> lines.append(mark.at()).append(' ').append(mark.keyword()).append('\n'));
      return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Marks decode(int version, byte[] bytes) {
      return new Marks(
          new String(bytes, StandardCharsets.UTF_8)
              .lines()
              .map(line -> line.split(" ", 2))
              .map(parts -> new Mark(parts[1], Long.parseLong(parts[0])))
              .toList());
    }
  }

  @Override
  public String kind() {
    return "stream";
  }

  @Override
  public List<Slot<?>> slots() {
    return List.of(MARKS);
  }

  @Override
  public Outcome command(ExtensionContext context, Command.Custom command) {
    Optional<String> keyword = command.payload().text("keyword").filter(it -> it.matches("[\\p{L}\\p{N}]{1,20}"));
    if (!command.event().equals("mark")) {
      return new Outcome.Refused(Refusal.of(Reason.UNKNOWN_COMMAND));
    }
    if (keyword.isEmpty()) {
      return new Outcome.Refused(Refusal.invalid("keyword", "1 to 20 letters and digits"));
    }
    if (context.silence().isPresent()) {
      return new Outcome.Refused(context.silence().get());
    }
    long now = context.now();
    Marks marks = context.slots().get(MARKS).orElse(new Marks(List.of())).aliveAt(now).plus(new Mark(keyword.get(), now));
    context.slots().put(marks.filled(now));
    show(context, marks);
    return Outcome.OK;
  }

  @Override
  public Optional<Slot.Filled<?>> onExpired(ExtensionContext context, String name, Object value) {
    Marks alive = ((Marks) value).aliveAt(context.now());
    show(context, alive);
    return alive.all().isEmpty() ? Optional.empty() : Optional.of(alive.filled(context.now()));
  }

  private static void show(ExtensionContext context, Marks marks) {
    List<String> keywords = marks.all().stream().map(Mark::keyword).toList();
    context.broadcast("marks", Payload.EMPTY.with("keywords", keywords));
  }
}
