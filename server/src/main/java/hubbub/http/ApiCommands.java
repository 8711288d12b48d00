package hubbub.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hubbub.identity.ApiKey;
import hubbub.identity.KeyScope;
import hubbub.protocol.CommandReader;
import hubbub.protocol.PayloadJson;
import hubbub.protocol.Reading;
import hubbub.session.ReputationWriter;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.CommandName;
import hubbub.topic.MemberId;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.topic.port.TopicStore;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads commands of other programs, and sends them to their topics: the words, payloads and
/// outcomes are those of the socket. Any thread; never blocks.
@Singleton
final class ApiCommands {
  /// Fields of commands that read, which are numbers.
  private static final Set<String> NUMBERS = Set.of("limit", "before_seq", "since", "since_ms");

  private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\"");

  private final HttpContext httpContext;
  private final ApiAccess access;

  ApiCommands(HttpContext httpContext, ApiAccess access) {
    this.httpContext = httpContext;
    this.access = access;
  }

  /// A command as it was asked for. `id` is what the client calls this request, so that it is
  /// carried out once, however often it is sent.
  record Asked(TopicName topic, String word, ObjectNode payload, Optional<String> id) {
    /// The id of a message is also its nonce. A nonce is no id: it counts in its topic alone.
    Asked {
      if (word.equals(CommandName.SEND.word()) && id.isPresent() && !payload.has("nonce")) {
        payload = payload.deepCopy().put("nonce", id.get());
      }
    }

    Asked about(MemberId member) {
      return new Asked(topic, word, payload.deepCopy().put("member", member.value()), id);
    }
  }

  /// The payload with the `version` that the header `If-Match` asks for, if there is one: the
  /// entity tag of a topic's settings. Other commands are refused with it.
  static ObjectNode withVersion(HttpRequest<?> request, String word, ObjectNode payload) {
    String tag = request.getHeaders().get(HttpHeaders.IF_MATCH);
    if (tag == null) {
      return payload;
    }
    if (!word.equals(CommandName.CONFIGURE.word())) {
      throw RequestRefused.of(
          HttpStatus.BAD_REQUEST, "invalid", "If-Match works with configure only.");
    }
    if (tag.equals("*")) {
      return payload;
    }
    Matcher version = TAG.matcher(tag);
    if (!version.matches()) {
      throw RequestRefused.of(
          HttpStatus.PRECONDITION_FAILED, "changed", "If-Match is no entity tag of ours.");
    }
    return payload.put("version", Long.parseLong(version.group(1)));
  }

  /// The payload in a query.
  static ObjectNode query(HttpRequest<?> request) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    request
        .getParameters()
        .forEach(field -> {
          String text = field.getValue().getFirst();
          if (NUMBERS.contains(field.getKey()) && text.matches("\\d{1,18}")) {
            payload.put(field.getKey(), Long.parseLong(text));
          } else {
            payload.put(field.getKey(), text);
          }
        });
    return payload;
  }

  /// Sends a command that only reads.
  CompletionStage<Outcome> read(ApiKey key, Asked asked) {
    return about(asked, it -> readAbout(key, it));
  }

  private CompletionStage<Outcome> readAbout(ApiKey key, Asked asked) {
    return switch (command(asked)) {
      case Reading.Valid<Command>(Command.Read read) -> send(key, asked, read, Optional.empty());
      case Reading.Valid<Command> _ -> refused(Refusal.of(Reason.UNKNOWN_COMMAND));
      case Reading.Refused<Command>(Refusal refusal) -> refused(refusal);
    };
  }

  /// Sends a command, unless it was sent before.
  CompletionStage<Outcome> send(ApiKey key, Asked asked) {
    return about(asked, it -> sendAbout(key, it));
  }

  /// Goes on with the `member` in the payload, if somebody is named by their `account`.
  private CompletionStage<Outcome> about(
      Asked asked, Function<Asked, CompletionStage<Outcome>> next) {
    Optional<String> account = CommandReader.account(asked.word(), asked.payload());
    return account.isEmpty()
        ? next.apply(asked)
        : httpContext
            .api()
            .accounts()
            .idOf(account.get())
            .thenApply(id ->
                id.map(it -> next.apply(asked.about(it)))
                    .orElseGet(() -> refused(Refusal.of(Reason.UNKNOWN_ACCOUNT))))
            .exceptionally(failure -> {
              if (failure.getCause() instanceof TopicStore.Unavailable) {
                return refused(Refusal.of(Reason.UNAVAILABLE));
              }
              throw failure instanceof CompletionException known
                  ? known
                  : new CompletionException(failure);
            })
            .thenCompose(outcome -> outcome);
  }

  private CompletionStage<Outcome> sendAbout(ApiKey key, Asked asked) {
    Reading<Optional<Actor.Bot>> bot = CommandReader.bot(asked.payload());
    if (bot instanceof Reading.Refused<Optional<Actor.Bot>>(Refusal refusal)) {
      return refused(refusal);
    }
    if (asked.word().equals(CommandReader.WHY)) {
      return CompletableFuture.completedStage(why(key, asked));
    }
    Optional<Actor.Bot> as = ((Reading.Valid<Optional<Actor.Bot>>) bot).value();
    return switch (command(asked)) {
      case Reading.Refused<Command>(Refusal refusal) -> refused(refusal);
      case Reading.Valid<Command>(Command.Read read) -> send(key, asked, read, as);
      case Reading.Valid<Command>(Command command) ->
          httpContext.api().idempotency().once(key, asked, () -> send(key, asked, command, as));
    };
  }

  /// What the spam guard of this node has against somebody.
  Outcome why(ApiKey key, Asked asked) {
    if (!key.may(KeyScope.MODERATE)) {
      return new Outcome.Refused(tooLow(KeyScope.MODERATE));
    }
    return switch (CommandReader.why(asked.payload())) {
      case Reading.Refused<MemberId>(Refusal refusal) -> new Outcome.Refused(refusal);
      case Reading.Valid<MemberId>(MemberId whom) ->
          httpContext
              .api()
              .reputations()
              .of(asked.topic(), whom)
              .map(its -> ReputationWriter.json(its, System.currentTimeMillis(), System.nanoTime()))
              .<Outcome>map(json -> Outcome.Custom.ok(PayloadJson.read(json)))
              .orElseGet(() -> Outcome.refused(Reason.UNKNOWN_MEMBER));
    };
  }

  private static Refusal tooLow(KeyScope needed) {
    return Refusal.of(Reason.RANK_TOO_LOW, "scope", needed.word());
  }

  private Reading<Command> command(Asked asked) {
    int maxBody = access.settings(asked.topic()).maxBody();
    return CommandReader.read(asked.word(), asked.payload(), maxBody);
  }

  private CompletionStage<Outcome> send(
      ApiKey key, Asked asked, Command command, Optional<Actor.Bot> as) {
    KeyScope needed = scopeOf(command);
    if (!key.may(needed)) {
      return refused(tooLow(needed));
    }
    return httpContext
        .topics()
        .send(asked.topic(), actor(key, command, as), command)
        .thenApply(outcome -> shown(key, outcome));
  }

  /// Who is muted is for moderators, whatever the rank by which a key reads.
  private static Outcome shown(ApiKey key, Outcome outcome) {
    return outcome instanceof Outcome.Members(var members, _, var next)
            && !key.may(KeyScope.MODERATE)
        ? new Outcome.Members(members, Map.of(), next)
        : outcome;
  }

  /// The scope that a key needs to send the command.
  static KeyScope scopeOf(Command command) {
    return switch (command) {
      case Command.History _, Command.Roster _, Command.Settings _ -> KeyScope.READ;
      case Command.Send _ -> KeyScope.PUBLISH;
      case Command.List _,
          Command.Whois _,
          Command.Newcomers _,
          Command.UndoSweep _,
          Command.SetNick _,
          Command.SetTitle _,
          Command.SetQuiet _,
          Command.SetSlow _,
          Command.SetLock _,
          Command.Shield _,
          Command.Approve _,
          Command.Acknowledge _,
          Command.Explained _,
          Command.RemoveKeyword _,
          Command.PinKeyword _,
          Command.Register _,
          Command.Configure _,
          Command.Unregister _,
          Command.Custom _,
          Command.Join _,
          Command.Leave _,
          Command.Prove _,
          Command.ChangeAccountRank _ ->
          KeyScope.MODERATE;
    };
  }

  /// To read is the scope's business, whatever rank a topic wants for it.
  private static Actor.Key actor(ApiKey key, Command command, Optional<Actor.Bot> as) {
    return new Actor.Key(key.name(), command instanceof Command.Read ? Rank.ADMIN : key.rank(), as);
  }

  private static CompletionStage<Outcome> refused(Refusal refusal) {
    return CompletableFuture.completedStage(new Outcome.Refused(refusal));
  }
}
