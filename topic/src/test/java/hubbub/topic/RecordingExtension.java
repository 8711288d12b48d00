package hubbub.topic;

import hubbub.topic.extension.ExtensionContext;
import hubbub.topic.extension.Slot;
import hubbub.topic.extension.TopicExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An extension that keeps a few values, and records its calls.
final class RecordingExtension implements TopicExtension {
  static final Slot<String> SLOT = Slot.expiring("slot", String.class, 5_000);
  static final Slot<String> OTHER = Slot.expiring("other", String.class, 3_000);
  static final Slot<Integer> ASSIGN = Slot.expiring("score", Integer.class, 8_000).shown();

  final List<String> expired = new ArrayList<>();
  final List<String> removed = new ArrayList<>();

  @Override
  public String kind() {
    return "room";
  }

  @Override
  public Outcome command(ExtensionContext context, Command.Custom command) {
    switch (command.event()) {
      case "put" -> context.slots().put(SLOT, "value");
      case "touch" -> context.slots().touch(SLOT);
      case "remove" -> context.slots().remove(SLOT);
      default -> {
        context.membership().ifPresent(id -> context.assigns(id).put(ASSIGN, 1));
        context.broadcast("assigned", "{}");
      }
    }
    return new Outcome.Custom("done", "{}");
  }

  @Override
  public Optional<Slot.Filled<?>> onExpired(ExtensionContext context, String name, Object value) {
    expired.add(name + "=" + value);
    return name.equals("slot") ? Optional.of(OTHER.with("after " + value)) : Optional.empty();
  }

  @Override
  public void onRemoved(String name, Object value) {
    removed.add(name + "=" + value);
  }
}
