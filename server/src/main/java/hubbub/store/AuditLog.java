package hubbub.store;

import hubbub.topic.AddressPrefix;
import hubbub.topic.AuditEntry;
import hubbub.topic.AuditFilter;
import hubbub.topic.TopicName;
import hubbub.topic.port.TopicStore.AuditPart;
import hubbub.topic.port.TopicStore.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
      where topic = :topic and (at, id) < (:afterAt, :afterId) and at >= :since <conditions>
      order by at desc, id desc limit :limit
      """;

  private static final String FORGET =
      """
      update audit set by_address = null, about_address = null, addresses_until = null
      where id in (select id from audit where addresses_until <= :now limit :limit)
      """;

  /// Stands for the topic of what was done to the whole server.
  static final String SERVER = "";

  /// A line, and the topic whose it is, or [#SERVER].
  record Line(String topic, AuditEntry entry) {
    Line(TopicName topic, AuditEntry entry) {
      this(topic.value(), entry);
    }
  }

  /// A line's place in the order of lines: by their times, then as they were written.
  private record Place(long at, long id) {
    static final Place END = new Place(Long.MAX_VALUE, Long.MAX_VALUE);

    private static final Place BEGINNING = new Place(Long.MIN_VALUE, Long.MIN_VALUE);
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})");

    /// The place that a text names. There is nothing after what is none.
    static Place parse(String text) {
      Matcher parts = TEXT.matcher(text);
      return parts.matches()
          ? new Place(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)))
          : BEGINNING;
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
        .bind("topic", line.topic())
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

  /// The newest lines of a topic, or of [#SERVER], of those that are meant.
  static Page<AuditEntry> page(Handle handle, String topic, AuditPart part, long now) {
    Place from = part.after().map(Place::parse).orElse(Place.END);
    Map<String, String> wanted = wanted(part.filter());
    String conditions =
        wanted.keySet().stream()
            .map(column -> "and " + column + " = :" + column)
            .collect(Collectors.joining(" "));
    List<Placed> found =
        handle
            .createQuery(PAGE)
            .define("conditions", conditions)
            .bind("topic", topic)
            .bind("afterAt", from.at())
            .bind("afterId", from.id())
            .bind("since", part.filter().since().orElse(Long.MIN_VALUE))
            .bindMap(wanted)
            .bind("limit", part.limit() + 1)
            .map((row, _) -> placed(row, now))
            .list();
    List<Placed> shown = found.subList(0, Math.min(found.size(), part.limit()));
    boolean isLast = found.size() <= part.limit();
    return new Page<>(
        shown.stream().map(Placed::entry).toList(),
        isLast ? Optional.empty() : Optional.of(shown.getLast().place().toString()));
  }

  /// What columns must be equal to.
  private static Map<String, String> wanted(AuditFilter filter) {
    Map<String, String> wanted = new LinkedHashMap<>();
    filter.act().ifPresent(it -> wanted.put("act", it));
    filter.by().ifPresent(it -> wanted.put("by_id", it));
    filter.about().ifPresent(it -> wanted.put("about_id", it));
    return wanted;
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
