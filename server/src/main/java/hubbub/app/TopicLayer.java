package hubbub.app;

import hubbub.cluster.Cluster;
import hubbub.cluster.ClusterSettings;
import hubbub.fanout.TopicLogs;
import hubbub.identity.KeyPurpose;
import hubbub.identity.KeyedAddressTags;
import hubbub.identity.ServerKeys;
import hubbub.protocol.EventWriter;
import hubbub.session.SessionContext;
import hubbub.session.guard.Guard;
import hubbub.store.Store;
import hubbub.topic.KindSettings;
import hubbub.topic.port.TopicStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// The part of the composition root that is about topics: which kinds there are, and the cluster in
/// which they live.
final class TopicLayer {
  private TopicLayer() {}

  /// The kinds that settings name, and those that extensions serve.
  static Map<String, SessionContext.Kind> kinds(Settings settings, Plugins plugins) {
    Set<String> names = new HashSet<>(settings.kinds());
    names.addAll(plugins.extensions().keySet());
    Map<String, SessionContext.Kind> kinds = new HashMap<>();
    for (String name : names) {
      KindSettings its = settings.kind(name);
      kinds.put(name, new SessionContext.Kind(its, plugins.keywords(its.keywords())));
    }
    return kinds;
  }

  /// What topics run on, what they keep, and the other nodes, if this is one of several.
  record Ground(
      List<ScheduledExecutorService> loops,
      TopicStore store,
      ServerKeys keys,
      Optional<Cluster.Joining> joining) {}

  /// Starts a cluster for topics of these kinds.
  static Cluster start(
      Map<String, SessionContext.Kind> kinds, Plugins plugins, Guard guard, Ground ground) {
    Map<String, ClusterSettings.Kind> served = new HashMap<>();
    kinds.forEach((name, kind) ->
        served.put(
            name,
            new ClusterSettings.Kind(
                kind.settings(),
                Optional.ofNullable(plugins.extensions().get(name)),
                kind.keywords())));
    ClusterSettings its =
        new ClusterSettings(
            served,
            new EventWriter(),
            EventWriter::epochChanged,
            new TopicLogs(),
            ground.loops(),
            guard.newcomers(),
            ground.store(),
            new KeyedAddressTags(ground.keys().of(KeyPurpose.ADDRESS_TAGS)));
    return ground
        .joining()
        .map(joining -> Cluster.start(its, joining))
        .orElseGet(() -> Cluster.start(its));
  }

  /// Starts a cluster for a command, without a server around it: its topics live on one thread,
  /// which `layers` ends.
  static Cluster alone(Settings settings, Plugins plugins, ServerKeys keys, Opened opened) {
    ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    opened.layers().add(loop::shutdownNow);
    return start(
        kinds(settings, plugins),
        plugins,
        Guard.off(),
        new Ground(List.of(loop), opened.store().topics(), keys, Optional.empty()));
  }

  /// A store, and what closes it.
  record Opened(Store store, CloseStack layers) {}
}
