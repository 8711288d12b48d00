package hubbub.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a process takes of its machine, seen from outside (Linux).
///
/// @param residentBytes its memory
/// @param kernelBytes the memory of all TCP sockets of the machine
/// @param descriptors its open files
/// @param threads its threads
record Costs(long residentBytes, long kernelBytes, long descriptors, long threads) {
  private static final long KIB = 1024;
  private static final long PAGE = 4 * KIB;
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
  private static final Pattern TCP_PAGES = Pattern.compile("TCP: .* mem (\\d+)");

  static Costs of(long pid) throws IOException {
    Path process = Path.of("/proc", String.valueOf(pid));
    String status = Files.readString(process.resolve("status"));
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      return new Costs(
          number(RESIDENT, status) * KIB,
          number(TCP_PAGES, Files.readString(Path.of("/proc/net/sockstat"))) * PAGE,
          files.count(),
          number(THREADS, status));
    }
  }

  private static long number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  /// The higher of each.
  Costs or(Costs other) {
    return new Costs(
        Math.max(residentBytes, other.residentBytes),
        Math.max(kernelBytes, other.kernelBytes),
        Math.max(descriptors, other.descriptors),
        Math.max(threads, other.threads));
  }
}
