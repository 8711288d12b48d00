package hubbub.app;

import hubbub.cluster.pekko.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// The settings of a node of a cluster, in the order in which they are shown.
final class ClusterSettingsTable {
  private static final int DEFAULT_PORT = 25_520;
  private static final int MOST_NODES = 100;
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9._-]{1,253}");

  static final Setting<Optional<Seeds>> SEEDS =
      new Setting<>(
          "hubbub.cluster.seeds",
          "",
          "nodes like 10.0.0.1:25520 with commas, or dns:hubbub.internal:25520",
          text -> text.isEmpty() ? Optional.empty() : Optional.of(Seeds.parse(text)),
          "The nodes that this node asks when it wants to join its cluster: a list, the same on all"
              + " nodes, of which the first one founds the cluster if there is none; or a name for"
              + " which DNS has the IPv4 addresses of all nodes. If it is not set, the server is on"
              + " its own.");
  static final Setting<String> HOST =
      new Setting<>(
          "hubbub.cluster.host",
          "",
          "an IPv4 address or a name",
          ClusterSettingsTable::host,
          "Where this node listens for other nodes, and where they reach it, written as in their"
              + " `hubbub.cluster.seeds`. If it is not set: `hubbub.host`.");
  static final Setting<Integer> PORT =
      SettingTypes.whole(
          "hubbub.cluster.port",
          String.valueOf(DEFAULT_PORT),
          1,
          65_535,
          "The port for other nodes. Nobody else should reach it.");
  static final Setting<String> NAME =
      SettingTypes.text(
          "hubbub.cluster.name",
          "hubbub",
          "The cluster's name. Nodes of clusters with other names are not let in.");
  static final Setting<OptionalInt> SIZE =
      SettingTypes.wholeOr(
          "none",
          "hubbub.cluster.size",
          MOST_NODES,
          "How many nodes the cluster is meant to have. A majority of them must have started before"
              + " it is founded. Required for seeds by DNS.");
  static final Setting<Duration> STABLE_AFTER =
      SettingTypes.duration(
          "hubbub.cluster.stable-after",
          "4s",
          "How long nodes must have been unreachable, without further changes, before the majority"
              + " goes on without them. `7s` for more than 5 nodes, `10s` for more than 10.");
  static final Setting<Boolean> INSECURE =
      SettingTypes.flag(
          "hubbub.cluster.insecure",
          "false",
          "Whether nodes may connect without TLS. Whoever reaches the port can then read and change"
              + " everything, also on this machine.");
  static final Setting<Optional<Path>> TLS_CERTIFICATE =
      SettingTypes.file(
          "hubbub.cluster.tls.certificate",
          "This node's certificate in PEM. Nodes show each other their certificates, which must be"
              + " issued by `hubbub.cluster.tls.ca` and have a name in common. Read again within a"
              + " minute after it changes, like the other two.");
  static final Setting<Optional<Path>> TLS_KEY =
      SettingTypes.file(
          "hubbub.cluster.tls.key",
          "The private key of that certificate: RSA, in PEM, without a password.");
  static final Setting<Optional<Path>> TLS_CA =
      SettingTypes.file(
          "hubbub.cluster.tls.ca",
          "The certificate in PEM of the authority that issued those of all nodes: one of your own,"
              + " for this cluster only.");

  static final List<Setting<?>> ALL =
      List.of(
          SEEDS, HOST, PORT, NAME, SIZE, STABLE_AFTER, INSECURE, TLS_CERTIFICATE, TLS_KEY, TLS_CA);

  private ClusterSettingsTable() {}

  private static String host(String text) {
    if (!text.isEmpty() && !HOST_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }
}
