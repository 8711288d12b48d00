package hubbub.conformance;

import hubbub.topic.Change;
import hubbub.topic.Command;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.extension.ExtensionContext;
import hubbub.topic.extension.Slot;
import hubbub.topic.extension.TopicExtension;
import java.util.Optional;

/// An extension for topics `conformance:*` that does what Phoenix's test channels do. Loaded like
/// any plugin.
public final class ConformanceKind implements TopicExtension {
  private static final Slot<Change.Cause> LATE = Slot.expiring("late", Change.Cause.class, 150);
  private static final Slot<Boolean> BOMB = Slot.expiring("bomb", Boolean.class, 150);

  @Override
  public String kind() {
    return "conformance";
  }

  @Override
  public Optional<Refusal> joining(ExtensionContext context) {
    if (context.topic().topic().value().endsWith("crashes")) {
      throw new IllegalStateException("a join that crashes, as the test wants it");
    }
    return Optional.empty();
  }

  @Override
  public Outcome command(ExtensionContext context, Command.Custom command) {
    return switch (command.event()) {
      case "late" -> {
        context.slots().put(LATE, context.cause().orElseThrow());
        yield new Outcome.Later();
      }
      case "shout" -> {
        context.broadcast("shouted", command.payload());
        yield Outcome.OK;
      }
      case "shout_to_others" -> {
        context.broadcastExcept(context.membership().orElseThrow(), "shouted", command.payload());
        yield Outcome.OK;
      }
      case "maybe" -> new Outcome.Custom("perhaps", "{\"chance\":1}");
      case "crash" -> throw new IllegalStateException("a bug, as the test wants it");
      case "crash_later" -> {
        context.slots().put(BOMB, true);
        yield Outcome.OK;
      }
      default -> new Outcome.Refused(Refusal.of(Reason.UNKNOWN_COMMAND));
    };
  }

  @Override
  public Optional<Slot.Filled<?>> onExpired(ExtensionContext context, String name, Object value) {
    if (name.equals(BOMB.name())) {
      throw new IllegalStateException("a bug that nobody asked for, as the test wants it");
    }
    if (value instanceof Change.Cause cause) {
      context.reply(cause, new Outcome.Custom("ok", "{\"late\":true}"));
    }
    return Optional.empty();
  }
}
