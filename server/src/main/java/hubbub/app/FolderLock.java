package hubbub.app;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A server's lock on a folder: a file lock on `lock` in it. The file also has the process id of
/// its holder. It stays when the lock ends, which it does with the process at the latest. Any
/// thread.
///
/// On POSIX systems, a process that closes any channel of a file loses all its locks on that file.
/// So the file is never opened while this process holds its lock.
final class FolderLock implements AutoCloseable {
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private static final int MOST_BYTES = 20;

  private final Path folder;
  private final FileChannel file;

  private FolderLock(Path folder, FileChannel file) {
    this.folder = folder;
    this.file = file;
  }

  /// A server holds the lock already.
  static final class Taken extends Exception {
    private static final long serialVersionUID = 1L;

    private final String holder;

    private Taken(String holder) {
      super("held by " + holder);
      this.holder = holder;
    }

    /// Who holds it, such as `process 4711`.
    String holder() {
      return holder;
    }
  }

  /// Takes the lock of a folder, which must exist.
  ///
  /// @throws IOException if the folder cannot be written to, or its file system has no locks
  static FolderLock take(Path folder) throws IOException, Taken {
    Path real = folder.toRealPath();
    if (!HELD.add(real)) {
      throw heldHere();
    }
    try {
      return new FolderLock(real, locked(real.resolve("lock")));
    } catch (IOException | Taken e) {
      HELD.remove(real);
      throw e;
    }
  }

  private static FileChannel locked(Path path) throws IOException, Taken {
    FileChannel file =
        FileChannel.open(
            path,
            Set.of(CREATE, READ, WRITE, NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      if (file.tryLock() == null) {
        throw new Taken("process " + read(file));
      }
      write(file, pid());
      return file;
    } catch (OverlappingFileLockException _) {
      // Another copy of this class has the lock, and would lose it if the file were closed here.
      throw heldHere();
    } catch (IOException | Taken e) {
      file.close();
      throw e;
    }
  }

  private static Taken heldHere() {
    return new Taken("process " + pid());
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  private static String read(FileChannel file) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(MOST_BYTES);
    int _ = file.read(pid, 0);
    return StandardCharsets.US_ASCII.decode(pid.flip()).toString().strip();
  }

  private static void write(FileChannel file, long pid) throws IOException {
    file.truncate(0);
    int _ = file.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
  }

  /// Gives the lock up.
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new IllegalStateException("a lock file that cannot be closed", e);
    } finally {
      HELD.remove(folder);
    }
  }
}
