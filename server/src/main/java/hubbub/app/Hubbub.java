package hubbub.app;

import hubbub.cluster.Cluster;
import hubbub.cluster.ClusterSettings;
import hubbub.fanout.EventFrames;
import hubbub.fanout.TopicLogs;
import hubbub.gateway.Admission;
import hubbub.gateway.Gateway;
import hubbub.gateway.Limits;
import hubbub.gateway.Loops;
import hubbub.http.Facts;
import hubbub.http.Web;
import hubbub.keywords.LuceneKeywords;
import hubbub.session.Commons;
import hubbub.session.Guests;
import hubbub.session.Proxies;
import hubbub.session.guard.Guard;
import hubbub.session.guard.RateRule;
import hubbub.topic.KindSettings;
import hubbub.topic.TopicExtension;
import hubbub.topic.Topics;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// A running server: the composition root. Several stand side by side in one process.
public final class Hubbub implements AutoCloseable {
  private static final long START_SECONDS = 60;

  private final Settings settings;
  private final Loops loops;
  private final Cluster cluster;
  private final Gateway gateway;
  private final Web web;

  private Hubbub(Settings settings, Loops loops, Cluster cluster, Gateway gateway, Web web) {
    this.loops = loops;
    this.settings = settings;
    this.cluster = cluster;
    this.gateway = gateway;
    this.web = web;
  }

  /// Starts a server; returns once it accepts connections and its topics can be joined.
  ///
  /// @throws BadSetting if something that the operator can put right is in the way: a taken port, a
  ///   folder that cannot be written to
  public static Hubbub start(Settings settings) throws BadSetting {
    byte[] secret = Secret.of(settings);
    Map<String, TopicExtension> extensions = extensions();
    Map<String, KindSettings> kinds = kinds(settings, extensions);
    Loops loops = Loops.open(settings.get(Table.TRANSPORT));
    Cluster cluster = cluster(kinds, extensions, loops);
    try {
      Meters meters = new Meters();
      Guests guests = new Guests(secret, InstantSource.system());
      Proxies proxies = new Proxies(settings.get(Table.PROXIES));
      Gateway gateway =
          new Gateway(
              commons(settings, kinds, cluster, guests, meters),
              new Admission(
                  "/socket",
                  settings.get(Table.ORIGINS),
                  settings.get(Table.GUESTS),
                  guests,
                  proxies),
              Limits.DEFAULT);
      meters.watch(gateway, cluster);
      Facts facts =
          new Facts(
              cluster,
              kind -> Optional.ofNullable(kinds.get(kind)).filter(KindSettings::listed).isPresent(),
              () -> cluster.ready().toCompletableFuture().isDone() && !gateway.isDraining(),
              meters::scrape,
              proxies,
              settings.get(Table.METRICS_ALLOW));
      Web web = listen(settings, gateway, facts, loops);
      cluster.ready().toCompletableFuture().orTimeout(START_SECONDS, TimeUnit.SECONDS).join();
      return new Hubbub(settings, loops, cluster, gateway, web);
    } catch (BadSetting | CompletionException e) {
      cluster.close();
      loops.close();
      throw e;
    }
  }

  private static Map<String, TopicExtension> extensions() {
    Map<String, TopicExtension> extensions = new HashMap<>();
    ServiceLoader.load(TopicExtension.class)
        .forEach(extension -> extensions.put(extension.kind(), extension));
    return extensions;
  }

  /// The kinds that settings name, and those that extensions bring along.
  private static Map<String, KindSettings> kinds(
      Settings settings, Map<String, TopicExtension> extensions) {
    Map<String, KindSettings> kinds = new HashMap<>();
    settings.kinds().forEach(kind -> kinds.put(kind, settings.kind(kind)));
    extensions.keySet().forEach(kind -> kinds.putIfAbsent(kind, settings.kind(kind)));
    return kinds;
  }

  private static Cluster cluster(
      Map<String, KindSettings> kinds, Map<String, TopicExtension> extensions, Loops loops) {
    Map<String, ClusterSettings.Kind> served = new HashMap<>();
    kinds.forEach((kind, settings) ->
        served.put(
            kind, new ClusterSettings.Kind(settings, Optional.ofNullable(extensions.get(kind)))));
    return Cluster.start(
        new ClusterSettings(
            served,
            new EventFrames(),
            EventFrames::epochChanged,
            new TopicLogs(),
            ClusterSettings.Network.LONE,
            loops.each()));
  }

  private static Commons commons(
      Settings settings,
      Map<String, KindSettings> kinds,
      Topics topics,
      Guests guests,
      Meters meters) {
    Map<String, Commons.Kind> atTheEdge = new HashMap<>();
    kinds.forEach((kind, its) ->
        atTheEdge.put(kind, new Commons.Kind(its, new LuceneKeywords(its.keywords().language()))));
    boolean isGuarded = settings.get(Table.SPAM_ENABLED);
    return new Commons(
        topics, atTheEdge, guests, isGuarded ? guard(settings) : Guard.off(), meters, isGuarded);
  }

  private static Guard guard(Settings settings) {
    return new Guard(
        List.of(
            new RateRule(
                Types.rate(settings.get(Table.SPAM_RATE), settings.get(Table.SPAM_BURST)))));
  }

  private static Web listen(Settings settings, Gateway gateway, Facts facts, Loops loops)
      throws BadSetting {
    String host = settings.get(Table.HOST);
    int port = settings.get(Table.PORT);
    try {
      return Web.start(
          new Web.Listening(host, port, loops.group(), loops.transport()), gateway::watch, facts);
    } catch (Web.CannotListen e) {
      throw new BadSetting(
          Table.PORT.name()
              + ": "
              + host
              + ":"
              + port
              + " cannot be listened on: "
              + e.getMessage());
    }
  }

  /// The port that it listens on.
  public int port() {
    return web.port();
  }

  /// Where people open it.
  String address() {
    return "http://" + settings.get(Table.HOST) + ":" + port();
  }

  /// The way to its topics.
  public Topics topics() {
    return cluster;
  }

  /// Closes all connections so that their clients come back (1012), then everything else. Waits for
  /// it.
  @Override
  public void close() {
    gateway.drain(settings.get(Table.DRAIN));
    web.close();
    cluster.close();
    loops.close();
  }
}
