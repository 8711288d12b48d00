package hubbub.codec;

import static hubbub.codec.CommonForms.MEMBER;
import static hubbub.codec.CommonForms.MEMBER_ID;
import static hubbub.codec.Form.TEXT;
import static hubbub.codec.PayloadCodec.PAYLOAD;

import hubbub.codec.Family.Case;
import hubbub.topic.MemberId;
import hubbub.topic.Outcome;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The form of [Outcome]s.
public final class OutcomeCodec {
  /// The form.
  public static final Form<Outcome> OUTCOME = Form.of(OutcomeCodec::write, OutcomeCodec::read);

  private static final Case<Outcome.Ok> OK = Case.empty(1, new Outcome.Ok());

  private static final Case<Outcome.Refused> REFUSED =
      new Case<>(
          2,
          (out, it) -> out.value(it.refusal(), RefusalCodec.REFUSAL),
          in -> new Outcome.Refused(in.value(RefusalCodec.REFUSAL)));

  private static final Case<Outcome.Sent> SENT =
      new Case<>(
          3,
          (out, it) -> out.text(it.id()).number(it.seq()).time(it.at()),
          in -> new Outcome.Sent(in.text(), in.number(), in.time()));

  private static final Case<Outcome.Held> HELD =
      new Case<>(
          12,
          (out, it) -> out.text(it.id()).text(it.rule()).time(it.at()).time(it.expiresAt()),
          in -> new Outcome.Held(in.text(), in.text(), in.time(), in.time()));

  private static final Case<Outcome.Messages> MESSAGES =
      new Case<>(
          4,
          (out, it) -> out.list(it.messages(), ChangeCodec.CHANGE),
          in -> new Outcome.Messages(in.list(ChangeCodec.CHANGE)));

  private static final Form<Map.Entry<MemberId, Long>> MUTE =
      Form.record(
          "mute",
          (out, it) -> out.value(it.getKey(), MEMBER_ID).time(it.getValue()),
          in -> Map.entry(in.value(MEMBER_ID), in.time()));

  private static final Case<Outcome.Members> MEMBERS =
      new Case<>(
          5,
          (out, it) ->
              out.list(it.members(), MEMBER)
                  .list(sorted(it.mutes()), MUTE)
                  .optional(it.next(), MEMBER_ID),
          in -> new Outcome.Members(in.list(MEMBER), map(in.list(MUTE)), in.optional(MEMBER_ID)));

  private static final Case<Outcome.Listed> LISTED =
      new Case<>(
          6,
          (out, it) -> out.list(it.entries(), ListedCodec.ENTRY).optional(it.next(), TEXT),
          in -> new Outcome.Listed(in.list(ListedCodec.ENTRY), in.optional(TEXT)));

  private static final Case<Outcome.Custom> CUSTOM =
      new Case<>(
          7,
          (out, it) -> out.text(it.status()).value(it.response(), PAYLOAD),
          in -> new Outcome.Custom(in.text(), in.value(PAYLOAD)));

  private static final Case<Outcome.Later> LATER = Case.empty(8, new Outcome.Later());

  private static final Case<Outcome.Audited> AUDITED =
      new Case<>(
          9,
          (out, it) -> out.list(it.entries(), LastingForms.AUDIT_ENTRY).optional(it.next(), TEXT),
          in -> new Outcome.Audited(in.list(LastingForms.AUDIT_ENTRY), in.optional(TEXT)));

  private static final Form<Outcome.Whois.Seen> SEEN =
      Form.record(
          "seen",
          (out, it) ->
              out.value(it.as(), MEMBER)
                  .optional(it.account(), TEXT)
                  .optional(it.prefixTag(), TEXT)
                  .optionalTime(it.mutedUntil())
                  .number(it.memberships()),
          in ->
              new Outcome.Whois.Seen(
                  in.value(MEMBER),
                  in.optional(TEXT),
                  in.optional(TEXT),
                  in.optionalTime(),
                  in.smallNumber()));

  private static final Case<Outcome.Whois> WHOIS =
      new Case<>(
          11,
          (out, it) ->
              out.value(it.member(), MEMBER_ID)
                  .optional(it.seen(), SEEN)
                  .optional(it.affiliation(), LastingForms.AFFILIATION),
          in ->
              new Outcome.Whois(
                  in.value(MEMBER_ID), in.optional(SEEN), in.optional(LastingForms.AFFILIATION)));

  private static final Case<Outcome.Configured> CONFIGURED =
      new Case<>(
          10,
          (out, it) -> out.value(it.registration(), LastingForms.REGISTRATION),
          in -> new Outcome.Configured(in.value(LastingForms.REGISTRATION)));

  private static final Case<Outcome.Newcomers> NEWCOMERS =
      new Case<>(
          13,
          (out, it) ->
              out.number(it.count()).list(it.members(), MEMBER).optional(it.next(), MEMBER_ID),
          in -> new Outcome.Newcomers(in.smallNumber(), in.list(MEMBER), in.optional(MEMBER_ID)));

  private static final Case<Outcome.Swept> SWEPT =
      new Case<>(
          14,
          (out, it) -> out.optional(it.id(), TEXT).number(it.count()),
          in -> new Outcome.Swept(in.optional(TEXT), in.smallNumber()));

  private static final Family<Outcome> OUTCOMES =
      Family.of(
          "outcome",
          List.of(
              OK,
              REFUSED,
              SENT,
              MESSAGES,
              MEMBERS,
              LISTED,
              CUSTOM,
              LATER,
              AUDITED,
              CONFIGURED,
              WHOIS,
              HELD,
              NEWCOMERS,
              SWEPT));

  private OutcomeCodec() {}

  /// Writes an outcome.
  public static void write(CborWriter out, Outcome outcome) {
    switch (outcome) {
      case Outcome.Ok it -> OK.write(out, it);
      case Outcome.Refused it -> REFUSED.write(out, it);
      case Outcome.Sent it -> SENT.write(out, it);
      case Outcome.Held it -> HELD.write(out, it);
      case Outcome.Newcomers it -> NEWCOMERS.write(out, it);
      case Outcome.Swept it -> SWEPT.write(out, it);
      case Outcome.Messages it -> MESSAGES.write(out, it);
      case Outcome.Members it -> MEMBERS.write(out, it);
      case Outcome.Listed it -> LISTED.write(out, it);
      case Outcome.Custom it -> CUSTOM.write(out, it);
      case Outcome.Later it -> LATER.write(out, it);
      case Outcome.Audited it -> AUDITED.write(out, it);
      case Outcome.Configured it -> CONFIGURED.write(out, it);
      case Outcome.Whois it -> WHOIS.write(out, it);
    }
  }

  /// Reads an outcome.
  public static Outcome read(CborReader in) throws Unreadable {
    return OUTCOMES.read(in);
  }

  /// In the order of ids, so that equal outcomes have equal bytes.
  private static List<Map.Entry<MemberId, Long>> sorted(Map<MemberId, Long> mutes) {
    return mutes.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparing(MemberId::value)))
        .toList();
  }

  private static Map<MemberId, Long> map(List<Map.Entry<MemberId, Long>> mutes) {
    Map<MemberId, Long> map = new HashMap<>();
    mutes.forEach(mute -> map.put(mute.getKey(), mute.getValue()));
    return map;
  }
}
