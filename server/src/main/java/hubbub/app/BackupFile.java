package hubbub.app;

import hubbub.app.AdminRequest.Answer;
import hubbub.app.AdminRequest.Wrong;
import hubbub.store.CannotOpen;
import hubbub.store.PrivateFile;
import hubbub.store.Store;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A copy of the store on its way out. The server makes it in its data folder, since it may write
/// nowhere else under systemd, and the command line moves it to where it was asked for. Blocks.
final class BackupFile {
  /// The command's word.
  static final String COMMAND = "backup";

  private static final Logger LOG = LoggerFactory.getLogger(BackupFile.class);
  private static final String PREFIX = "unfetched-backup-";
  private static final String SUFFIX = ".db";
  private static final Duration LONGEST_FETCH = Duration.ofHours(1);
  private static final String DRAFT = ".part";

  private BackupFile() {}

  /// Whether that is a request for a backup.
  static boolean isAskedFor(AdminRequest request) {
    return request.word(0).filter(COMMAND::equals).isPresent();
  }

  /// Has the store make a copy in the data folder; the answer is its name.
  static Answer make(Store store, Path data) throws Wrong {
    deleteLeft(data, Instant.now().minus(LONGEST_FETCH));
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    String name = PREFIX + HexFormat.of().formatHex(random) + SUFFIX;
    try {
      store.backup(data.resolve(name));
    } catch (CannotOpen e) {
      throw new Wrong("it could not be done: " + e.getMessage());
    }
    store.auditAct(COMMAND, "");
    return Answer.ok(name);
  }

  /// Deletes what commands that were killed have left in the data folder.
  static void deleteLeft(Path data) {
    deleteLeft(data, Instant.MAX);
  }

  private static void deleteLeft(Path data, Instant before) {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> left = Files.newDirectoryStream(data, PREFIX + "*")) {
      for (Path each : left) {
        if (Files.getLastModifiedTime(each).toInstant().isBefore(before)) {
          all.add(each);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("{} could not be removed: {}", data.resolve(PREFIX + "*"), e.getMessage());
    }
    all.forEach(BackupFile::delete);
  }

  /// Asks for a copy.
  @FunctionalInterface
  interface Asking {
    Answer ask() throws BadSetting;
  }

  /// Has a copy made, and moves it from the data folder to the file that the request names.
  static Answer fetch(AdminRequest request, Path data, Asking asking) throws BadSetting {
    if (request.word(1).isEmpty()) {
      return Answer.refused("into which file?");
    }
    Path file = Path.of(request.word(1).get()).toAbsolutePath();
    if (Files.exists(file) || !Files.isDirectory(file.resolveSibling("."))) {
      return Answer.refused(
          file + ": " + (Files.exists(file) ? "exists already" : "there is no such folder"));
    }
    Answer made = asking.ask();
    if (!made.isOk()) {
      return made;
    }
    Path copy = data.resolve(made.lines().getFirst());
    try {
      move(copy, file);
      return Answer.ok("the store is in " + file);
    } catch (IOException e) {
      return Answer.refused(file + ": it could not be written: " + e);
    } finally {
      delete(copy);
    }
  }

  /// Copies it, so that it belongs to whoever runs the command. Nobody sees half a file.
  private static void move(Path copy, Path file) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + DRAFT);
    Files.deleteIfExists(draft);
    PrivateFile.copy(copy, draft);
    try {
      Files.move(draft, file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void delete(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      LOG.warn("{} could not be removed: {}", copy, e.getMessage());
    }
  }
}
