package hubbub.topic;

import hubbub.topic.extension.ExtensionContext;
import hubbub.topic.extension.Slot;
import hubbub.topic.extension.TopicExtension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// An extension scripted by a test: answers by command word, expiry by slot name.
final class ScriptedExtension implements TopicExtension {
  final Map<String, Function<ExtensionContext, Outcome>> commands = new LinkedHashMap<>();
  final Map<String, OnExpired> expiries = new LinkedHashMap<>();
  final List<String> expired = new ArrayList<>();
  final List<String> removed = new ArrayList<>();
  Function<ExtensionContext, Optional<Refusal>> joining = _ -> Optional.empty();

  /// The handler of an expired value.
  interface OnExpired {
    Optional<Slot.Filled<?>> next(ExtensionContext context, Object value);
  }

  @Override
  public String kind() {
    return "room";
  }

  @Override
  public Optional<Refusal> joining(ExtensionContext context) {
    return joining.apply(context);
  }

  @Override
  public Outcome command(ExtensionContext context, Command.Custom command) {
    Function<ExtensionContext, Outcome> answer = commands.get(command.event());
    return answer == null
        ? new Outcome.Refused(Refusal.of(Reason.UNKNOWN_COMMAND))
        : answer.apply(context);
  }

  @Override
  public Optional<Slot.Filled<?>> onExpired(ExtensionContext context, String name, Object value) {
    expired.add(name + "=" + value + "@" + context.now());
    OnExpired next = expiries.get(name);
    return next == null ? Optional.empty() : next.next(context, value);
  }

  @Override
  public void onRemoved(String name, Object value) {
    removed.add(name + "=" + value);
  }
}
