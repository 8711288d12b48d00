package hubbub.app;

import hubbub.app.Settings.Given;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/// Reads settings from their sources: the table's defaults, a YAML file, the environment, the
/// command line. Later sources override earlier ones.
final class SettingSources {
  private static final String PREFIX = "hubbub.";

  /// More parts than any setting's name has. Stops the descent into a YAML map that contains
  /// itself.
  private static final int MAX_DEPTH = 16;

  private SettingSources() {}

  /// Merges all sources into checked settings.
  static Settings read(
      Optional<Path> file, Map<String, String> environment, Map<String, String> commandLine)
      throws BadSetting {
    Map<String, Given> given = new HashMap<>();
    if (file.isPresent()) {
      flatten("", load(file.get()), file.get().toString(), given);
    }
    addEnvironment(environment, given);
    commandLine.forEach((name, text) -> given.put(name, new Given(text, "the command line")));
    return Settings.checked(given).from(() -> read(file, environment, commandLine));
  }

  private static Object load(Path file) throws BadSetting {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      Object content = new Yaml(new SafeConstructor(options)).load(Files.readString(file));
      if (content != null && !(content instanceof Map)) {
        throw new BadSetting(file + ": is not a YAML map of keys and values");
      }
      return content == null ? Map.of() : content;
    } catch (IOException | YAMLException e) {
      throw new BadSetting(file + ": " + faultOf(e, file));
    }
  }

  private static String faultOf(Exception e, Path file) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "this user may not read it";
      case CharacterCodingException _ -> "is not text in UTF-8";
      case IOException _ when Files.isDirectory(file) -> "is a folder (expected: a file)";
      case MarkedYAMLException marked when marked.getProblemMark() != null ->
          "is not YAML: line %d, column %d: %s"
              .formatted(
                  marked.getProblemMark().getLine() + 1,
                  marked.getProblemMark().getColumn() + 1,
                  firstLine(marked.getProblem()));
      case ReaderException unreadable ->
          "is not YAML: it contains the character U+%04X".formatted(unreadable.getCodePoint());
      case YAMLException _ -> "is not YAML: " + firstLine(e.getMessage());
      default -> "cannot be read: " + firstLine(e.getMessage());
    };
  }

  private static String firstLine(@Nullable String text) {
    return String.valueOf(text).lines().findFirst().orElse("");
  }

  /// Puts the values of all keys below `hubbub` into `given`, as text; skips other keys.
  private static void flatten(String name, Object value, String origin, Map<String, Given> given)
      throws BadSetting {
    if (!name.isEmpty() && !(name + ".").startsWith(PREFIX)) {
      return;
    }
    if (name.split("\\.", -1).length > MAX_DEPTH) {
      throw new BadSetting(origin + ": " + name + ": there is no such setting");
    }
    switch (value) {
      case Map<?, ?> map -> {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          String key = name.isEmpty() ? entry.getKey() + "" : name + "." + entry.getKey();
          flatten(key, entry.getValue() == null ? "" : entry.getValue(), origin, given);
        }
      }
      case List<?> list -> put(name, joined(name, list, origin), origin, given);
      default -> put(name, String.valueOf(value), origin, given);
    }
  }

  private static String joined(String name, List<?> list, String origin) throws BadSetting {
    if (list.stream().anyMatch(each -> each instanceof Map || each instanceof Iterable)) {
      throw new BadSetting(
          origin + ": " + name + ": a list of lists or maps (expected: a list of values)");
    }
    return String.join(",", list.stream().map(String::valueOf).toList());
  }

  private static void put(String name, String text, String origin, Map<String, Given> given)
      throws BadSetting {
    if (!name.startsWith(PREFIX)) {
      if (!text.isEmpty()) {
        throw new BadSetting(origin + ": " + name + ": " + text + " (expected: keys and values)");
      }
    } else if (given.put(name, new Given(text, origin)) != null) {
      throw new BadSetting(origin + ": " + name + ": is set twice (expected: once)");
    }
  }

  private static void addEnvironment(Map<String, String> environment, Map<String, Given> given)
      throws BadSetting {
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (variable.getKey().startsWith("HUBBUB_")) {
        String name = nameOf(variable.getKey());
        given.put(
            name, new Given(variable.getValue(), "the environment variable " + variable.getKey()));
      }
    }
  }

  private static String nameOf(String variable) throws BadSetting {
    Optional<String> name = SettingNames.ofEnvironment(variable);
    if (name.isEmpty()) {
      String guess = variable.toLowerCase(java.util.Locale.ROOT).replace('_', '.');
      String nearest = Setting.environmentName(SettingNames.nearest(guess));
      throw new BadSetting(variable + ": there is no such setting; did you mean " + nearest + "?");
    }
    return name.get();
  }
}
