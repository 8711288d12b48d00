package hubbub.session;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.text.Text;
import hubbub.topic.Body;
import hubbub.topic.Command;
import hubbub.topic.KindSettings;
import hubbub.topic.MemberId;
import hubbub.topic.Nick;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Title;
import hubbub.wire.Fields;
import hubbub.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Turns a command's word and payload on the wire into a [Command]; nothing else does. Checks the
/// form, not the rules. Any thread.
final class Commands {
  private static final int MAX_META_BYTES = 1024;
  private static final int MAX_META_DEPTH = 4;
  private static final int MAX_CUSTOM_BYTES = 64 * 1024;
  private static final int MAX_CUSTOM_DEPTH = 16;

  /// In UTF-16 units. NFC never shrinks a text to less than a third, so anything longer is refused
  /// unread.
  private static final int MAX_WRITTEN_BODY = 3 * Body.MAX_BYTES;

  private static final int MAX_NONCE_BYTES = 64;
  private static final int MAX_PASSWORD = 256;
  private static final int MAX_PAGE = 100;
  private static final long MAX_TTL_MILLIS = Duration.ofDays(3650).toMillis();
  private static final long MAX_INTERVAL_MILLIS = Duration.ofDays(1).toMillis();

  private Commands() {}

  /// The command named `word`, for a topic of kind `kind`. A `send` does not have its terms yet.
  ///
  /// @throws Refused if the payload does not have the form that the command needs
  static Command read(String word, JsonNode payload, KindSettings kind) throws Refused {
    try {
      return word.equals("send")
          ? send(Fields.of(payload), kind.maxBody())
          : read(word, Fields.of(payload), payload);
    } catch (Fields.InvalidField e) {
      throw new Refused(Refusal.invalid(e.field(), e.expected()));
    }
  }

  private static Command read(String word, Fields fields, JsonNode payload)
      throws Fields.InvalidField, Refused {
    return switch (word) {
      case "set_nick" -> new Command.SetNick(nick(fields.text("nick")));
      case "history" ->
          new Command.History(
              fields.optionalInteger("before_seq", 0, Long.MAX_VALUE).orElse(Long.MAX_VALUE),
              (int) fields.optionalInteger("limit", 1, MAX_PAGE).orElse(MAX_PAGE));
      case "roster" ->
          new Command.Roster(
              member(fields, "after"),
              (int) fields.optionalInteger("limit", 1, MAX_PAGE).orElse(MAX_PAGE));
      case "list" ->
          new Command.List(
              listed(fields.text("of")),
              member(fields, "after"),
              (int) fields.optionalInteger("limit", 1, MAX_PAGE).orElse(MAX_PAGE));
      case "set_title" -> new Command.SetTitle(title(fields.text("title")));
      case "set_quiet" -> new Command.SetQuiet(optionalRank(fields, "min_rank"), ttl(fields));
      case "set_slow" ->
          new Command.SetSlow(fields.integer("interval_ms", 0, MAX_INTERVAL_MILLIS), ttl(fields));
      case "set_lock" ->
          new Command.SetLock(
              fields.optionalText("password", 0, MAX_PASSWORD).map(Text::password),
              fields.optionalFlag("members_only"),
              mostMembers(fields.optionalInteger("max_members", 0, Integer.MAX_VALUE)));
      case "grant" ->
          new Command.Grant(member(fields), rank(fields, "rank"), ttl(fields), text(fields));
      case "revoke" -> new Command.Revoke(member(fields), text(fields));
      case "mute" -> new Command.Mute(member(fields), ttl(fields), text(fields));
      case "unmute" -> new Command.Unmute(member(fields), text(fields));
      case "kick" ->
          new Command.Kick(
              member(fields),
              text(fields),
              ttl(fields),
              fields.optionalFlag("with_messages").orElse(false));
      case "delete" -> new Command.Delete(fields.text("id"), text(fields));
      case "clear" -> new Command.Clear(member(fields, "member"), text(fields));
      case "remove_keyword" ->
          new Command.RemoveKeyword(
              keyword(fields), fields.optionalInteger("block_ms", 1, MAX_TTL_MILLIS));
      case "pin_keyword" -> new Command.PinKeyword(keyword(fields), ttl(fields));
      case "phx_reply", "phx_close", "phx_error" ->
          throw new Refused(Refusal.of(Reason.UNKNOWN_COMMAND));
      default -> custom(word, payload);
    };
  }

  private static OptionalLong ttl(Fields fields) throws Fields.InvalidField {
    return fields.optionalInteger("ttl_ms", 1, MAX_TTL_MILLIS);
  }

  /// A moderator's comment on an act; empty if nothing of it is visible.
  private static Optional<String> text(Fields fields) throws Fields.InvalidField {
    return fields.optionalText("text").flatMap(Text::line).filter(line -> !line.isEmpty());
  }

  private static OptionalInt mostMembers(OptionalLong most) {
    return most.isPresent() ? OptionalInt.of((int) most.getAsLong()) : OptionalInt.empty();
  }

  private static Command custom(String word, JsonNode payload) throws Fields.InvalidField {
    if (!Json.isSafe(payload, MAX_CUSTOM_DEPTH, MAX_CUSTOM_BYTES)) {
      throw new Fields.InvalidField("payload", "an object of depth 16 at most");
    }
    return new Command.Custom(word, payload.toString());
  }

  private static Command send(Fields fields, int maxBody) throws Fields.InvalidField, Refused {
    Body body = body(fields.text("body"), maxBody);
    Optional<String> nonce = fields.optionalText("nonce");
    if (nonce.isPresent() && !isBetween(1, nonce.get(), MAX_NONCE_BYTES)) {
      throw new Fields.InvalidField("nonce", "a string of 1 to 64 bytes");
    }
    Optional<JsonNode> meta = fields.optionalObject("meta");
    if (meta.isPresent() && !Json.isSafe(meta.get(), MAX_META_DEPTH, MAX_META_BYTES)) {
      throw new Fields.InvalidField("meta", "an object of at most 1024 bytes, depth 4");
    }
    return new Command.Send(body, nonce, meta.map(JsonNode::toString), List.of());
  }

  private static Body body(String written, int max) throws Refused {
    Optional<Body> body =
        written.length() > MAX_WRITTEN_BODY ? Optional.empty() : Text.body(written);
    if (written.length() > MAX_WRITTEN_BODY
        || body.filter(it -> it.isLongerThan(max)).isPresent()) {
      throw new Refused(Refusal.of(Reason.TOO_LONG, "max", (long) max));
    }
    return body.orElseThrow(() -> new Refused(Refusal.of(Reason.EMPTY)));
  }

  private static Title title(String written) throws Fields.InvalidField {
    return Text.title(written)
        .orElseThrow(() -> new Fields.InvalidField("title", "something that can be seen, or \"\""));
  }

  /// An invisible keyword becomes an empty one, which the topic refuses.
  private static String keyword(Fields fields) throws Fields.InvalidField {
    return Text.line(fields.text("keyword")).orElse("");
  }

  private static boolean isBetween(int min, String text, int maxBytes) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= min && bytes <= maxBytes;
  }

  private static Nick nick(String text) throws Refused {
    return Text.nick(text).orElseThrow(() -> new Refused(Refusal.of(Reason.BAD_NICK)));
  }

  private static MemberId member(Fields fields) throws Fields.InvalidField {
    return new MemberId(fields.text("member", 1, 64));
  }

  private static Optional<MemberId> member(Fields fields, String name) throws Fields.InvalidField {
    Optional<String> id = fields.optionalText(name);
    if (id.isPresent() && (id.get().isEmpty() || id.get().length() > 64)) {
      throw new Fields.InvalidField(name, "a member's id");
    }
    return id.map(MemberId::new);
  }

  private static Command.List.Of listed(String word) throws Fields.InvalidField {
    return switch (word) {
      case "bans" -> Command.List.Of.BANS;
      case "mutes" -> Command.List.Of.MUTES;
      case "members" -> Command.List.Of.MEMBERS;
      case "moderators" -> Command.List.Of.MODERATORS;
      case "owners" -> Command.List.Of.OWNERS;
      default -> throw new Fields.InvalidField("of", "bans, mutes, members, moderators or owners");
    };
  }

  private static Rank rank(Fields fields, String name) throws Fields.InvalidField {
    return optionalRank(fields, name).orElseThrow(() -> expectedRank(name));
  }

  private static Optional<Rank> optionalRank(Fields fields, String name)
      throws Fields.InvalidField {
    Optional<String> word = fields.optionalText(name);
    Optional<Rank> rank = word.flatMap(Rank::of);
    if (word.isPresent() && rank.isEmpty()) {
      throw expectedRank(name);
    }
    return rank;
  }

  private static Fields.InvalidField expectedRank(String name) {
    return new Fields.InvalidField(name, "guest, member, vip, moderator or owner");
  }

  /// Thrown when the edge refuses a command or a join.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    Refused(Refusal refusal) {
      super(refusal.reason().word(), null, false, false);
      this.refusal = refusal;
    }

    Refusal refusal() {
      return refusal;
    }
  }
}
