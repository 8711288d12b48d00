package hubbub.app;

import hubbub.app.Settings.Given;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Where settings come from, the later before the earlier: the table, a YAML file, the environment,
/// the command line.
final class Sources {
  private static final String PREFIX = "hubbub.";

  private Sources() {}

  /// The settings out of all sources.
  static Settings read(
      Optional<Path> file, Map<String, String> environment, Map<String, String> commandLine)
      throws BadSetting {
    Map<String, Given> given = new HashMap<>();
    if (file.isPresent()) {
      flatten("", load(file.get()), file.get().toString(), given);
    }
    addEnvironment(environment, given);
    commandLine.forEach((name, text) -> given.put(name, new Given(text, "the command line")));
    return Settings.checked(given);
  }

  private static Object load(Path file) throws BadSetting {
    try (Reader reader = Files.newBufferedReader(file)) {
      Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      if (content != null && !(content instanceof Map)) {
        throw new BadSetting(file + ": is not YAML with keys and values");
      }
      return content == null ? Map.of() : content;
    } catch (IOException | YAMLException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new BadSetting(file + ": cannot be read as YAML: " + why);
    }
  }

  private static void flatten(String name, Object value, String origin, Map<String, Given> given) {
    switch (value) {
      case Map<?, ?> map ->
          map.forEach((key, inner) ->
              flatten(
                  name.isEmpty() ? String.valueOf(key) : name + "." + key,
                  inner == null ? "" : inner,
                  origin,
                  given));
      case List<?> list ->
          put(name, String.join(",", list.stream().map(String::valueOf).toList()), origin, given);
      default -> put(name, String.valueOf(value), origin, given);
    }
  }

  private static void put(String name, String text, String origin, Map<String, Given> given) {
    if (name.startsWith(PREFIX)) {
      given.put(name, new Given(text, origin));
    }
  }

  private static void addEnvironment(Map<String, String> environment, Map<String, Given> given)
      throws BadSetting {
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (variable.getKey().startsWith("HUBBUB_")) {
        String name = nameOf(variable.getKey());
        given.put(name, new Given(variable.getValue(), "the environment's " + variable.getKey()));
      }
    }
  }

  private static String nameOf(String variable) throws BadSetting {
    Optional<String> name = Names.ofEnvironment(variable);
    if (name.isEmpty()) {
      String guess = variable.toLowerCase(java.util.Locale.ROOT).replace('_', '.');
      String nearest = Setting.environmentName(Names.nearest(guess));
      throw new BadSetting(
          variable
              + ": there is no such setting in the environment; did you mean "
              + nearest
              + "?");
    }
    return name.get();
  }
}
