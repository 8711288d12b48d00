package hubbub.app;

import hubbub.app.AdminRequest.Answer;
import hubbub.cluster.Cluster;
import hubbub.identity.ServerKeys;
import hubbub.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The command `admin`: has the server on the same data folder do something or, if none runs there,
/// does it to the store itself.
final class AdminCommand {
  /// The command's name.
  static final String NAME = "admin";

  private static final Map<String, String> OPTIONS =
      Map.of(
          AdminActs.TOPIC, "where: room:lobby; without one, ban and unban mean the whole server",
          AdminActs.LIFE, "for how long, such as 7d; without one, for good",
          AdminActs.TEXT, "why, for people to read",
          AdminActs.TITLE, "the title of a topic to register");

  private AdminCommand() {}

  /// Adds this command's own words and options.
  static void addTo(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("<what>")
            .description(
                "register TOPIC, unregister TOPIC, rank ID RANK, ban ID|ADDRESSES, unban"
                    + " ID|ADDRESSES, bans, audit TOPIC, backup FILE")
            .build());
    OPTIONS.forEach((name, about) ->
        spec.addOption(OptionSpec.builder(name).type(String.class).description(about).build()));
  }

  /// Carries out what was asked for.
  ///
  /// @throws BadSetting if neither a server nor the store can be reached
  static Answer run(CommandLine.ParseResult asked, Settings settings, Plugins plugins)
      throws BadSetting {
    List<String> words = asked.matchedPositionalValue(1, List.of());
    Map<String, String> options = new HashMap<>();
    OPTIONS
        .keySet()
        .forEach(name -> {
          if (asked.hasMatchedOption(name)) {
            options.put(name, asked.matchedOptionValue(name, ""));
          }
        });
    AdminRequest request = new AdminRequest(words, options);
    Path data = settings.get(SettingsTable.DATA);
    try {
      Optional<Answer> answer = AdminSocket.ask(data, request);
      return answer.isPresent() ? answer.get() : alone(request, settings, plugins);
    } catch (IOException e) {
      throw new BadSetting(data + ": the server there did not answer: " + e.getMessage());
    }
  }

  /// No server runs: its topics and its store are opened here for as long as this takes.
  private static Answer alone(AdminRequest request, Settings settings, Plugins plugins)
      throws BadSetting {
    try (CloseStack layers = new CloseStack()) {
      DataFolder data = DataFolder.open(settings);
      layers.add(data::close);
      StoreOpening opening = StoreOpening.begin(settings, data);
      layers.add(opening::close);
      Store store =
          opening.await().orElseThrow(() -> new BadSetting(data.path() + ": there is no store"));
      ServerKeys keys = new ServerKeys(Secret.of(settings, data));
      Cluster cluster =
          TopicLayer.alone(settings, plugins, keys, new TopicLayer.Opened(store, layers));
      return new AdminActs(cluster, store).run(request);
    }
  }
}
