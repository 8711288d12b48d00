package hubbub.store;

import hubbub.topic.Rank;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Columns that may be null, from rows and to statements.
final class Rows {
  private Rows() {}

  static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  static Optional<Rank> rank(ResultSet row, String column) throws SQLException {
    return text(row, column).map(word -> Rank.of(word).orElseThrow());
  }

  static OptionalLong whole(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  static OptionalInt small(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }

  static @Nullable String orNull(Optional<String> text) {
    return text.orElse(null);
  }

  static @Nullable String wordOrNull(Optional<Rank> rank) {
    return orNull(rank.map(Rank::word));
  }

  /// A list of texts without ends of lines in them; empty if it is null.
  static List<String> lines(ResultSet row, String column) throws SQLException {
    return text(row, column).map(lines -> List.of(lines.split("\n"))).orElse(List.of());
  }

  static @Nullable String linesOrNull(List<String> lines) {
    return lines.isEmpty() ? null : String.join("\n", lines);
  }

  static @Nullable Long orNull(OptionalLong whole) {
    return whole.isPresent() ? whole.getAsLong() : null;
  }

  static @Nullable Integer orNull(OptionalInt small) {
    return small.isPresent() ? small.getAsInt() : null;
  }
}
