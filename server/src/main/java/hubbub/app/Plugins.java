package hubbub.app;

import hubbub.keywords.DefaultKeywords;
import hubbub.topic.CommandName;
import hubbub.topic.KindSettings;
import hubbub.topic.extension.KeywordPolicy;
import hubbub.topic.extension.MessageRule;
import hubbub.topic.extension.TopicExtension;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/// A server's plugins, found by [ServiceLoader]: extensions by the kind that they serve, a keyword
/// policy that replaces the default, and message rules.
record Plugins(
    Map<String, TopicExtension> extensions,
    Optional<KeywordPolicy> keywords,
    List<MessageRule> rules) {

  Plugins {
    extensions = Map.copyOf(extensions);
    rules = List.copyOf(rules);
  }

  /// Loads the plugins on the class path.
  ///
  /// @throws BadSetting if one cannot be loaded, or two conflict
  static Plugins onClassPath() throws BadSetting {
    return of(Thread.currentThread().getContextClassLoader());
  }

  /// Loads the plugins in the jars of `folder`, if it exists, and on the class path. Their class
  /// loader is never closed.
  ///
  /// @throws BadSetting as [#onClassPath], or if the folder or a jar cannot be read, or others on
  ///   this machine may change it
  static Plugins in(Path folder) throws BadSetting {
    return of(new URLClassLoader("plugins", jars(folder), Plugins.class.getClassLoader()));
  }

  private static URL[] jars(Path folder) throws BadSetting {
    List<URL> jars = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      refuseIfChangeable(folder);
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
        for (Path jar : files) {
          refuseIfChangeable(jar);
          jars.add(url(jar));
        }
      } catch (IOException e) {
        throw new BadSetting(folder + ": cannot be read: " + e.getMessage());
      }
    }
    return jars.toArray(URL[]::new);
  }

  /// Refuses code that other users of this machine could have put there.
  private static void refuseIfChangeable(Path file) throws BadSetting {
    try {
      if (FileRights.isChangeableByAll(file)) {
        throw new BadSetting(
            file
                + ": everybody may change it, so no plugin is loaded (try: chmod o-w "
                + file
                + ")");
      }
      if (FileRights.isSomebodyElses(file)) {
        throw new BadSetting(
            file
                + ": it belongs to another user, so no plugin is loaded (expected: root, or the"
                + " user that runs Hubbub)");
      }
    } catch (IOException e) {
      throw new BadSetting(file + ": cannot be read: " + e.getMessage());
    }
  }

  /// The URL of a jar. Checks that it is readable, as a class loader would silently skip it if not.
  private static URL url(Path jar) throws BadSetting {
    try (JarFile _ = new JarFile(jar.toFile())) {
      return jar.toUri().toURL();
    } catch (IOException e) {
      throw new BadSetting(jar + ": is not a readable jar: " + e.getMessage());
    }
  }

  private static Plugins of(@Nullable ClassLoader loader) throws BadSetting {
    try {
      return new Plugins(
          byKind(ServiceLoader.load(TopicExtension.class, loader)),
          onlyOne(ServiceLoader.load(KeywordPolicy.class, loader)),
          all(ServiceLoader.load(MessageRule.class, loader)));
    } catch (ServiceConfigurationError e) {
      String cause = e.getCause() == null ? "" : " (" + e.getCause() + ")";
      throw new BadSetting("a plugin cannot be loaded: " + e.getMessage() + cause);
    }
  }

  private static Map<String, TopicExtension> byKind(Iterable<TopicExtension> found)
      throws BadSetting {
    Map<String, TopicExtension> extensions = new HashMap<>();
    for (TopicExtension extension : found) {
      TopicExtension other = extensions.put(extension.kind(), extension);
      if (other != null) {
        throw inTheWay(other, extension);
      }
    }
    return extensions;
  }

  private static Optional<KeywordPolicy> onlyOne(Iterable<KeywordPolicy> found) throws BadSetting {
    List<KeywordPolicy> policies = all(found);
    if (policies.size() > 1) {
      throw inTheWay(policies.get(0), policies.get(1));
    }
    return policies.stream().findFirst();
  }

  private static BadSetting inTheWay(Object one, Object other) {
    return new BadSetting(
        "plugins: "
            + one.getClass().getName()
            + " and "
            + other.getClass().getName()
            + " conflict (expected: only one of them)");
  }

  private static <P> List<P> all(Iterable<P> found) {
    List<P> all = new ArrayList<>();
    found.forEach(all::add);
    return all;
  }

  /// The keyword policy for topics with these settings.
  KeywordPolicy keywords(KindSettings.Keywords its) {
    return keywords.orElseGet(() -> new DefaultKeywords(its.language()));
  }

  /// Refuses a setting for the rank of a command that the server does not have, unless an extension
  /// serves that kind.
  void check(Settings settings) throws BadSetting {
    for (String kind : settings.kinds()) {
      for (String command : settings.kind(kind).ranks().keySet()) {
        if (CommandName.of(command).isEmpty() && !extensions.containsKey(kind)) {
          throw SettingNames.unknown(
              SettingsTable.KINDS + kind + "." + SettingsTable.RANK + command);
        }
      }
    }
  }
}
