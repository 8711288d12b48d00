package hubbub.codec;

import static hubbub.codec.CommonForms.MEMBER_ID;
import static hubbub.codec.Form.TEXT;
import static hubbub.codec.Words.RANK;

import hubbub.codec.Family.Case;
import hubbub.topic.Command;

/// The forms of the commands that may come with an explanation.
final class ExplainedForms {
  static final Case<Command.Grant> GRANT =
      new Case<>(
          16,
          (out, it) ->
              out.value(it.member(), MEMBER_ID)
                  .value(it.rank(), RANK)
                  .optionalNumber(it.ttlMillis())
                  .optional(it.text(), TEXT)
                  .flag(it.lasting()),
          ExplainedForms::grant);

  static final Case<Command.Revoke> REVOKE =
      new Case<>(
          17,
          (out, it) -> out.value(it.member(), MEMBER_ID).optional(it.text(), TEXT),
          in -> new Command.Revoke(in.value(MEMBER_ID), in.optional(TEXT)));

  static final Case<Command.Mute> MUTE =
      new Case<>(
          18,
          (out, it) ->
              out.value(it.member(), MEMBER_ID)
                  .optionalNumber(it.ttlMillis())
                  .optional(it.text(), TEXT),
          in -> new Command.Mute(in.value(MEMBER_ID), in.optionalNumber(), in.optional(TEXT)));

  static final Case<Command.Unmute> UNMUTE =
      new Case<>(
          19,
          (out, it) -> out.value(it.member(), MEMBER_ID).optional(it.text(), TEXT),
          in -> new Command.Unmute(in.value(MEMBER_ID), in.optional(TEXT)));

  static final Case<Command.Warn> WARN =
      new Case<>(
          31,
          (out, it) ->
              out.value(it.member(), MEMBER_ID)
                  .optional(it.strikes(), CommonForms.STRIKES)
                  .flag(it.acknowledge())
                  .optional(it.text(), TEXT),
          in ->
              new Command.Warn(
                  in.value(MEMBER_ID),
                  in.optional(CommonForms.STRIKES),
                  in.flag(),
                  in.optional(TEXT)));

  static final Case<Command.Reject> REJECT =
      new Case<>(
          34,
          (out, it) -> out.text(it.id()).optional(it.text(), TEXT),
          in -> new Command.Reject(in.text(), in.optional(TEXT)));

  static final Case<Command.Kick> KICK =
      new Case<>(
          20,
          (out, it) ->
              out.value(it.member(), MEMBER_ID)
                  .optional(it.text(), TEXT)
                  .optionalNumber(it.ttlMillis())
                  .flag(it.withMessages()),
          in ->
              new Command.Kick(
                  in.value(MEMBER_ID), in.optional(TEXT), in.optionalNumber(), in.flag()));

  static final Case<Command.Delete> DELETE =
      new Case<>(
          21,
          (out, it) -> out.text(it.id()).optional(it.text(), TEXT),
          in -> new Command.Delete(in.text(), in.optional(TEXT)));

  static final Case<Command.Clear> CLEAR =
      new Case<>(
          22,
          (out, it) -> out.optional(it.member(), MEMBER_ID).optional(it.text(), TEXT),
          in -> new Command.Clear(in.optional(MEMBER_ID), in.optional(TEXT)));

  static final Case<Command.Ban> BAN =
      new Case<>(
          24,
          (out, it) ->
              out.value(it.subject(), LastingForms.SUBJECT)
                  .flag(it.unlessSignedIn())
                  .optionalNumber(it.ttlMillis())
                  .optional(it.text(), TEXT)
                  .flag(it.withMessages()),
          in ->
              new Command.Ban(
                  in.value(LastingForms.SUBJECT),
                  in.flag(),
                  in.optionalNumber(),
                  in.optional(TEXT),
                  in.flag()));

  static final Case<Command.Unban> UNBAN =
      new Case<>(
          25,
          (out, it) -> out.value(it.subject(), LastingForms.SUBJECT).optional(it.text(), TEXT),
          in -> new Command.Unban(in.value(LastingForms.SUBJECT), in.optional(TEXT)));

  static final Case<Command.Sweep> SWEEP =
      new Case<>(
          36,
          (out, it) ->
              out.value(it.how(), Words.SWEEP)
                  .number(it.sinceMillis())
                  .optionalNumber(it.ttlMillis())
                  .optional(it.text(), TEXT),
          in ->
              new Command.Sweep(
                  in.value(Words.SWEEP), in.number(), in.optionalNumber(), in.optional(TEXT)));

  private ExplainedForms() {}

  private static Command.Grant grant(CborReader in) throws Unreadable {
    var member = in.value(MEMBER_ID);
    var rank = in.value(RANK);
    var ttlMillis = in.optionalNumber();
    var text = in.optional(TEXT);
    return new Command.Grant(member, rank, ttlMillis, in.hasMore() && in.flag(), text);
  }
}
