package hubbub.codec;

import static hubbub.codec.CommandCodec.COMMAND;
import static hubbub.codec.CommonForms.MEMBERSHIP_ID;
import static hubbub.codec.CommonForms.NICK;
import static hubbub.codec.Form.TEXT;
import static hubbub.codec.Words.RANK;

import com.fasterxml.jackson.core.JsonToken;
import hubbub.codec.Family.Case;
import hubbub.topic.Actor;
import hubbub.topic.Request;
import java.util.List;

/// The form of [Request]s.
public final class RequestCodec {
  private static final Case<Actor.Membership> MEMBERSHIP =
      new Case<>(
          1,
          (out, it) -> out.value(it.id(), MEMBERSHIP_ID),
          in -> new Actor.Membership(in.value(MEMBERSHIP_ID)));

  private static final Case<Actor.Server> SERVER =
      new Case<>(2, (out, it) -> out.text(it.name()), in -> new Actor.Server(in.text()));

  private static final Form<Actor.Bot> BOT =
      Form.record(
          "bot",
          (out, it) -> out.value(it.nick(), NICK).list(it.badges(), TEXT),
          in -> new Actor.Bot(in.value(NICK), in.list(TEXT)));

  private static final Case<Actor.Key> KEY =
      new Case<>(
          3,
          (out, it) -> out.text(it.name()).value(it.rank(), RANK).optional(it.as(), BOT),
          in -> new Actor.Key(in.text(), in.value(RANK), in.optional(BOT)));

  private static final Case<Actor.Guard> GUARD = Case.empty(4, new Actor.Guard());

  private static final Family<Actor> ACTORS =
      Family.of("actor", List.of(MEMBERSHIP, SERVER, KEY, GUARD));

  /// The form of actors.
  public static final Form<Actor> ACTOR = Form.of(RequestCodec::actor, ACTORS::read);

  /// The form.
  public static final Form<Request> REQUEST =
      Form.record(
          "request",
          (out, it) ->
              out.value(it.actor(), ACTOR)
                  .number(it.number())
                  .value(it.command(), COMMAND)
                  .optional(it.stored(), LastingForms.STORED),
          in ->
              new Request(
                  in.value(ACTOR),
                  in.number(),
                  in.value(COMMAND),
                  in.optional(LastingForms.STORED)));

  private RequestCodec() {}

  /// Writes a request.
  public static void write(CborWriter out, Request request) {
    REQUEST.write(out, request);
  }

  /// Reads whose request comes next. The reader can't read the rest after that.
  public static Actor actor(CborReader in) throws Unreadable {
    in.tokens().skip(JsonToken.START_ARRAY, "a record");
    return ACTOR.read(in);
  }

  /// Reads a request.
  public static Request read(CborReader in) throws Unreadable {
    return REQUEST.read(in);
  }

  private static void actor(CborWriter out, Actor actor) {
    switch (actor) {
      case Actor.Membership it -> MEMBERSHIP.write(out, it);
      case Actor.Server it -> SERVER.write(out, it);
      case Actor.Key it -> KEY.write(out, it);
      case Actor.Guard it -> GUARD.write(out, it);
    }
  }
}
