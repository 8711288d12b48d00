package hubbub.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.text.Text;
import hubbub.topic.Actor;
import hubbub.topic.AuditFilter;
import hubbub.topic.Body;
import hubbub.topic.Command;
import hubbub.topic.CommandName;
import hubbub.topic.MemberId;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Title;
import hubbub.wire.Fields;
import hubbub.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Turns a command's word and payload on the wire into a [Command]; nothing else does. Checks the
/// form, not the rules. Any thread.
public final class CommandReader {
  static final int MAX_PASSWORD = 256;

  /// The word of the command that renews a token; the topic is not asked.
  public static final String REFRESH = "refresh";

  /// The word of the command that asks the spam guard about somebody; the topic is not asked.
  public static final String WHY = "why";

  private static final int MAX_META_BYTES = 1024;
  private static final int MAX_META_DEPTH = 4;
  private static final int MAX_CUSTOM_BYTES = 64 * 1024;
  private static final int MAX_CUSTOM_DEPTH = 16;

  /// In UTF-16 units. NFC never shrinks a text to less than a third, so anything longer is refused
  /// unread.
  private static final int MAX_WRITTEN_BODY = 3 * Body.MAX_BYTES;

  private static final int MAX_NONCE_BYTES = 64;
  private static final int MAX_PAGE = 100;
  private static final int MAX_ACT = 40;
  private static final int MAX_PARTY = 64;
  private static final int MAX_BADGE = 24;
  private static final String BADGE = "bot";
  private static final long MAX_TTL_MILLIS = Duration.ofDays(3650).toMillis();
  static final long MAX_INTERVAL_MILLIS = Duration.ofDays(1).toMillis();

  /// The commands that are about somebody, who may be named by their account.
  private static final Set<CommandName> NAMING =
      EnumSet.of(
          CommandName.GRANT,
          CommandName.REVOKE,
          CommandName.MUTE,
          CommandName.UNMUTE,
          CommandName.WARN,
          CommandName.KICK,
          CommandName.CLEAR,
          CommandName.WHOIS,
          CommandName.BAN,
          CommandName.UNBAN);

  private static final Set<String> UNASKED =
      Set.of("phx_reply", "phx_close", "phx_error", REFRESH, WHY);

  private CommandReader() {}

  /// The command named `word`, for a topic whose messages have at most `maxBody` characters. A
  /// `send` does not have its terms yet.
  public static Reading<Command> read(String word, JsonNode payload, int maxBody) {
    try {
      Fields fields = Fields.of(payload);
      Optional<CommandName> name = CommandName.of(word);
      return name.isPresent() ? read(name.get(), fields, maxBody) : custom(word, payload);
    } catch (Fields.InvalidField e) {
      return Reading.refused(e);
    }
  }

  /// The token in the payload of a [#REFRESH].
  public static Reading<String> token(JsonNode payload) {
    try {
      return new Reading.Valid<>(Fields.of(payload).text("token"));
    } catch (Fields.InvalidField e) {
      return Reading.refused(e);
    }
  }

  /// Whom a [#WHY] is about.
  public static Reading<MemberId> why(JsonNode payload) {
    try {
      return new Reading.Valid<>(PeopleFields.member(Fields.of(payload)));
    } catch (Fields.InvalidField e) {
      return Reading.refused(e);
    }
  }

  /// The account by which a command names somebody: a site's user (`site:ann`) or the name of an
  /// account here; empty if it does not.
  public static Optional<String> account(String word, JsonNode payload) {
    JsonNode account = payload.path("account");
    return account.isTextual() && CommandName.of(word).filter(NAMING::contains).isPresent()
        ? Optional.of(account.textValue())
        : Optional.empty();
  }

  /// The bot that a program speaks as: `as`, with its `nick` and `badge`. Empty if there is none.
  public static Reading<Optional<Actor.Bot>> bot(JsonNode payload) {
    try {
      Optional<JsonNode> as = Fields.of(payload).optionalObject("as");
      return as.isEmpty() ? new Reading.Valid<>(Optional.empty()) : bot(Fields.of(as.get()));
    } catch (Fields.InvalidField e) {
      return Reading.refused(e);
    }
  }

  private static Reading<Optional<Actor.Bot>> bot(Fields as) throws Fields.InvalidField {
    String badge = as.optionalText("badge", 1, MAX_BADGE).flatMap(Text::line).orElse(BADGE);
    return Text.nick(as.text("nick"))
        .<Reading<Optional<Actor.Bot>>>map(
            nick -> new Reading.Valid<>(Optional.of(new Actor.Bot(nick, List.of(badge)))))
        .orElseGet(() -> Reading.refused(Reason.BAD_NICK));
  }

  private static Reading<Command> read(CommandName name, Fields fields, int maxBody)
      throws Fields.InvalidField {
    return switch (name) {
      case SEND -> send(fields, maxBody);
      case SET_NICK -> setNick(fields);
      case HISTORY ->
          valid(
              new Command.History(
                  fields.optionalInteger("before_seq", 0, Long.MAX_VALUE).orElse(Long.MAX_VALUE),
                  limit(fields)));
      case ROSTER ->
          valid(new Command.Roster(PeopleFields.optionalMember(fields, "after"), limit(fields)));
      case LIST ->
          valid(
              new Command.List(
                  PeopleFields.listed(fields),
                  PeopleFields.after(fields),
                  limit(fields),
                  auditFilter(fields)));
      case WHOIS -> valid(new Command.Whois(PeopleFields.member(fields)));
      case NEWCOMERS ->
          valid(
              new Command.Newcomers(
                  since(fields), PeopleFields.optionalMember(fields, "after"), limit(fields)));
      case SET_TITLE -> valid(new Command.SetTitle(title(fields)));
      case SET_QUIET ->
          valid(new Command.SetQuiet(PeopleFields.optionalRank(fields, "min_rank"), ttl(fields)));
      case SET_SLOW ->
          valid(
              new Command.SetSlow(
                  fields.integer("interval_ms", 0, MAX_INTERVAL_MILLIS), ttl(fields)));
      case SHIELD -> valid(new Command.Shield(PeopleFields.shield(fields), ttl(fields)));
      case SET_LOCK -> valid(lock(fields));
      case GRANT ->
          valid(
              new Command.Grant(
                  PeopleFields.member(fields),
                  PeopleFields.rank(fields),
                  ttl(fields),
                  fields.optionalFlag("lasting").orElse(false),
                  text(fields)));
      case REVOKE -> valid(new Command.Revoke(PeopleFields.member(fields), text(fields)));
      case MUTE -> valid(new Command.Mute(PeopleFields.member(fields), ttl(fields), text(fields)));
      case UNMUTE -> valid(new Command.Unmute(PeopleFields.member(fields), text(fields)));
      case WARN ->
          valid(
              new Command.Warn(
                  PeopleFields.member(fields),
                  fields.optionalFlag("acknowledge").orElse(false),
                  text(fields)));
      case ACKNOWLEDGE -> valid(new Command.Acknowledge());
      case APPROVE -> valid(new Command.Approve(fields.text("id")));
      case REJECT -> valid(new Command.Reject(fields.text("id"), text(fields)));
      case KICK -> valid(kick(fields));
      case DELETE -> valid(new Command.Delete(fields.text("id"), text(fields)));
      case CLEAR ->
          valid(new Command.Clear(PeopleFields.optionalMember(fields, "member"), text(fields)));
      case SWEEP ->
          valid(
              new Command.Sweep(
                  PeopleFields.sweep(fields), since(fields), ttl(fields), text(fields)));
      case UNDO_SWEEP -> valid(new Command.UndoSweep(fields.text("id")));
      case REMOVE_KEYWORD ->
          valid(
              new Command.RemoveKeyword(
                  keyword(fields), fields.optionalInteger("block_ms", 1, MAX_TTL_MILLIS)));
      case PIN_KEYWORD -> valid(new Command.PinKeyword(keyword(fields), ttl(fields)));
      case BAN -> valid(ban(fields));
      case UNBAN -> valid(new Command.Unban(PeopleFields.subject(fields), text(fields)));
      case REGISTER -> valid(new Command.Register(SettingsFields.patch(fields)));
      case CONFIGURE ->
          valid(
              new Command.Configure(
                  SettingsFields.patch(fields),
                  fields.optionalInteger("version", 1, Long.MAX_VALUE)));
      case SETTINGS -> valid(new Command.Settings());
      case UNREGISTER -> valid(new Command.Unregister());
    };
  }

  /// Which lines of an audit log are meant, by `act`, `by`, `about` and `since`.
  public static AuditFilter auditFilter(Fields fields) throws Fields.InvalidField {
    return new AuditFilter(
        fields.optionalText("act", 1, MAX_ACT),
        fields.optionalText("by", 1, MAX_PARTY),
        fields.optionalText("about", 1, MAX_PARTY),
        fields.optionalInteger("since", 0, Long.MAX_VALUE));
  }

  private static Reading<Command> valid(Command command) {
    return new Reading.Valid<>(command);
  }

  /// A command that is not one of the server's. Words that no topic is asked are nobody's command.
  private static Reading<Command> custom(String word, JsonNode payload) throws Fields.InvalidField {
    if (UNASKED.contains(word)) {
      return Reading.refused(Reason.UNKNOWN_COMMAND);
    }
    if (!Json.isSafe(payload, MAX_CUSTOM_DEPTH, MAX_CUSTOM_BYTES)) {
      throw new Fields.InvalidField("payload", "an object of depth 16 at most");
    }
    return valid(new Command.Custom(word, PayloadJson.read(payload)));
  }

  private static Reading<Command> send(Fields fields, int maxBody) throws Fields.InvalidField {
    String written = fields.text("body");
    if (written.length() > MAX_WRITTEN_BODY) {
      return tooLong(maxBody);
    }
    Optional<Body> body = Text.body(written);
    if (body.isEmpty()) {
      return Reading.refused(Reason.EMPTY);
    }
    return body.get().isLongerThan(maxBody)
        ? tooLong(maxBody)
        : valid(new Command.Send(body.get(), nonce(fields), meta(fields), List.of()));
  }

  private static Reading<Command> tooLong(int maxBody) {
    return new Reading.Refused<>(Refusal.of(Reason.TOO_LONG, "max", (long) maxBody));
  }

  private static Optional<String> nonce(Fields fields) throws Fields.InvalidField {
    Optional<String> nonce = fields.optionalText("nonce");
    if (nonce.isPresent()) {
      int bytes = nonce.get().getBytes(StandardCharsets.UTF_8).length;
      if (bytes == 0 || bytes > MAX_NONCE_BYTES) {
        throw new Fields.InvalidField("nonce", "a string of 1 to 64 bytes");
      }
    }
    return nonce;
  }

  private static Optional<String> meta(Fields fields) throws Fields.InvalidField {
    Optional<JsonNode> meta = fields.optionalObject("meta");
    if (meta.isPresent() && !Json.isSafe(meta.get(), MAX_META_DEPTH, MAX_META_BYTES)) {
      throw new Fields.InvalidField("meta", "an object of at most 1024 bytes, depth 4");
    }
    return meta.map(JsonNode::toString);
  }

  private static Reading<Command> setNick(Fields fields) throws Fields.InvalidField {
    return Text.nick(fields.text("nick"))
        .map(nick -> valid(new Command.SetNick(nick)))
        .orElseGet(() -> Reading.refused(Reason.BAD_NICK));
  }

  private static Command.SetLock lock(Fields fields) throws Fields.InvalidField {
    return new Command.SetLock(
        fields.optionalText("password", 0, MAX_PASSWORD).map(Text::password),
        fields.optionalFlag("members_only"),
        mostMembers(fields));
  }

  private static OptionalInt mostMembers(Fields fields) throws Fields.InvalidField {
    OptionalLong most = fields.optionalInteger("max_members", 0, Integer.MAX_VALUE);
    return most.isPresent() ? OptionalInt.of((int) most.getAsLong()) : OptionalInt.empty();
  }

  private static Command.Kick kick(Fields fields) throws Fields.InvalidField {
    return new Command.Kick(
        PeopleFields.member(fields),
        text(fields),
        ttl(fields),
        fields.optionalFlag("with_messages").orElse(false));
  }

  private static Command.Ban ban(Fields fields) throws Fields.InvalidField {
    return new Command.Ban(
        PeopleFields.subject(fields),
        isUnlessSignedIn(fields),
        ttl(fields),
        text(fields),
        fields.optionalFlag("with_messages").orElse(false));
  }

  private static boolean isUnlessSignedIn(Fields fields) throws Fields.InvalidField {
    return switch (fields.optionalText("how").orElse("out")) {
      case "out" -> false;
      case "sign_in" -> true;
      default -> throw new Fields.InvalidField("how", "out or sign_in");
    };
  }

  static Title title(Fields fields) throws Fields.InvalidField {
    return Text.title(fields.text("title"))
        .orElseThrow(() -> new Fields.InvalidField("title", "something that can be seen, or \"\""));
  }

  /// An invisible keyword becomes an empty one, which the topic refuses.
  private static String keyword(Fields fields) throws Fields.InvalidField {
    return Text.line(fields.text("keyword")).orElse("");
  }

  private static int limit(Fields fields) throws Fields.InvalidField {
    return (int) fields.optionalInteger("limit", 1, MAX_PAGE).orElse(MAX_PAGE);
  }

  /// How long ago those joined first whom a command is about.
  private static long since(Fields fields) throws Fields.InvalidField {
    return fields.integer("since_ms", 1, MAX_INTERVAL_MILLIS);
  }

  private static OptionalLong ttl(Fields fields) throws Fields.InvalidField {
    return fields.optionalInteger("ttl_ms", 1, MAX_TTL_MILLIS);
  }

  /// A moderator's comment on an act; empty if nothing of it is visible.
  private static Optional<String> text(Fields fields) throws Fields.InvalidField {
    return fields.optionalText("text").flatMap(Text::line).filter(line -> !line.isEmpty());
  }
}
