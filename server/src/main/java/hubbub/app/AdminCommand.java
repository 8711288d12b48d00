package hubbub.app;

import hubbub.app.AdminRequest.Answer;
import hubbub.cluster.Cluster;
import hubbub.identity.RevocationList;
import hubbub.identity.ServerKeys;
import hubbub.identity.Tokens;
import hubbub.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.crypto.SecretKey;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The commands `admin`, `key`, `spam` and `cluster`: have the server on the same data folder do
/// something or, if none runs there, does it to the store itself.
final class AdminCommand {
  /// The first of the commands.
  static final String NAME = "admin";

  /// The commands' names.
  static final Set<String> NAMES = Set.of(NAME, KeyActs.KEY, SpamCommand.NAME, ClusterActs.NAME);

  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry(AdminAccountActs.USES, "how many people an invitation is for; without it, 1"),
          Map.entry(AdminAccountActs.AFTER, "where a page of accounts begins"),
          Map.entry(
              AdminActs.TOPIC,
              "where: room:lobby; without one, ban and unban mean the whole server"),
          Map.entry(
              AdminActs.LIFE,
              "for how long, such as 7d; without one, for good (a ban of addresses: 24h; an"
                  + " invitation: 7d; spam record: 1m; revoke-token: 366d)"),
          Map.entry(AdminActs.TEXT, "why, for people to read"),
          Map.entry(AdminActs.TITLE, "the title of a topic to register"),
          Map.entry(OfflineActs.TO, "copy-store: the URL of the database to copy to"),
          Map.entry(
              OfflineActs.TO_USER,
              "copy-store: its user; the password is in the environment variable "
                  + OfflineActs.TO_PASSWORD),
          Map.entry(KeyActs.SCOPES, "what a key may do, such as publish,moderate"),
          Map.entry(
              KeyActs.KEEP, "how long the old secret of a rotated key stays good, such as 1h"),
          Map.entry(TokenActs.JTI, "revoke-token: the jti of a single token"));

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
                "register TOPIC, unregister TOPIC, rank WHO RANK, ban WHO|ADDRESSES, unban"
                    + " WHO|ADDRESSES (WHO: an id, an account's name, or site:user), bans, topics,"
                    + " ranks TOPIC, audit [TOPIC], backup FILE, restore FILE, copy-store,"
                    + " replay-erasures, export-account NAME|ID, erase-account NAME|ID, accounts,"
                    + " promote NAME, demote NAME, disable NAME, enable NAME, invite, reset-link"
                    + " NAME, revoke-token SITE[:USER]; after key: NAME, list, rotate NAME, revoke"
                    + " NAME; after spam: replay FILE, record TOPIC, reload; after cluster: status,"
                    + " leave")
            .build());
    OPTIONS.forEach((name, about) ->
        spec.addOption(OptionSpec.builder(name).type(String.class).description(about).build()));
  }

  /// Carries out what was asked for. Lines of which there may be many go to `out` as they come.
  ///
  /// @throws BadSetting if neither a server nor the store can be reached
  static Answer run(
      CommandLine.ParseResult asked, Settings settings, Plugins plugins, Consumer<String> out)
      throws BadSetting {
    List<String> words = new ArrayList<>(asked.matchedPositionalValue(1, List.of()));
    String command = asked.matchedPositionalValue(0, NAME);
    if (command.equals(SpamCommand.NAME) && SpamCommand.isReplay(words)) {
      SpamCommand.replay(words.getLast(), settings, plugins, out);
      return Answer.DONE;
    }
    if (!command.equals(NAME)) {
      words.addFirst(command);
    }
    Map<String, String> options = new HashMap<>();
    OPTIONS
        .keySet()
        .forEach(name -> {
          if (asked.hasMatchedOption(name)) {
            options.put(name, asked.matchedOptionValue(name, ""));
          }
        });
    AdminRequest request = new AdminRequest(words, options);
    if (OfflineActs.include(request)) {
      return OfflineActs.run(request, settings);
    }
    return BackupFile.isAskedFor(request)
        ? BackupFile.fetch(
            request, settings.get(SettingsTable.DATA), () -> asked(request, settings, plugins, out))
        : asked(request, settings, plugins, out);
  }

  private static Answer asked(
      AdminRequest request, Settings settings, Plugins plugins, Consumer<String> out)
      throws BadSetting {
    Path data = settings.get(SettingsTable.DATA);
    try {
      Optional<Answer> answer = AdminSocket.ask(data, request, out);
      if (answer.isEmpty() && RunningActs.areNeededFor(request)) {
        return Answer.refused("no server runs on that data folder");
      }
      return answer.isPresent() ? answer.get() : alone(request, settings, plugins, out);
    } catch (IOException e) {
      throw new BadSetting(data + ": the server there did not answer: " + e.getMessage());
    }
  }

  /// No server runs: its topics and its store are opened here for as long as this takes.
  private static Answer alone(
      AdminRequest request, Settings settings, Plugins plugins, Consumer<String> out)
      throws BadSetting {
    DataFolder.refuseUnused(settings);
    try (CloseStack layers = new CloseStack()) {
      DataFolder data = DataFolder.open(settings);
      layers.add(data::close);
      StoreOpening opening = StoreOpening.begin(settings, data, Store::openAlone);
      layers.add(opening::close);
      Store store =
          opening.await().orElseThrow(() -> new BadSetting(data.path() + ": there is no store"));
      ServerKeys keys = new ServerKeys(Secret.of(settings, data));
      Cluster cluster =
          TopicLayer.alone(settings, plugins, keys, new TopicLayer.Opened(store, layers));
      InstantSource clock = InstantSource.system();
      RevocationList revocations = new RevocationList(clock);
      SecretKey keyOfIds = Issuers.keyOfIds(Optional.of(store), keys);
      Tokens tokens = new Tokens(Issuers.of(settings, keys, layers), keyOfIds, revocations, clock);
      PersonActs.Ground ground =
          new PersonActs.Ground(data.erasures(), tokens::idOf, _ -> {}, data.path());
      AccountsLayer accounts =
          AccountsLayer.open(
              new AccountsLayer.Ground(store, data, layers), keys, tokens, revocations);
      String address = Hubbub.address(settings, settings.get(SettingsTable.PORT));
      return new AdminActs(
              cluster, accounts, new AdminActs.Server(() -> address, settings.proxies()), ground)
          .run(request, out);
    }
  }
}
