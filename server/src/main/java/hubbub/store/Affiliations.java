package hubbub.store;

import hubbub.topic.Affiliation;
import hubbub.topic.Rank;
import hubbub.topic.Subject;
import hubbub.topic.TopicName;
import hubbub.topic.port.TopicStore.Filter;
import hubbub.topic.port.TopicStore.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// The table `affiliations`.
final class Affiliations {
  static final String RANK = "rank";
  static final String BAN = "ban";

  private static final String PUT =
      """
      insert into affiliations
        (topic, subject, kind, rank, unless_signed_in, nick, until_at, set_at, by_id, by_rank, text)
      values
        (:topic, :subject, :kind, :rank, :unlessSignedIn, :nick, :until, :at, :by, :byRank, :text)
      on conflict (topic, subject, kind) do update set
        rank = excluded.rank, unless_signed_in = excluded.unless_signed_in, nick = excluded.nick,
        until_at = excluded.until_at, set_at = excluded.set_at, by_id = excluded.by_id,
        by_rank = excluded.by_rank, text = excluded.text
      """;

  private static final String PAGE =
      """
      select * from affiliations
      where topic = :topic and kind = :kind and (kind = 'ban' or rank in (<ranks>))
        and subject > :after and (until_at is null or until_at > :now)
      order by subject limit :limit
      """;

  private static final String OWNERS =
      """
      select subject from affiliations
      where topic = :topic and kind = 'rank' and rank = 'owner'
        and until_at is null
      limit 2
      """;

  private Affiliations() {}

  /// Sets an affiliation in place of the one of its kind that the subject has.
  static void put(Handle handle, TopicName topic, Affiliation affiliation) {
    bindKey(handle.createUpdate(PUT), topic, affiliation.subject(), kindOf(affiliation))
        .bind("rank", Rows.wordOrNull(rankOf(affiliation)))
        .bind("unlessSignedIn", unlessSignedIn(affiliation).orElse(null))
        .bind("nick", Rows.orNull(affiliation.nick()))
        .bind("until", Rows.orNull(affiliation.untilAt()))
        .bind("at", affiliation.at())
        .bind("by", affiliation.by())
        .bind("byRank", affiliation.byRank().word())
        .bind("text", Rows.orNull(affiliation.text()))
        .execute();
  }

  static void remove(Handle handle, TopicName topic, Subject subject, String kind) {
    bindKey(
            handle.createUpdate(
                "delete from affiliations"
                    + " where topic = :topic and subject = :subject and kind = :kind"),
            topic,
            subject,
            kind)
        .execute();
  }

  static boolean has(Handle handle, TopicName topic, Subject subject, String kind) {
    return bindKey(
            handle.createQuery(
                "select 1 from affiliations"
                    + " where topic = :topic and subject = :subject and kind = :kind"),
            topic,
            subject,
            kind)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  static int count(Handle handle, TopicName topic) {
    return handle
        .createQuery("select count(*) from affiliations where topic = :topic")
        .bind("topic", topic.value())
        .mapTo(Integer.class)
        .one();
  }

  /// Whether `subject` is an owner for good, and nobody else is.
  static boolean isOnlyOwner(Handle handle, TopicName topic, Subject subject) {
    List<String> owners =
        handle.createQuery(OWNERS).bind("topic", topic.value()).mapTo(String.class).list();
    return owners.equals(List.of(SubjectKeys.of(subject)));
  }

  /// Those that count at `now`, from the subject after `after` on.
  static Page<Affiliation> page(Handle handle, Part part, long now) {
    List<Affiliation> found =
        handle
            .createQuery(PAGE)
            .bind("topic", part.topic().value())
            .bind("kind", part.filter() == Filter.BANS ? BAN : RANK)
            .bindList("ranks", ranks(part.filter()))
            .bind("after", part.after().orElse(""))
            .bind("now", now)
            .bind("limit", part.limit() + 1)
            .map((row, _) -> affiliation(row))
            .list();
    List<Affiliation> entries = found.subList(0, Math.min(found.size(), part.limit()));
    return new Page<>(
        entries,
        found.size() > part.limit()
            ? Optional.of(SubjectKeys.of(entries.getLast().subject()))
            : Optional.empty());
  }

  /// Which part of a topic's affiliations is asked for.
  record Part(TopicName topic, Filter filter, Optional<String> after, int limit) {}

  private static List<String> ranks(Filter filter) {
    Rank lowest =
        switch (filter) {
          case BANS, MEMBERS -> Rank.MEMBER;
          case MODERATORS -> Rank.MODERATOR;
          case OWNERS -> Rank.OWNER;
        };
    return Stream.of(Rank.values()).filter(rank -> rank.isAtLeast(lowest)).map(Rank::word).toList();
  }

  private static <S extends SqlStatement<S>> S bindKey(
      S statement, TopicName topic, Subject subject, String kind) {
    return statement
        .bind("topic", topic.value())
        .bind("subject", SubjectKeys.of(subject))
        .bind("kind", kind);
  }

  static String kindOf(Affiliation affiliation) {
    return switch (affiliation.standing()) {
      case Affiliation.Standing.Ranked _ -> RANK;
      case Affiliation.Standing.Banned _ -> BAN;
    };
  }

  static Optional<Rank> rankOf(Affiliation affiliation) {
    return switch (affiliation.standing()) {
      case Affiliation.Standing.Ranked ranked -> Optional.of(ranked.rank());
      case Affiliation.Standing.Banned _ -> Optional.empty();
    };
  }

  private static Optional<Boolean> unlessSignedIn(Affiliation affiliation) {
    return switch (affiliation.standing()) {
      case Affiliation.Standing.Ranked _ -> Optional.empty();
      case Affiliation.Standing.Banned banned -> Optional.of(banned.unlessSignedIn());
    };
  }

  static Affiliation affiliation(ResultSet row) throws SQLException {
    return new Affiliation(
        SubjectKeys.subject(row.getString("subject")),
        row.getString("kind").equals(BAN)
            ? new Affiliation.Standing.Banned(row.getBoolean("unless_signed_in"))
            : new Affiliation.Standing.Ranked(Rows.rank(row, "rank").orElseThrow()),
        Rows.text(row, "nick"),
        Rows.whole(row, "until_at"),
        row.getLong("set_at"),
        row.getString("by_id"),
        Rows.rank(row, "by_rank").orElse(Rank.ADMIN),
        Rows.text(row, "text"));
  }
}
