package hubbub.codec;

import static hubbub.codec.CommonForms.HELD;
import static hubbub.codec.CommonForms.MEMBER_ID;
import static hubbub.codec.CommonForms.WARNING;
import static hubbub.codec.Form.TEXT;

import hubbub.codec.Family.Case;
import hubbub.topic.Event;

/// The forms of the events that some members are told of.
final class PrivateForms {
  static final Case<Event.Warned> WARNED =
      new Case<>(
          36,
          (out, it) ->
              out.value(it.member(), MEMBER_ID).value(it.warning(), WARNING).flag(it.acknowledge()),
          in -> new Event.Warned(in.value(MEMBER_ID), in.value(WARNING), in.flag()));

  static final Case<Event.MessageHeld> MESSAGE_HELD =
      new Case<>(
          38,
          (out, it) -> out.value(it.message(), HELD),
          in -> new Event.MessageHeld(in.value(HELD)));

  static final Case<Event.MessageResolved> MESSAGE_RESOLVED =
      new Case<>(
          39,
          (out, it) ->
              out.value(it.author(), MEMBER_ID)
                  .text(it.id())
                  .value(it.how(), Words.RESOLVED)
                  .optional(it.by(), TEXT)
                  .optional(it.text(), TEXT),
          in ->
              new Event.MessageResolved(
                  in.value(MEMBER_ID),
                  in.text(),
                  in.value(Words.RESOLVED),
                  in.optional(TEXT),
                  in.optional(TEXT)));

  private PrivateForms() {}
}
