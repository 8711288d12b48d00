package hubbub.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The TCP ports that a process listens on, from Linux's `/proc` (proc_pid_net(5)).
final class OpenPorts {
  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

  /// Matches the port and inode of a socket in state 0A, listening.
  private static final Pattern LISTENING =
      Pattern.compile("\\s*\\d+: [0-9A-F]+:([0-9A-F]{4}) \\S+ 0A (?:\\S+ +){5}(\\d+) .*");

  private OpenPorts() {}

  /// All ports of the process, including those bound to loopback.
  static Set<Integer> of(long pid) throws IOException {
    Set<String> inodes = inodes(pid);
    Set<Integer> ports = new HashSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      Path file = Path.of("/proc", String.valueOf(pid), "net", table);
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        Matcher socket = LISTENING.matcher(line);
        if (socket.matches() && inodes.contains(socket.group(2))) {
          ports.add(Integer.parseInt(socket.group(1), 16));
        }
      }
    }
    return ports;
  }

  private static Set<String> inodes(long pid) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
      return open.map(OpenPorts::target)
          .map(SOCKET::matcher)
          .filter(Matcher::matches)
          .map(socket -> socket.group(1))
          .collect(Collectors.toSet());
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException _) {
      return ""; // closed meanwhile
    }
  }
}
