package hubbub.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/// The classes that a process has loaded, as the JDK's `jcmd` tells.
final class LoadedClasses {
  private LoadedClasses() {}

  static Set<String> of(long pid) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process asked = new ProcessBuilder(jcmd, String.valueOf(pid), "VM.classes").start();
      return asked
          .inputReader()
          .lines()
          .map(line -> line.substring(line.stripTrailing().lastIndexOf(' ') + 1).strip())
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
