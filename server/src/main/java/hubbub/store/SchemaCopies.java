package hubbub.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/// Copies of an SQLite file beside it, each made before its schema was changed and named by the
/// version that it has: `hubbub.db.schema-1`. The newest [#KEPT] are kept.
record SchemaCopies(Path file) {
  static final int KEPT = 2;

  private static final String SUFFIX = ".schema-";

  static SchemaCopies of(Path file) {
    return new SchemaCopies(file.toAbsolutePath());
  }

  /// Makes a copy of the file, whose version is `version`, in place of an earlier one of it.
  ///
  /// @throws CannotOpen if there is no room for it
  void make(DataSource source, int version) throws CannotOpen {
    Path copy = file.resolveSibling(file.getFileName() + SUFFIX + version);
    Path draft = file.resolveSibling(file.getFileName() + ".copying");
    try {
      Files.deleteIfExists(draft);
      PrivateFile.<SQLException>make(draft, it -> copyTo(source, it));
      Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE);
      forgetOld();
    } catch (IOException | SQLException e) {
      throw new CannotOpen(
          "no copy could be made before its schema is changed: " + Faults.lineOf(e), e);
    }
  }

  /// Copies the whole database into `draft`, an empty file.
  static void copyTo(DataSource source, Path draft) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement vacuum = connection.prepareStatement("vacuum into ?")) {
      vacuum.setString(1, draft.toString());
      vacuum.execute();
    }
  }

  private void forgetOld() throws IOException {
    List<Path> copies = new ArrayList<>();
    Path folder = file.resolveSibling(".");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      all.forEach(each -> {
        if (version(each) > 0) {
          copies.add(each);
        }
      });
    }
    copies.sort(Comparator.comparingInt(this::version).reversed());
    for (Path old : copies.subList(Math.min(KEPT, copies.size()), copies.size())) {
      Files.delete(old);
    }
  }

  /// The version in the name of a copy; 0 for any other file.
  private int version(Path other) {
    Matcher name =
        Pattern.compile(Pattern.quote(file.getFileName() + SUFFIX) + "(\\d{1,9})")
            .matcher(String.valueOf(other.getFileName()));
    return name.matches() ? Integer.parseInt(name.group(1)) : 0;
  }
}
