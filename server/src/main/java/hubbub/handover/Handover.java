package hubbub.handover;

import hubbub.cluster.Cluster;
import hubbub.codec.KindSlots;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Leaves this node's topics to its next run, and takes over what the last one left. Both log one
/// line, and neither fails: at worst, the next run begins without topics.
///
///     take ── before anybody is let in ──▶ claim ── the server is up ──▶ taken
///       └── the start fails: it is still there    └── nobody was let in ──▶ putBack
public final class Handover {
  private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
  private static final long LONGEST_SECONDS = 60;

  private final Path folder;
  private final Path file;
  private final Path unfinished;
  private final Path taken;
  private final Path rejected;
  private final HandoverKey key;
  private final KindSlots slots;
  private final Supplier<Moment> clock;

  /// Files go into `folder`, and are sealed with `key`. `slots` are those of the extensions.
  public Handover(Path folder, SecretKey key, KindSlots slots) {
    this(folder, key, slots, Moment::now);
  }

  Handover(Path folder, SecretKey key, KindSlots slots, Supplier<Moment> clock) {
    this.folder = folder;
    this.file = folder.resolve("handover");
    this.unfinished = folder.resolve("handover.new");
    this.taken = folder.resolve("handover.taken");
    this.rejected = folder.resolve("handover.rejected");
    this.key = new HandoverKey(key);
    this.slots = slots;
    this.clock = clock;
  }

  /// Has `cluster` end all decisions, and writes its topics and `appendix`. Blocks until they are
  /// on the disk.
  public void leave(Cluster cluster, Appendix appendix) {
    long start = System.nanoTime();
    try {
      HandoverWriter.Written written = write(cluster, appendix);
      if (written.isNothing()) {
        return;
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      forceFolder();
      LOG.info(
          "Left {} topics to the next start, which must come within {} minutes ({} bytes, {} ms)",
          written.topics(),
          HandoverHeader.LONGEST.toMinutes(),
          written.bytes(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      if (written.lostValues() > 0) {
        LOG.warn(
            "Not left: {} values of slots that no extension declares or can write",
            written.lostValues());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "The next start will begin without topics: {} could not be written ({})",
          file,
          e.toString());
    } finally {
      delete(unfinished);
    }
  }

  private HandoverWriter.Written write(Cluster cluster, Appendix appendix) throws IOException {
    Files.deleteIfExists(unfinished);
    try (FileChannel out =
        FileChannel.open(
            unfinished,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      HandoverWriter writer = new HandoverWriter(out, key, slots, clock.get());
      cluster.save(writer::add).toCompletableFuture().get(LONGEST_SECONDS, TimeUnit.SECONDS);
      return writer.finish(appendix.leave());
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void forceFolder() throws IOException {
    try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
      open.force(true);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // it has no meaning to the next start, which tries again
    }
  }

  /// Has `cluster` and `appendix` take over what the last run left, if anything. It stays there for
  /// another start until [#claim].
  public void take(Cluster cluster, Appendix appendix) {
    delete(taken);
    delete(unfinished);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    long start = System.nanoTime();
    try {
      HandoverReader.Contents contents = read(cluster, appendix);
      report(contents, Duration.ofNanos(System.nanoTime() - start));
    } catch (Rejected e) {
      reject(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      reject(e.toString());
    }
  }

  /// Somebody may be let in from now on: no other start may take the same over.
  public void claim() {
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(file, taken, StandardCopyOption.ATOMIC_MOVE);
        forceFolder();
      }
    } catch (IOException e) {
      LOG.warn(
          "A start within the next minutes may go back to what the last run left: {} could not be"
              + " renamed ({})",
          file,
          e.toString());
    }
  }

  /// The server is up: what was taken over is not needed any more.
  public void taken() {
    delete(taken);
  }

  /// Nobody was let in after [#claim]: the next start may take the topics over.
  public void putBack() {
    try {
      if (Files.exists(taken, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(taken, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      LOG.warn(
          "The topics of the last run are lost: {} could not be renamed ({})", taken, e.toString());
    }
  }

  private HandoverReader.Contents read(Cluster cluster, Appendix appendix)
      throws IOException, Rejected {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new Rejected("it is no file");
    }
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      return new HandoverReader(in, key, slots).read(clock.get(), cluster, appendix);
    }
  }

  private static void report(HandoverReader.Contents contents, Duration took) {
    LOG.info(
        "Took over {} topics that the last run left {} s ago ({} ms)",
        contents.topics(),
        contents.age().toSeconds(),
        took.toMillis());
    if (contents.unserved() > 0) {
      LOG.warn(
          "Not taken over: {} topics of kinds that are not served any more", contents.unserved());
    }
  }

  private void reject(String why) {
    LOG.warn("Topics of the last run are lost: {}; the file is kept as {}", why, rejected);
    try {
      Files.move(file, rejected, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      delete(file);
    }
  }
}
