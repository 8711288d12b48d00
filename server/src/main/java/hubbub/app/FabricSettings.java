package hubbub.app;

import hubbub.cluster.pekko.Endpoint;
import hubbub.cluster.pekko.PekkoSettings;
import hubbub.cluster.pekko.Protection;
import hubbub.cluster.pekko.Seeds;
import hubbub.cluster.pekko.Terms;
import hubbub.codec.CborReader;
import hubbub.codec.CborWriter;
import hubbub.identity.KeyPurpose;
import hubbub.identity.ServerKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the settings say about the cluster that a node is part of.
final class FabricSettings {
  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");
  private static final int DIGEST_BYTES = 16;

  private FabricSettings() {}

  /// Empty for a server on its own. `kinds` are the kinds of topics that it serves.
  ///
  /// @throws BadSetting if something is missing that a cluster needs, or nothing would keep
  ///   strangers out
  static Optional<PekkoSettings> of(Settings settings, ServerKeys keys, Collection<String> kinds)
      throws BadSetting {
    Optional<Seeds> seeds = settings.get(ClusterSettingsTable.SEEDS);
    if (seeds.isEmpty()) {
      return Optional.empty();
    }
    if (settings.get(SettingsTable.SECRET).isEmpty()) {
      throw missing(SettingsTable.SECRET, "the same one on all nodes");
    }
    OptionalInt size = settings.get(ClusterSettingsTable.SIZE);
    if (seeds.get() instanceof Seeds.Named && size.isEmpty()) {
      throw missing(ClusterSettingsTable.SIZE, "how many nodes the cluster is meant to have");
    }
    return Optional.of(
        new PekkoSettings(
            new Endpoint(host(settings), settings.get(ClusterSettingsTable.PORT)),
            seeds.get(),
            size,
            settings.get(ClusterSettingsTable.STABLE_AFTER),
            protection(settings),
            terms(settings, keys, kinds)));
  }

  private static String host(Settings settings) throws BadSetting {
    String own = settings.get(ClusterSettingsTable.HOST);
    String host = own.isEmpty() ? settings.get(SettingsTable.HOST) : own;
    if (EVERYWHERE.contains(host) || host.indexOf(':') >= 0) {
      throw new BadSetting(
          ClusterSettingsTable.HOST.name()
              + ": "
              + host
              + " (expected: the IPv4 address, or a name, by which the other nodes reach this one)");
    }
    return host;
  }

  /// All three files, or none and a word that this is intended, on loopback too: any process of
  /// this machine could connect.
  private static Protection protection(Settings settings) throws BadSetting {
    Optional<Path> certificate = settings.get(ClusterSettingsTable.TLS_CERTIFICATE);
    Optional<Path> key = settings.get(ClusterSettingsTable.TLS_KEY);
    Optional<Path> authority = settings.get(ClusterSettingsTable.TLS_CA);
    boolean isAnyGiven = Stream.of(certificate, key, authority).anyMatch(Optional::isPresent);
    if (!isAnyGiven && settings.get(ClusterSettingsTable.INSECURE)) {
      return new Protection.None();
    }
    return new Protection.Tls(
        require(ClusterSettingsTable.TLS_CERTIFICATE, certificate),
        require(ClusterSettingsTable.TLS_KEY, key),
        require(ClusterSettingsTable.TLS_CA, authority));
  }

  private static Path require(Setting<?> setting, Optional<Path> file) throws BadSetting {
    if (file.isEmpty()) {
      throw missing(
          setting, "a file, or none for TLS and " + ClusterSettingsTable.INSECURE.name() + "=true");
    }
    return file.get();
  }

  private static BadSetting missing(Setting<?> setting, String expected) {
    return new BadSetting(
        setting.name()
            + ": not given (expected: "
            + expected
            + ", since "
            + ClusterSettingsTable.SEEDS.name()
            + " is given)");
  }

  /// Limits of the spam guard may differ between nodes, so that they can be changed while the
  /// cluster runs.
  private static Terms terms(Settings settings, ServerKeys keys, Collection<String> kinds) {
    Map<String, String> common = new TreeMap<>();
    common.put(ClusterSettingsTable.NAME.name(), settings.get(ClusterSettingsTable.NAME));
    common.put(SettingsTable.SECRET.name(), text(keys.of(KeyPurpose.OTHER_NODES).getEncoded()));
    for (String kind : kinds) {
      common.put(SettingsTable.KINDS + kind, digest(settings.topicLines(kind)));
    }
    Terms.Forms forms = new Terms.Forms(CborReader.OLDEST_VERSION, CborWriter.VERSION);
    return new Terms(Version.RUNNING.toString(), forms, common);
  }

  private static String digest(Collection<String> lines) {
    try {
      byte[] all = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
      return text(MessageDigest.getInstance("SHA-256").digest(all));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String text(byte[] digest) {
    return HexFormat.of().formatHex(Arrays.copyOf(digest, DIGEST_BYTES));
  }
}
