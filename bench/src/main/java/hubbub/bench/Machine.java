package hubbub.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The machine, JDK and commit behind a figure, without which it means nothing.
final class Machine {
  private static final long KB_PER_GB = 1024 * 1024;

  private Machine() {}

  /// Rows for the header of a results file.
  static List<List<String>> facts(Places places) {
    double gigabytes = (double) kilobytes("/proc/meminfo", "MemTotal") / KB_PER_GB;
    int cores = Runtime.getRuntime().availableProcessors();
    String model = value("/proc/cpuinfo", "model name");
    return List.of(
        List.of("machine", "%s, %d cores, %.1f GiB".formatted(model, cores, gigabytes)),
        List.of("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version")),
        List.of(
            "JDK",
            System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor")),
        List.of("commit", commit(places)));
  }

  /// The maximum number of open files per process.
  static long mostOpenFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /// A process's resident memory in KiB; 0 if unknown.
  static long residentKilobytes(long pid) {
    return kilobytes("/proc/" + pid + "/status", "VmRSS");
  }

  private static long kilobytes(String file, String key) {
    String value = value(file, key).replaceAll("\\D", "");
    return value.isEmpty() ? 0 : Long.parseLong(value);
  }

  /// The value of `key` in a file of `/proc`; `unknown` where there is none.
  private static String value(String file, String key) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException | UncheckedIOException e) {
      return "unknown";
    }
  }

  private static String commit(Places places) {
    String commit = said(places, "git", "rev-parse", "--short=12", "HEAD");
    boolean isChanged = !said(places, "git", "status", "--porcelain", "-uno").isEmpty();
    return isChanged ? commit + ", with changes" : commit;
  }

  private static String said(Places places, String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(places.home().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
