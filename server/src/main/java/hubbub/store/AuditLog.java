package hubbub.store;

import hubbub.topic.AddressPrefix;
import hubbub.topic.AuditEntry;
import hubbub.topic.TopicName;
import hubbub.topic.port.TopicStore.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// The table `audit`. Addresses in it are kept for `addressesKept`, then never read, and soon
/// removed.
record AuditLog(Duration addressesKept) {
  private static final String ADD =
      """
      insert into audit
        (topic, at, act, by_id, by_nick, by_address, about_id, about_nick, about_address,
         addresses_until, value, until_at, text)
      values
        (:topic, :at, :act, :byId, :byNick, :byAddress, :aboutId, :aboutNick, :aboutAddress,
         :addressesUntil, :value, :until, :text)
      """;

  private static final String PAGE =
      """
      select * from audit
      where topic = :topic and (at, id) < (:afterAt, :afterId)
      order by at desc, id desc limit :limit
      """;

  private static final String FORGET =
      """
      update audit set by_address = null, about_address = null, addresses_until = null
      where id in (select id from audit where addresses_until <= :now limit :limit)
      """;

  /// A line, and the topic whose it is.
  record Line(TopicName topic, AuditEntry entry) {}

  /// A line's place in the order of lines: by their times, then as they were written.
  private record Place(long at, long id) {
    static final Place END = new Place(Long.MAX_VALUE, Long.MAX_VALUE);

    static Place parse(String text) {
      int dot = text.indexOf('.');
      return new Place(
          Long.parseLong(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1)));
    }

    @Override
    public String toString() {
      return at + "." + id;
    }
  }

  private record Placed(Place place, AuditEntry entry) {}

  void add(Handle handle, List<Line> lines) {
    try (PreparedBatch batch = handle.prepareBatch(ADD)) {
      lines.forEach(line -> bind(batch, line));
      batch.execute();
    }
  }

  private void bind(PreparedBatch batch, Line line) {
    AuditEntry entry = line.entry();
    Optional<String> byAddress = entry.by().from().map(AddressPrefix::toString);
    Optional<AuditEntry.Party> about = entry.about();
    Optional<String> aboutAddress =
        about.flatMap(AuditEntry.Party::from).map(AddressPrefix::toString);
    boolean hasAddress = byAddress.isPresent() || aboutAddress.isPresent();
    batch
        .bind("topic", line.topic().value())
        .bind("at", entry.at())
        .bind("act", entry.act())
        .bind("byId", entry.by().id())
        .bind("byNick", Rows.orNull(entry.by().nick()))
        .bind("byAddress", Rows.orNull(byAddress))
        .bind("aboutId", Rows.orNull(about.map(AuditEntry.Party::id)))
        .bind("aboutNick", Rows.orNull(about.flatMap(AuditEntry.Party::nick)))
        .bind("aboutAddress", Rows.orNull(aboutAddress))
        .bind("addressesUntil", hasAddress ? entry.at() + addressesKept.toMillis() : null)
        .bind("value", Rows.orNull(entry.value()))
        .bind("until", Rows.orNull(entry.untilAt()))
        .bind("text", Rows.orNull(entry.text()))
        .add();
  }

  /// The newest lines of a topic, from the one after `after` on.
  static Page<AuditEntry> page(
      Handle handle, TopicName topic, Optional<String> after, int limit, long now) {
    Place from = after.map(Place::parse).orElse(Place.END);
    List<Placed> found =
        handle
            .createQuery(PAGE)
            .bind("topic", topic.value())
            .bind("afterAt", from.at())
            .bind("afterId", from.id())
            .bind("limit", limit + 1)
            .map((row, _) -> placed(row, now))
            .list();
    List<Placed> shown = found.subList(0, Math.min(found.size(), limit));
    return new Page<>(
        shown.stream().map(Placed::entry).toList(),
        found.size() > limit ? Optional.of(shown.getLast().place().toString()) : Optional.empty());
  }

  /// Removes the addresses whose time is over from at most `limit` lines.
  ///
  /// @return how many lines there were
  static int forget(Handle handle, long now, int limit) {
    return handle.createUpdate(FORGET).bind("now", now).bind("limit", limit).execute();
  }

  private static Placed placed(ResultSet row, long now) throws SQLException {
    boolean isKept = now < Rows.whole(row, "addresses_until").orElse(Long.MIN_VALUE);
    return new Placed(
        new Place(row.getLong("at"), row.getLong("id")),
        new AuditEntry(
            row.getLong("at"),
            row.getString("act"),
            party(row, "by", isKept).orElseThrow(),
            party(row, "about", isKept),
            Rows.text(row, "value"),
            Rows.whole(row, "until_at"),
            Rows.text(row, "text")));
  }

  private static Optional<AuditEntry.Party> party(ResultSet row, String who, boolean hasAddress)
      throws SQLException {
    Optional<String> id = Rows.text(row, who + "_id");
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Optional<AddressPrefix> address =
        Rows.text(row, who + "_address").filter(_ -> hasAddress).map(AddressPrefix::parse);
    return Optional.of(new AuditEntry.Party(id.get(), Rows.text(row, who + "_nick"), address));
  }
}
