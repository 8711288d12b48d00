package hubbub.cluster.pekko;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.HashMap;
import java.util.Map;

/// Pekko's configuration, from `hubbub/cluster/pekko.conf`, a node's settings, and Pekko's own
/// defaults. Files and properties of the embedding program have no say.
final class PekkoConfig {
  private static final String ARTERY = "pekko.remote.artery.";
  private static final String ENGINE = ARTERY + "ssl.rotating-keys-engine.";

  private PekkoConfig() {}

  static Config of(PekkoSettings settings, ClassLoader loader) {
    Map<String, Object> values = new HashMap<>();
    values.put(ARTERY + "canonical.hostname", settings.endpoint().host());
    values.put(ARTERY + "canonical.port", settings.endpoint().port());
    values.put(ARTERY + "advanced.tcp.outbound-client-hostname", settings.endpoint().host());
    values.put(
        "pekko.cluster.split-brain-resolver.stable-after",
        settings.stableAfter().toMillis() + "ms");
    values.putAll(protection(settings.protection()));
    return ConfigFactory.parseMap(values)
        .withFallback(ConfigFactory.parseResources(loader, "hubbub/cluster/pekko.conf"))
        .withFallback(ConfigFactory.defaultReference(loader))
        .resolve();
  }

  private static Map<String, Object> protection(Protection protection) {
    return switch (protection) {
      case Protection.None _ -> Map.of(ARTERY + "transport", "tcp");
      case Protection.Tls tls ->
          Map.of(
              ARTERY + "transport",
              "tls-tcp",
              ARTERY + "ssl.ssl-engine-provider",
              "org.apache.pekko.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider",
              ENGINE + "cert-file",
              tls.certificate().toString(),
              ENGINE + "key-file",
              tls.key().toString(),
              ENGINE + "ca-cert-file",
              tls.authority().toString(),
              ENGINE + "ssl-context-cache-ttl",
              "1m");
    };
  }
}
