package hubbub.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that only their owner may read, from their first byte on.
public final class PrivateFile {
  static final FileAttribute<Set<PosixFilePermission>> MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private PrivateFile() {}

  /// Makes an empty file, which must not exist.
  public static void create(Path file) throws IOException {
    Path _ = Files.createFile(file, MODE);
  }

  /// Fills a file.
  @FunctionalInterface
  interface Filling<E extends Exception> {
    void fill(Path file) throws IOException, E;
  }

  /// Makes a file, which must not exist, and has `filling` fill it. If that fails, there is none.
  static <E extends Exception> void make(Path file, Filling<E> filling) throws IOException, E {
    create(file);
    boolean isWhole = false;
    try {
      filling.fill(file);
      isWhole = true;
    } finally {
      if (!isWhole) {
        boolean _ = Files.deleteIfExists(file);
      }
    }
  }

  /// Copies what is in `from` into a file that must not exist. If that fails, there is none.
  public static void copy(Path from, Path to) throws IOException {
    PrivateFile.<IOException>make(
        to,
        file -> {
          try (var out = Files.newOutputStream(file)) {
            long _ = Files.copy(from, out);
          }
        });
  }
}
