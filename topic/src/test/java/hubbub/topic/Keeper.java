package hubbub.topic;

import hubbub.topic.extension.ExtensionContext;
import hubbub.topic.extension.Slot;
import hubbub.topic.extension.TopicExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An extension that keeps a few values, and records its calls.
final class Keeper implements TopicExtension {
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
  public Outcome command(ExtensionContext turn, Command.Custom command) {
    switch (command.event()) {
      case "put" -> turn.slots().put(SLOT, "value");
      case "touch" -> turn.slots().touch(SLOT);
      case "remove" -> turn.slots().remove(SLOT);
      default -> {
        turn.membership().ifPresent(id -> turn.assigns(id).put(ASSIGN, 1));
        turn.broadcast("assigned", "{}");
      }
    }
    return new Outcome.Custom("done", "{}");
  }

  @Override
  public Optional<Slot.Filled<?>> onExpired(ExtensionContext turn, String name, Object value) {
    expired.add(name + "=" + value);
    return name.equals("slot") ? Optional.of(OTHER.with("after " + value)) : Optional.empty();
  }

  @Override
  public void onRemoved(String name, Object value) {
    removed.add(name + "=" + value);
  }
}
