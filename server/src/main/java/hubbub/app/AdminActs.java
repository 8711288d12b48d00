package hubbub.app;

import hubbub.app.AdminRequest.Answer;
import hubbub.cluster.Cluster;
import hubbub.store.ServerBan;
import hubbub.store.Store;
import hubbub.text.Text;
import hubbub.topic.Actor;
import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Refusal;
import hubbub.topic.Subject;
import hubbub.topic.Title;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import hubbub.topic.port.TopicStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Carries out what operators ask: in topics as the server itself, so that whoever is there is
/// told, and in the store. Blocks; not for event loops.
final class AdminActs {
  static final String TOPIC = "--topic";
  static final String LIFE = "--ttl";
  static final String TEXT = "--text";
  static final String TITLE = "--title";

  private static final Actor.Server ADMIN = new Actor.Server("admin");
  private static final int PAGE = 100;
  private static final long PATIENCE_SECONDS = 20;

  private final Cluster topics;
  private final Store store;

  AdminActs(Cluster topics, Store store) {
    this.topics = topics;
    this.store = store;
  }

  /// Something in the request is not as it should be.
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String message) {
      super(message);
    }
  }

  Answer run(AdminRequest request) {
    try {
      return switch (request.word(0).orElse("")) {
        case "register" -> register(request);
        case "unregister" ->
            send(topic(request, 1), new Command.Unregister(), "it is not registered any more");
        case "rank" -> rank(request);
        case "ban" -> ban(request);
        case "unban" -> unban(request);
        case "bans" -> bans(request);
        case "audit" -> audit(topic(request, 1));
        case "backup" -> backup(request);
        default ->
            throw new Wrong(
                "no such command (expected: admin register, unregister, rank, ban, unban, bans,"
                    + " audit or backup)");
      };
    } catch (Wrong | IllegalArgumentException e) {
      return Answer.refused(String.valueOf(e.getMessage()));
    }
  }

  private Answer register(AdminRequest request) throws Wrong {
    Optional<Title> title = request.option(TITLE).flatMap(Text::title);
    TopicSettings.Patch none = TopicSettings.Patch.NONE;
    return send(
        topic(request, 1),
        new Command.Register(title.map(none::withTitle).orElse(none)),
        "it is registered");
  }

  private Answer rank(AdminRequest request) throws Wrong {
    MemberId member = member(request, 1);
    Rank rank =
        request
            .word(2)
            .flatMap(Rank::of)
            .orElseThrow(
                () -> new Wrong("which rank? (expected: guest, member, vip, moderator or owner)"));
    Command command =
        rank == Rank.GUEST
            ? new Command.Revoke(member, text(request))
            : new Command.Grant(member, rank, life(request), true, text(request));
    return send(topicOption(request), command, member + " is " + rank.word() + " there");
  }

  private Answer ban(AdminRequest request) throws Wrong {
    String whom = word(request, 1, "whom? (expected: an id, or addresses such as 192.0.2.0/24)");
    if (request.option(TOPIC).isPresent()) {
      Subject subject = new Subject.Member(new MemberId(whom));
      return send(
          topicOption(request),
          new Command.Ban(subject, false, life(request), text(request), false),
          whom + " is banned there");
    }
    OptionalLong life = life(request);
    long now = System.currentTimeMillis();
    OptionalLong until =
        life.isPresent() ? OptionalLong.of(now + life.getAsLong()) : OptionalLong.empty();
    ServerBan ban =
        new ServerBan(ServerBan.Whom.parse(whom), until, now, ADMIN.name(), text(request));
    return await(store.bans().put(ban), _ -> Answer.ok(whom + " is banned from this server"));
  }

  private Answer unban(AdminRequest request) throws Wrong {
    String whom = word(request, 1, "whom? (expected: an id, or addresses such as 192.0.2.0/24)");
    if (request.option(TOPIC).isPresent()) {
      Subject subject = new Subject.Member(new MemberId(whom));
      return send(
          topicOption(request),
          new Command.Unban(subject, text(request)),
          whom + " may come there again");
    }
    return await(
        store.bans().remove(ServerBan.Whom.parse(whom)),
        wasBanned ->
            wasBanned
                ? Answer.ok(whom + " may use this server again")
                : Answer.refused(whom + " was not banned from this server"));
  }

  private Answer bans(AdminRequest request) throws Wrong {
    return request.option(TOPIC).isPresent()
        ? await(
            store
                .topics()
                .affiliations(topicOption(request), TopicStore.Filter.BANS, Optional.empty(), PAGE),
            page -> new Answer(true, page.entries().stream().map(AdminActs::line).toList()))
        : await(
            store.bans().all(),
            all -> new Answer(true, all.stream().map(AdminActs::line).toList()));
  }

  private Answer audit(TopicName topic) throws Wrong {
    return await(
        store.topics().audit(topic, Optional.empty(), PAGE),
        page -> new Answer(true, page.entries().stream().map(AdminActs::line).toList()));
  }

  private Answer backup(AdminRequest request) throws Wrong {
    Path file = Path.of(word(request, 1, "into which file?")).toAbsolutePath();
    return await(store.backup(file), _ -> Answer.ok("the store is in " + file));
  }

  private Answer send(TopicName topic, Command command, String done) throws Wrong {
    return await(
        topics.send(topic, ADMIN, command),
        outcome ->
            switch (outcome) {
              case Outcome.Refused(Refusal refusal) ->
                  Answer.refused(topic + ": refused: " + refusal.reason().word());
              default -> Answer.ok(topic + ": " + done);
            });
  }

  private static <T> Answer await(CompletionStage<T> stage, Function<T, Answer> then) throws Wrong {
    try {
      return then.apply(stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      throw new Wrong(
          "it could not be done: "
              + Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse(""));
    } catch (TimeoutException _) {
      throw new Wrong("no answer within " + PATIENCE_SECONDS + " s");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Wrong("interrupted");
    }
  }

  private static String line(ServerBan ban) {
    String whom =
        switch (ban.whom()) {
          case ServerBan.Whom.Member(var id) -> id.value();
          case ServerBan.Whom.Block(var prefix) -> prefix.toString();
        };
    return whom + until(ban.untilAt()) + by(ban.at(), ban.by()) + reason(ban.text());
  }

  private static String line(Affiliation ban) {
    return ban.subject().key()
        + ban.nick().map(nick -> " (" + nick + ")").orElse("")
        + until(ban.untilAt())
        + by(ban.at(), ban.by())
        + reason(ban.text());
  }

  private static String line(AuditEntry entry) {
    return Instant.ofEpochMilli(entry.at())
        + " "
        + name(entry.by())
        + " "
        + entry.act()
        + entry.about().map(about -> " " + name(about)).orElse("")
        + entry.value().map(value -> " " + value).orElse("")
        + until(entry.untilAt())
        + reason(entry.text());
  }

  private static String name(AuditEntry.Party party) {
    return party.nick().map(nick -> nick + " (" + party.id() + ")").orElse(party.id());
  }

  private static String until(OptionalLong at) {
    return at.isPresent() ? " until " + Instant.ofEpochMilli(at.getAsLong()) : "";
  }

  private static String by(long at, String who) {
    return ", by " + who + " at " + Instant.ofEpochMilli(at);
  }

  private static String reason(Optional<String> text) {
    return text.map(why -> ": " + why).orElse("");
  }

  private TopicName topic(AdminRequest request, int place) throws Wrong {
    return topic(word(request, place, "which topic? (expected: such as room:lobby)"));
  }

  private TopicName topicOption(AdminRequest request) throws Wrong {
    return topic(
        request
            .option(TOPIC)
            .orElseThrow(() -> new Wrong("where? (expected: --topic room:lobby)")));
  }

  private TopicName topic(String name) throws Wrong {
    TopicName topic =
        TopicName.parse(name)
            .orElseThrow(() -> new Wrong(name + " is no topic (expected: such as room:lobby)"));
    if (!topics.serves(topic)) {
      throw new Wrong(name + ": topics of its kind are not served here");
    }
    return topic;
  }

  private static MemberId member(AdminRequest request, int place) throws Wrong {
    return new MemberId(word(request, place, "whom? (expected: an id)"));
  }

  private static String word(AdminRequest request, int place, String otherwise) throws Wrong {
    return request.word(place).orElseThrow(() -> new Wrong(otherwise));
  }

  private static Optional<String> text(AdminRequest request) {
    return request.option(TEXT).flatMap(Text::line).filter(line -> !line.isEmpty());
  }

  private static OptionalLong life(AdminRequest request) throws Wrong {
    Optional<String> given = request.option(LIFE);
    if (given.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      Duration life = SettingTypes.duration(LIFE, "1h", "").read(LIFE, given.get(), "the command");
      return OptionalLong.of(life.toMillis());
    } catch (BadSetting e) {
      throw new Wrong(String.valueOf(e.getMessage()));
    }
  }
}
