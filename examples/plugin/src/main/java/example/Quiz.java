package example;

import hubbub.topic.*;
import hubbub.topic.extension.*;
import java.util.List;
import java.util.Optional;

/// Somebody asks (`ask {"question"}`), and everybody gets `asked`. Whoever guesses first (`guess`) within 30 s gets a
/// point; if nobody does, everybody gets `timed_out`.
public final class Quiz implements TopicExtension {
  private static final Slot<String> QUESTION = Slot.expiring("question", String.class, 30_000);
  private static final int LONGEST = 200;

  @Override
  public String kind() {
    return "quiz";
  }

  @Override
  public List<Slot<?>> slots() {
    return List.of(QUESTION);
  }

  @Override
  public Outcome command(ExtensionContext context, Command.Custom command) {
    return switch (command.event()) {
      case "ask" -> ask(context, command.payload().text("question").orElse(""));
      case "guess" -> {
        boolean isInTime = context.slots().remove(QUESTION);
        yield Outcome.Custom.ok(Payload.of("points", isInTime ? 1 : 0));
      }
      default -> new Outcome.Refused(Refusal.of(Reason.UNKNOWN_COMMAND));
    };
  }

  private static Outcome ask(ExtensionContext context, String question) {
    Optional<Refusal> silence = context.silence(); // muted members may not speak by asking either
    if (silence.isPresent()) {
      return new Outcome.Refused(silence.get());
    }
    if (question.isBlank() || question.length() > LONGEST) {
      return new Outcome.Refused(Refusal.invalid("question", "1 to " + LONGEST + " characters"));
    }
    if (context.slots().get(QUESTION).isPresent()) {
      return new Outcome.Refused(Refusal.of(Reason.ALREADY));
    }
    context.slots().put(QUESTION, question);
    context.broadcast("asked", Payload.of("question", question));
    return Outcome.OK;
  }

  @Override
  public Optional<Slot.Filled<?>> onExpired(ExtensionContext context, String name, Object value) {
    context.broadcast("timed_out", Payload.EMPTY);
    return Optional.empty();
  }
}
