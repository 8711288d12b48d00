package hubbub.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The objects on a JVM's heap by class, after a full collection.
public record Histogram(Map<String, Share> classes) {
  private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");
  private static final double NOTICED_BYTES = 0.5;

  public Histogram {
    classes = Map.copyOf(classes);
  }

  /// The number of objects of a class, and their size in bytes.
  public record Share(double objects, double bytes) {
    Share lessPer(Share other, int count) {
      return new Share((objects - other.objects) / count, (bytes - other.bytes) / count);
    }
  }

  /// The histogram of the JVM with this `pid`.
  public static Histogram of(long pid) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(pid),
                "GC.class_histogram")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Map<String, Share> classes = new HashMap<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher share = LINE.matcher(line);
        if (share.matches()) {
          classes.merge(
              share.group(3),
              new Share(Long.parseLong(share.group(1)), Long.parseLong(share.group(2))),
              (one, other) ->
                  new Share(one.objects() + other.objects(), one.bytes() + other.bytes()));
        }
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException("jcmd ended with " + process.exitValue());
    }
    return new Histogram(classes);
  }

  /// The size of all objects.
  public double bytes() {
    return classes.values().stream().mapToDouble(Share::bytes).sum();
  }

  /// How much more this heap holds than `other`, divided by `count`; largest first, without
  /// negligible differences.
  Map<String, Share> beyond(Histogram other, int count) {
    Map<String, Share> shares = new LinkedHashMap<>();
    classes.entrySet().stream()
        .map(entry ->
            Map.entry(
                entry.getKey(),
                entry
                    .getValue()
                    .lessPer(other.classes.getOrDefault(entry.getKey(), new Share(0, 0)), count)))
        .filter(entry -> Math.abs(entry.getValue().bytes()) >= NOTICED_BYTES)
        .sorted(Comparator.comparingDouble(entry -> -entry.getValue().bytes()))
        .forEach(entry -> shares.put(entry.getKey(), entry.getValue()));
    return shares;
  }
}
