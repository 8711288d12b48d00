package hubbub.store;

import hubbub.topic.Lock;
import hubbub.topic.Registration;
import hubbub.topic.TopicFilter;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import hubbub.topic.port.TopicStore.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// The table `registered_topics`.
final class RegisteredTopics {
  private static final String INSERT =
      """
      insert into registered_topics
        (name, title, label, description, rules, language, quiet_rank, slow_millis,
         password_required, members_only, max_members, password, listed, history, title_rank,
         words, words_action, links_allowed, links_denied, version, registered_at, by_id)
      values
        (:name, :title, :label, :description, :rules, :language, :quietRank, :slowMillis,
         :passwordRequired, :membersOnly, :maxMembers, :password, :listed, :history, :titleRank,
         :words, :wordsAction, :linksAllowed, :linksDenied, 1, :registeredAt, :byId)
      on conflict do nothing
      """;

  private static final String UPDATE =
      """
      update registered_topics set
        title = :title, label = :label, description = :description, rules = :rules,
        language = :language, quiet_rank = :quietRank, slow_millis = :slowMillis,
        password_required = :passwordRequired, members_only = :membersOnly,
        max_members = :maxMembers, password = :password, listed = :listed, history = :history,
        title_rank = :titleRank, words = :words, words_action = :wordsAction,
        links_allowed = :linksAllowed, links_denied = :linksDenied
      where name = :name
      """;

  private static final String PAGE =
      "select name, title from registered_topics where name > :after order by name limit :limit";

  private static final String OWNERS =
      """
      select topic, subject from affiliations
      where topic in (<topics>) and kind = 'rank' and rank = 'owner'
        and (until_at is null or until_at > :now)
      order by subject
      """;

  private RegisteredTopics() {}

  /// All by name, from the one after `after` on, with those who are owners at `now`.
  static Page<Store.ListedTopic> page(Handle handle, Optional<String> after, int limit, long now) {
    List<Store.ListedTopic> found =
        handle
            .createQuery(PAGE)
            .bind("after", after.orElse(""))
            .bind("limit", limit + 1)
            .map((row, _) ->
                new Store.ListedTopic(row.getString("name"), row.getString("title"), List.of()))
            .list();
    Map<String, List<String>> owners =
        owners(handle, found.stream().map(Store.ListedTopic::name).toList(), now);
    List<Store.ListedTopic> topics =
        found.stream()
            .limit(limit)
            .map(it -> it.with(owners.getOrDefault(it.name(), List.of())))
            .toList();
    return new Page<>(
        topics, found.size() > limit ? Optional.of(topics.getLast().name()) : Optional.empty());
  }

  private static Map<String, List<String>> owners(Handle handle, List<String> topics, long now) {
    Map<String, List<String>> all = new HashMap<>();
    if (!topics.isEmpty()) {
      handle
          .createQuery(OWNERS)
          .bindList("topics", topics)
          .bind("now", now)
          .map((row, _) ->
              all.computeIfAbsent(row.getString("topic"), _ -> new ArrayList<>())
                  .add(SubjectKeys.subject(row.getString("subject")).key()))
          .list();
    }
    return all;
  }

  static Optional<Registration> find(Handle handle, TopicName topic) {
    return handle
        .createQuery("select * from registered_topics where name = :name")
        .bind("name", topic.value())
        .map((row, _) -> registration(row))
        .findOne();
  }

  /// Adds a topic with version 1; false if it is there already.
  static boolean add(Handle handle, TopicName topic, TopicSettings settings, long at, String by) {
    return bind(handle.createUpdate(INSERT), topic, settings)
            .bind("registeredAt", at)
            .bind("byId", by)
            .execute()
        == 1;
  }

  static void configure(Handle handle, TopicName topic, TopicSettings settings) {
    bind(handle.createUpdate(UPDATE), topic, settings).execute();
  }

  /// Removes a topic, and with it what it remembers about people.
  static void remove(Handle handle, TopicName topic) {
    handle
        .createUpdate("delete from registered_topics where name = :name")
        .bind("name", topic.value())
        .execute();
  }

  /// Counts a change of the topic; empty if it is not registered. Until the transaction ends, no
  /// other one can change the topic.
  static OptionalLong nextVersion(Handle handle, TopicName topic) {
    return handle
        .createQuery(
            "update registered_topics set version = version + 1 where name = :name"
                + " returning version")
        .bind("name", topic.value())
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  static int count(Handle handle) {
    return handle.createQuery("select count(*) from registered_topics").mapTo(Integer.class).one();
  }

  /// How many that one registered.
  static int countBy(Handle handle, String id) {
    return handle
        .createQuery("select count(*) from registered_topics where by_id = :id")
        .bind("id", id)
        .mapTo(Integer.class)
        .one();
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement, TopicName topic, TopicSettings settings) {
    TopicSettings.About about = settings.about();
    TopicFilter filter = settings.filter();
    return statement
        .bind("name", topic.value())
        .bind("title", settings.title())
        .bind("label", Rows.orNull(about.label()))
        .bind("description", Rows.orNull(about.description()))
        .bind("rules", Rows.orNull(about.rules()))
        .bind("language", Rows.orNull(about.language()))
        .bind("quietRank", Rows.wordOrNull(settings.quiet()))
        .bind("slowMillis", Rows.orNull(settings.slowMillis()))
        .bind("passwordRequired", settings.lock().password())
        .bind("membersOnly", settings.lock().membersOnly())
        .bind("maxMembers", Rows.orNull(settings.lock().maxMembers()))
        .bind("password", Rows.orNull(settings.password()))
        .bind("listed", settings.listed())
        .bind("history", Rows.orNull(settings.history()))
        .bind("titleRank", Rows.wordOrNull(settings.titleRank()))
        .bind("words", Rows.linesOrNull(filter.words()))
        .bind("wordsAction", filter.action().word())
        .bind("linksAllowed", Rows.linesOrNull(filter.allowed()))
        .bind("linksDenied", Rows.linesOrNull(filter.denied()));
  }

  private static Registration registration(ResultSet row) throws SQLException {
    return new Registration(
        settings(row),
        row.getLong("version"),
        row.getLong("registered_at"),
        row.getString("by_id"));
  }

  private static TopicSettings settings(ResultSet row) throws SQLException {
    return new TopicSettings(
        row.getString("title"),
        new TopicSettings.About(
            Rows.text(row, "label"),
            Rows.text(row, "description"),
            Rows.text(row, "rules"),
            Rows.text(row, "language")),
        Rows.rank(row, "quiet_rank"),
        Rows.whole(row, "slow_millis"),
        new Lock(
            row.getBoolean("password_required"),
            row.getBoolean("members_only"),
            Rows.small(row, "max_members")),
        Rows.text(row, "password"),
        row.getBoolean("listed"),
        Rows.small(row, "history"),
        Rows.rank(row, "title_rank"),
        filter(row));
  }

  private static TopicFilter filter(ResultSet row) throws SQLException {
    return new TopicFilter(
        Rows.lines(row, "words"),
        TopicFilter.Action.of(row.getString("words_action")).orElse(TopicFilter.Action.REFUSE),
        Rows.lines(row, "links_allowed"),
        Rows.lines(row, "links_denied"));
  }
}
