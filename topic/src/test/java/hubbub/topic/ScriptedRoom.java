package hubbub.topic;

import hubbub.topic.extension.ExtensionContext;
import hubbub.topic.extension.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/// A room whose extension runs a test's code while handling ann's commands.
abstract class ScriptedRoom {
  static final Slot<String> FLAG = Slot.expiring("flag", String.class, 5_000);
  static final Slot<String> NEXT = Slot.expiring("next", String.class, 7_000);
  static final Slot<Integer> SCORE = Slot.lasting("score", Integer.class);

  final ScriptedExtension script = new ScriptedExtension();
  final Room room =
      new Room(Room.with(100, 131072, 15_000, OptionalInt.empty(), Map.of()), Optional.of(script));
  final Guest ann = room.enters("ann");

  /// Runs `what` within a command of ann's.
  void run(Consumer<ExtensionContext> what) {
    ask(context -> {
      what.accept(context);
      return true;
    });
  }

  <T> T ask(Function<ExtensionContext, T> what) {
    List<T> answer = new ArrayList<>();
    script.commands.put(
        "do",
        context -> {
          answer.add(what.apply(context));
          return Outcome.OK;
        });
    ann.does(new Command.Custom("do", "{}"));
    return answer.getFirst();
  }

  boolean does(Function<ExtensionContext, Boolean> what) {
    return ask(what);
  }

  <T> Optional<T> value(Slot<T> slot) {
    return ask(context -> context.slots().get(slot));
  }
}
