package hubbub.codec;

import hubbub.codec.Family.Case;
import hubbub.topic.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The form of [Refusal]s. A number whose name ends in `_at` is a time.
public final class RefusalCodec {
  private static final Case<Map.Entry<String, String>> TEXT =
      new Case<>(
          1,
          (out, it) -> out.text(it.getKey()).text(it.getValue()),
          in -> Map.entry(in.text(), in.text()));

  private static final Case<Map.Entry<String, Long>> NUMBER =
      new Case<>(
          2,
          (out, it) -> out.text(it.getKey()).number(it.getValue()),
          in -> Map.entry(in.text(), in.number()));

  private static final Case<Map.Entry<String, Long>> TIME =
      new Case<>(
          3,
          (out, it) -> out.text(it.getKey()).time(it.getValue()),
          in -> Map.entry(in.text(), in.time()));

  private static final Case<Map.Entry<String, Boolean>> FLAG =
      new Case<>(
          4,
          (out, it) -> out.text(it.getKey()).flag(it.getValue()),
          in -> Map.entry(in.text(), in.flag()));

  private static final Family<Map.Entry<String, ?>> DETAILS =
      Family.of("detail", List.of(TEXT, NUMBER, TIME, FLAG));

  private static final Form<Map.Entry<String, ?>> DETAIL =
      Form.of(RefusalCodec::detail, DETAILS::read);

  /// The form.
  public static final Form<Refusal> REFUSAL =
      Form.record(
          "refusal",
          (out, it) ->
              out.value(it.reason(), Words.REASON)
                  .list(sorted(it.details()), DETAIL)
                  .flag(it.isForGood()),
          in -> new Refusal(in.value(Words.REASON), map(in.list(DETAIL)), in.flag()));

  private RefusalCodec() {}

  private static void detail(CborWriter out, Map.Entry<String, ?> detail) {
    String name = detail.getKey();
    switch (detail.getValue()) {
      case Number number ->
          (name.endsWith("_at") ? TIME : NUMBER).write(out, Map.entry(name, number.longValue()));
      case Boolean flag -> FLAG.write(out, Map.entry(name, flag));
      default -> TEXT.write(out, Map.entry(name, detail.getValue().toString()));
    }
  }

  /// In the order of names, so that equal refusals have equal bytes.
  private static List<Map.Entry<String, ?>> sorted(Map<String, Object> details) {
    return details.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .<Map.Entry<String, ?>>map(it -> it)
        .toList();
  }

  private static Map<String, Object> map(List<Map.Entry<String, ?>> details) {
    Map<String, Object> map = new HashMap<>();
    details.forEach(detail -> map.put(detail.getKey(), detail.getValue()));
    return map;
  }
}
