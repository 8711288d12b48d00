package hubbub.app;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Builds plugin jars as authors do: compiled against the tests' class path, with a file per
/// service in META-INF/services.
final class PluginJar {
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\n(package.*?)```");
  private static final Pattern PACKAGE = Pattern.compile("package (\\w+);");
  private static final Pattern TYPE = Pattern.compile("class (\\w+) implements (\\w+)");

  private PluginJar() {}

  /// A class's source and name, and the service interface that it implements.
  private record Plugin(String source, String name, String service) {
    static Plugin of(String source) {
      Matcher type = found(TYPE, source);
      String from = found(PACKAGE, source).group(1);
      String service = "hubbub.topic.extension." + type.group(2);
      return new Plugin(source, from + "." + type.group(1), service);
    }

    JavaFileObject file() {
      URI uri = URI.create("string:///" + name.replace('.', '/') + ".java");
      return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
          return source;
        }
      };
    }
  }

  /// The examples on a page of the docs that are complete classes.
  static List<String> examples(Path page) throws IOException {
    return EXAMPLE
        .matcher(Files.readString(page))
        .results()
        .map((MatchResult example) -> example.group(1))
        .toList();
  }

  /// Compiles `sources` and packs them into the jar `plugins/name` in `folder`.
  static void make(Path folder, String name, List<String> sources) throws IOException {
    Path classes = Files.createTempDirectory(folder, "classes");
    List<Plugin> plugins = sources.stream().map(Plugin::of).toList();
    compile(classes, plugins);
    for (Plugin plugin : plugins) {
      Path service = classes.resolve("META-INF/services").resolve(plugin.service());
      Files.createDirectories(service.getParent());
      Files.writeString(service, plugin.name() + "\n");
    }
    Files.createDirectories(folder.resolve("plugins"));
    jar(classes, folder.resolve("plugins").resolve(name));
  }

  private static void compile(Path classes, List<Plugin> plugins) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options = List.of("-d", classes.toString(), "-proc:none", "-Xlint:all", "-Werror");
    List<JavaFileObject> files = plugins.stream().map(Plugin::file).toList();
    if (!compiler.getTask(said, null, null, options, null, files).call()) {
      throw new IllegalArgumentException(said.toString());
    }
  }

  private static void jar(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, entries);
      }
    }
  }

  private static Matcher found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException(text + " (expected: " + pattern + ")");
    }
    return matcher;
  }
}
