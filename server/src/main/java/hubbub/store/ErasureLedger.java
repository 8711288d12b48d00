package hubbub.store;

import hubbub.topic.MemberId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who was erased: a file beside the store, so that no restore of the store loses it. It has no
/// ids, but a hash of each; ids are random, so that nobody can tell one from its hash. One line per
/// erasure: milliseconds since 1970 UTC, hash, pseudonym. Any thread; whoever asks it never waits
/// for the disk.
public final class ErasureLedger {
  private static final Pattern LINE = Pattern.compile("(\\d{1,18}) (\\S{43}) (erased-\\S{16})");
  private static final int PSEUDONYM_BYTES = 12;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Path file;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Erasure> byHash = new ConcurrentHashMap<>();

  private volatile Consumer<String> listener = _ -> {};

  private ErasureLedger(Path file) {
    this.file = file;
  }

  /// That somebody was erased at `at`, the last time, and is called `pseudonym` since the first.
  public record Erasure(long at, String pseudonym) {}

  /// The ledger in a data folder. A line that is not whole is one that nobody was told of.
  public static ErasureLedger in(Path folder) {
    ErasureLedger ledger = new ErasureLedger(folder.resolve("erasures"));
    try {
      if (Files.exists(ledger.file)) {
        for (String line : Files.readAllLines(ledger.file)) {
          boolean _ = ledger.read(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ledger;
  }

  private boolean read(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return false;
    }
    Erasure read = new Erasure(Long.parseLong(parts.group(1)), parts.group(3));
    return !read.equals(byHash.put(parts.group(2), read));
  }

  /// Has `listener` told of each line that is added here from now on. It must not block.
  public void onAdded(Consumer<String> listener) {
    this.listener = listener;
  }

  /// The newest lines, oldest first: at most `most`.
  public List<String> lines(int most) {
    return byHash.entrySet().stream()
        .sorted(Comparator.comparingLong(it -> -it.getValue().at()))
        .limit(most)
        .map(it -> line(it.getKey(), it.getValue()))
        .toList()
        .reversed();
  }

  private static String line(String hash, Erasure its) {
    return its.at() + " " + hash + " " + its.pseudonym();
  }

  /// Takes over lines of another server's ledger that are not known. Blocks until they are on the
  /// disk.
  public synchronized void take(List<String> lines) {
    List<String> news = lines.stream().filter(this::read).toList();
    if (!news.isEmpty()) {
      append(String.join("\n", news) + "\n");
    }
  }

  /// Notes that `member` is erased at `now`. Blocks until it is on the disk.
  ///
  /// @return the pseudonym, the same as before if there is one
  public synchronized String add(MemberId member, long now) {
    String hash = hash(member);
    String pseudonym =
        Optional.ofNullable(byHash.get(hash)).map(Erasure::pseudonym).orElseGet(this::mint);
    Erasure erasure = new Erasure(now, pseudonym);
    append(line(hash, erasure) + "\n");
    byHash.put(hash, erasure);
    listener.accept(line(hash, erasure));
    return pseudonym;
  }

  private String mint() {
    byte[] bits = new byte[PSEUDONYM_BYTES];
    random.nextBytes(bits);
    return "erased-" + BASE64.encodeToString(bits);
  }

  private void append(String line) {
    try (FileChannel out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ),
            PrivateFile.MODE)) {
      out.position(out.size());
      write(out, isBroken(out) ? "\n" + line : line);
      out.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the last line was not written to its end.
  private static boolean isBroken(FileChannel file) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return file.size() > 0 && file.read(last, file.size() - 1) == 1 && last.get(0) != '\n';
  }

  private static void write(FileChannel out, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      int _ = out.write(bytes);
    }
  }

  /// The erasure of `member`, if there was one.
  public Optional<Erasure> of(MemberId member) {
    return byHash.isEmpty() ? Optional.empty() : Optional.ofNullable(byHash.get(hash(member)));
  }

  /// Whether nobody was erased yet.
  public boolean isEmpty() {
    return byHash.isEmpty();
  }

  /// What stands for an id wherever it must not be kept.
  static String hash(MemberId member) {
    try {
      byte[] text = ("hubbub erasure " + member).getBytes(StandardCharsets.UTF_8);
      return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
