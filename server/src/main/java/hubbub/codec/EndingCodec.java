package hubbub.codec;

import static hubbub.codec.Form.TEXT;

import hubbub.codec.Family.Case;
import hubbub.topic.Ending;
import java.util.List;

/// The form of [Ending]s.
final class EndingCodec {
  private static final Case<Ending.Left> LEFT = Case.empty(1, new Ending.Left());
  private static final Case<Ending.Lost> LOST = Case.empty(2, new Ending.Lost());
  private static final Case<Ending.Replaced> REPLACED = Case.empty(3, new Ending.Replaced());
  private static final Case<Ending.Crashed> CRASHED = Case.empty(4, new Ending.Crashed());

  private static final Case<Ending.Kicked> KICKED =
      new Case<>(
          5,
          (out, it) -> out.optionalTime(it.untilAt()).optional(it.text(), TEXT).text(it.by()),
          in -> new Ending.Kicked(in.optionalTime(), in.optional(TEXT), in.text()));

  private static final Case<Ending.Banned> BANNED =
      new Case<>(
          6,
          (out, it) -> out.optionalTime(it.untilAt()).optional(it.text(), TEXT).text(it.by()),
          in -> new Ending.Banned(in.optionalTime(), in.optional(TEXT), in.text()));

  private static final Family<Ending> ENDINGS =
      Family.of("ending", List.of(LEFT, LOST, REPLACED, CRASHED, KICKED, BANNED));

  static final Form<Ending> ENDING = Form.of(EndingCodec::write, ENDINGS::read);

  private EndingCodec() {}

  private static void write(CborWriter out, Ending ending) {
    switch (ending) {
      case Ending.Left it -> LEFT.write(out, it);
      case Ending.Lost it -> LOST.write(out, it);
      case Ending.Replaced it -> REPLACED.write(out, it);
      case Ending.Crashed it -> CRASHED.write(out, it);
      case Ending.Kicked it -> KICKED.write(out, it);
      case Ending.Banned it -> BANNED.write(out, it);
    }
  }
}
