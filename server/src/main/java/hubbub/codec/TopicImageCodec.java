package hubbub.codec;

import static hubbub.codec.CommonForms.GUESSES;
import static hubbub.codec.CommonForms.KEYWORD;
import static hubbub.codec.CommonForms.LOCK;
import static hubbub.codec.CommonForms.QUIET;
import static hubbub.codec.CommonForms.SHIELD;
import static hubbub.codec.CommonForms.SLOW;
import static hubbub.codec.Form.TEXT;

import hubbub.topic.Epoch;
import hubbub.topic.Event;
import hubbub.topic.Modes;
import hubbub.topic.SlotEdit;
import hubbub.topic.TopicImage;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState.EpochSpan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// The form of a topic's whole state. Whoever writes it says which time its times are differences
/// to ([CborWriter#timesSince]), best that of writing.
public final class TopicImageCodec {
  /// The form of an image. Values of slots that the extension no longer knows are left out.
  public static final Form<TopicImage> IMAGE =
      Form.record("topic", TopicImageCodec::fields, TopicImageCodec::fields);

  private static final Form<EpochSpan> REIGN =
      Form.record(
          "reign",
          (out, it) -> out.text(it.epoch().value()).number(it.lastSeq()),
          in -> new EpochSpan(new Epoch(in.text()), in.number()));

  private static final Form<TopicImage.Life> LIFE =
      Form.record(
          "life",
          (out, it) ->
              out.time(it.bornAt())
                  .flag(it.hasBegun())
                  .flag(it.isOver())
                  .time(it.lingerUntil())
                  .time(it.leaderlessAt()),
          in -> new TopicImage.Life(in.time(), in.flag(), in.flag(), in.time(), in.time()));

  private static final Form<Modes> MODES =
      Form.record(
          "modes",
          (out, it) ->
              out.text(it.title())
                  .optional(it.quiet(), QUIET)
                  .optional(it.slow(), SLOW)
                  .value(it.lock(), LOCK)
                  .optional(it.password(), TEXT)
                  .optional(it.shield(), SHIELD),
          in ->
              new Modes(
                  in.text(),
                  in.optional(QUIET),
                  in.optional(SLOW),
                  in.value(LOCK),
                  in.optional(TEXT),
                  in.hasMore() ? in.optional(SHIELD) : Optional.empty()));

  private static final Form<Long> NUMBER = Form.of(CborWriter::number, CborReader::number);

  private static final Form<TopicImage.Messages> MESSAGES =
      Form.record(
          "messages",
          (out, it) ->
              out.list(it.all(), ChangeCodec.CHANGE)
                  .list(List.copyOf(new TreeSet<>(it.hidden())), NUMBER),
          TopicImageCodec::messages);

  private static final Form<Map.Entry<String, Long>> BLOCK =
      Form.record(
          "block",
          (out, it) -> out.text(it.getKey()).time(it.getValue()),
          in -> Map.entry(in.text(), in.time()));

  private static final Form<TopicImage.Board> BOARD =
      Form.record(
          "board",
          (out, it) ->
              out.list(it.keywords(), KEYWORD)
                  .list(List.copyOf(new TreeMap<>(it.blocks()).entrySet()), BLOCK)
                  .time(it.toldAt()),
          in -> new TopicImage.Board(in.list(KEYWORD), map(in.list(BLOCK)), in.time()));

  private static final Form<TopicImage.OutsideReply> OUTSIDE =
      Form.record(
          "reply to outside",
          (out, it) -> out.number(it.id()).time(it.at()).value(it.outcome(), OutcomeCodec.OUTCOME),
          in ->
              new TopicImage.OutsideReply(in.number(), in.time(), in.value(OutcomeCodec.OUTCOME)));

  private TopicImageCodec() {}

  private static void fields(CborWriter out, TopicImage image) {
    out.text(image.name().value())
        .text(image.epoch().value())
        .list(image.pastReigns(), REIGN)
        .number(image.rev())
        .number(image.seq())
        .value(image.life(), LIFE)
        .value(image.modes(), MODES)
        .optional(image.guesses(), GUESSES)
        .value(image.people(), PeopleForms.PEOPLE)
        .value(image.messages(), MESSAGES)
        .value(image.board(), BOARD)
        .list(List.<SlotEdit>copyOf(image.slots()), SlotEditCodec.EDIT);
    boolean hasOutside = !image.outside().isEmpty();
    boolean hasMore = hasOutside || !image.held().isEmpty() || !image.sweeps().isEmpty();
    if (hasMore || !image.lasting().equals(TopicImage.Lasting.NONE)) {
      out.value(image.lasting(), LastingForms.LASTING);
    }
    if (hasMore) {
      out.list(image.held(), CommonForms.HELD).list(image.sweeps(), CommonForms.SWEEP);
    }
    if (hasOutside) {
      out.list(image.outside(), OUTSIDE);
    }
  }

  private static TopicImage fields(CborReader in) throws Unreadable {
    return new TopicImage(
        new TopicName(in.text()),
        new Epoch(in.text()),
        in.list(REIGN),
        in.number(),
        in.number(),
        in.value(LIFE),
        in.value(MODES),
        in.optional(GUESSES),
        in.value(PeopleForms.PEOPLE),
        in.value(MESSAGES),
        in.value(BOARD),
        slots(in.list(SlotEditCodec.EDIT)),
        in.hasMore() ? in.value(LastingForms.LASTING) : TopicImage.Lasting.NONE,
        in.newList(CommonForms.HELD),
        in.newList(CommonForms.SWEEP),
        in.newList(OUTSIDE));
  }

  /// A value that can't be written or read is as good as removed.
  private static List<SlotEdit.Put> slots(List<SlotEdit> edits) {
    return edits.stream()
        .filter(SlotEdit.Put.class::isInstance)
        .map(SlotEdit.Put.class::cast)
        .toList();
  }

  private static TopicImage.Messages messages(CborReader in) throws Unreadable {
    var all = in.list(ChangeCodec.CHANGE);
    in.tokens()
        .expect(all.stream().allMatch(it -> it.event() instanceof Event.Message), "messages only");
    return new TopicImage.Messages(all, new HashSet<>(in.list(NUMBER)));
  }

  private static Map<String, Long> map(List<Map.Entry<String, Long>> entries) {
    Map<String, Long> map = new HashMap<>();
    entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
    return map;
  }
}
