package hubbub.codec;

import static hubbub.codec.CommonForms.MEMBER;
import static hubbub.codec.CommonForms.MEMBER_ID;
import static hubbub.codec.Form.TEXT;

import hubbub.codec.Family.Case;
import hubbub.topic.HeldMessage;
import hubbub.topic.Outcome.Listed;
import hubbub.topic.Sanction;
import java.util.List;

/// The form of what [Listed] lists.
final class ListedCodec {
  private static final Case<Sanction> SANCTION =
      new Case<>(
          1,
          (out, it) ->
              out.value(it.member(), MEMBER_ID)
                  .text(it.nick())
                  .value(it.reason(), Words.REASON)
                  .time(it.at())
                  .optionalTime(it.untilAt())
                  .optional(it.by(), TEXT)
                  .optional(it.text(), TEXT),
          in ->
              new Sanction(
                  in.value(MEMBER_ID),
                  in.text(),
                  in.value(Words.REASON),
                  in.time(),
                  in.optionalTime(),
                  in.optional(TEXT),
                  in.optional(TEXT)));

  private static final Case<Listed.Ranked> RANKED =
      new Case<>(
          2,
          (out, it) -> out.value(it.member(), MEMBER).optionalTime(it.untilAt()),
          in -> new Listed.Ranked(in.value(MEMBER), in.optionalTime()));

  private static final Case<Listed.Remembered> REMEMBERED =
      new Case<>(
          3,
          (out, it) -> out.value(it.affiliation(), LastingForms.AFFILIATION),
          in -> new Listed.Remembered(in.value(LastingForms.AFFILIATION)));

  private static final Case<HeldMessage> HELD =
      new Case<>(4, (out, it) -> out.value(it, CommonForms.HELD), in -> in.value(CommonForms.HELD));

  private static final Family<Listed.Entry> ENTRIES =
      Family.of("entry", List.of(SANCTION, RANKED, REMEMBERED, HELD));

  static final Form<Listed.Entry> ENTRY = Form.of(ListedCodec::write, ENTRIES::read);

  private ListedCodec() {}

  private static void write(CborWriter out, Listed.Entry entry) {
    switch (entry) {
      case Sanction it -> SANCTION.write(out, it);
      case Listed.Ranked it -> RANKED.write(out, it);
      case Listed.Remembered it -> REMEMBERED.write(out, it);
      case HeldMessage it -> HELD.write(out, it);
    }
  }
}
