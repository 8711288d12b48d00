package hubbub.app;

import hubbub.cluster.Cluster;
import hubbub.gateway.Capacity;
import hubbub.gateway.Gateway;
import hubbub.gateway.HandshakePolicy;
import hubbub.gateway.Limits;
import hubbub.gateway.Loops;
import hubbub.gateway.Origins;
import hubbub.gateway.Site;
import hubbub.handover.Handover;
import hubbub.handover.KindSlots;
import hubbub.http.AccountsContext;
import hubbub.http.Certificates;
import hubbub.http.HttpContext;
import hubbub.http.Web;
import hubbub.identity.Accounts;
import hubbub.identity.Exclusions;
import hubbub.identity.Guests;
import hubbub.identity.Identities;
import hubbub.identity.KeyPurpose;
import hubbub.identity.Passwords;
import hubbub.identity.ReservedNicks;
import hubbub.identity.RevocationList;
import hubbub.identity.ServerKeys;
import hubbub.identity.Sessions;
import hubbub.identity.Tokens;
import hubbub.session.Draining;
import hubbub.session.Proxies;
import hubbub.session.SessionContext;
import hubbub.session.guard.Guard;
import hubbub.session.guard.RateRule;
import hubbub.store.ServerBans;
import hubbub.store.Store;
import hubbub.text.Text;
import hubbub.topic.Command;
import hubbub.topic.TopicName;
import hubbub.topic.extension.MessageRule;
import hubbub.topic.port.NoTopicStore;
import hubbub.topic.port.TopicStore;
import hubbub.topic.port.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server: the composition root. One process can run several.
public final class Hubbub implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(Hubbub.class);

  private final Settings settings;
  private final RevocationList revocations = new RevocationList(InstantSource.system());
  private final Set<String> kinds;
  private final CloseStack layers;
  private final CompletableFuture<Void> textIsReady;
  private final Cluster cluster;
  private final Optional<Handover> handover;
  private final Optional<Store> store;
  private final Gateway gateway;
  private final Web web;
  private boolean isClosed;

  private Hubbub(Settings settings, Plugins plugins, CloseStack layers) throws BadSetting {
    this.settings = settings;
    this.layers = layers;
    DataFolder data = DataFolder.open(settings);
    layers.add(data::close);
    StoreOpening opening = StoreOpening.begin(settings, data);
    layers.add(opening::close);
    Map<String, SessionContext.Kind> kinds = TopicLayer.kinds(settings, plugins);
    this.kinds = kinds.keySet();
    Optional<Certificates> certificates = Tls.of(settings);
    Loops loops =
        Loops.open(settings.get(SettingsTable.TRANSPORT), settings.get(SettingsTable.LOOPS));
    layers.add(loops::close);
    CompletableFuture<Web> preparing =
        CompletableFuture.supplyAsync(() -> prepare(loops, certificates));
    layers.add(() -> preparing.join().close());
    textIsReady = CompletableFuture.runAsync(Text::warmUp, Thread::startVirtualThread);
    Guard guard = guard(settings, plugins.rules());
    ServerKeys keys = new ServerKeys(Secret.of(settings, data));
    store = opening.await();
    cluster =
        TopicLayer.start(
            kinds, plugins, guard, new TopicLayer.Ground(loops.each(), topicStore(), keys));
    handover =
        data.isWritable()
            ? Optional.of(
                new Handover(
                    data.path(),
                    keys.of(KeyPurpose.HANDOVER),
                    new KindSlots(plugins.extensions().values())))
            : Optional.empty();
    Identities identities =
        new Identities(
            settings.hasGuests(),
            new Guests(keys, InstantSource.system()),
            new Tokens(
                Issuers.of(settings, keys, layers), keys, revocations, InstantSource.system()),
            store.map(its -> new ReservedNicks(its.accounts()::mayHave)).orElse(ReservedNicks.NONE),
            store.map(it -> exclusions(it.bans())).orElse(Exclusions.NONE));
    Proxies proxies =
        new Proxies(
            settings.get(SettingsTable.PROXIES),
            settings.get(SettingsTable.PREFIX_V4),
            settings.get(SettingsTable.PREFIX_V6));
    Meters meters = new Meters();
    HandshakePolicy policy = handshakePolicy(identities, proxies);
    gateway =
        new Gateway(
            sessionContext(kinds, guard, identities, meters),
            policy,
            Limits.DEFAULT,
            Capacity.of(settings.get(SettingsTable.LIMITS_CONNECTIONS), loops.each().size()));
    meters.watch(gateway, cluster);
    store.ifPresent(meters::watch);
    web = preparing.join();
    layers.add(web::close);
    layers.add(meters::close);
    layers.add(() -> handover.ifPresent(Handover::putBack));
    handover.ifPresent(it -> it.take(cluster));
    store
        .filter(_ -> data.isWritable())
        .flatMap(it -> AdminSocket.open(data.path(), new AdminActs(cluster, it)::run))
        .ifPresent(socket -> layers.add(socket::close));
    listen(
        httpContext(
            meters,
            new AccountsContext(
                store.map(its -> accounts(its, keys, identities.tokens())),
                settings.get(SettingsTable.ACCOUNTS_SIGN_UP).equals("open"),
                Tls.isOn(settings),
                policy::allows),
            proxies));
  }

  /// Starts a server with the plugins on the class path. Blocks until it accepts connections and
  /// its topics can be joined.
  ///
  /// @throws BadSetting for anything that the operator can fix: a port that is taken, a folder that
  ///   is not writable
  public static Hubbub start(Settings settings) throws BadSetting {
    return start(settings, Plugins.onClassPath());
  }

  static Hubbub start(Settings settings, Plugins plugins) throws BadSetting {
    return start(settings, plugins, LONGEST_START);
  }

  /// Like [#start(Settings)]. If the start fails, or takes longer than `longest`, closes whatever
  /// was opened.
  static Hubbub start(Settings settings, Plugins plugins, Duration longest) throws BadSetting {
    plugins.check(settings);
    CloseStack layers = new CloseStack();
    long latest = System.nanoTime() + longest.toNanos();
    try {
      Hubbub hubbub = new Hubbub(settings, plugins, layers);
      hubbub.awaitReady(latest);
      hubbub.takeOver();
      hubbub.reportStart();
      return hubbub;
    } catch (Throwable e) {
      layers.close();
      throw e;
    }
  }

  private void awaitReady(long latestNanos) {
    long left = latestNanos - System.nanoTime();
    if (left <= 0) {
      throw new CompletionException(new TimeoutException("not ready in time"));
    }
    CompletableFuture.allOf(cluster.ready().toCompletableFuture(), textIsReady)
        .orTimeout(left, TimeUnit.NANOSECONDS)
        .join();
  }

  /// Topics can be joined: those of the last run are this one's from now on.
  private void takeOver() {
    handover.ifPresent(Handover::taken);
    cluster.resume();
  }

  private void reportStart() {
    LOG.info(
        "{} is up at {}. Kinds of topics: {}",
        Version.RUNNING,
        address(),
        String.join(", ", new TreeSet<>(kinds)));
    if (!settings.hasGuests() && settings.issuers().isEmpty()) {
      LOG.warn(
          "Only tokens of ./hubbub token let anybody in: there are no guests, and no other issuer"
              + " of tokens ({}<issuer>)",
          SettingsTable.TOKENS);
    }
  }

  private static void reportStop(Gateway.Drained drained) {
    LOG.info(
        "Stopped. Connections told to reconnect later: {}; still open after {} ms: {}",
        drained.told(),
        drained.took().toMillis(),
        drained.left());
  }

  private SessionContext sessionContext(
      Map<String, SessionContext.Kind> kinds, Guard guard, Identities identities, Meters meters) {
    return new SessionContext(cluster, kinds, identities, guard, meters, new Draining());
  }

  /// Plugins' rules run after the rate rule, which bounds how often they are called.
  private static Guard guard(Settings settings, List<MessageRule> more) {
    if (!settings.get(SettingsTable.SPAM_ENABLED)) {
      return Guard.off();
    }
    List<MessageRule> rules = new ArrayList<>();
    rules.add(
        new RateRule(
            SettingTypes.rate(
                settings.get(SettingsTable.SPAM_RATE), settings.get(SettingsTable.SPAM_BURST))));
    rules.addAll(more);
    return new Guard(rules);
  }

  private HandshakePolicy handshakePolicy(Identities identities, Proxies proxies) {
    Origins origins = settings.get(SettingsTable.ORIGINS);
    return new HandshakePolicy(
        new Site(
            "/socket", settings.get(SettingsTable.HOSTS).and(origins), origins, Tls.isOn(settings)),
        identities,
        proxies);
  }

  private Accounts accounts(Store store, ServerKeys keys, Tokens tokens) {
    InstantSource clock = InstantSource.system();
    Passwords passwords = new Passwords();
    layers.add(passwords::close);
    Sessions sessions = new Sessions(store.accounts(), keys, tokens, revocations, clock);
    sessions.restore();
    return new Accounts(store.accounts(), passwords, sessions, clock);
  }

  private HttpContext httpContext(Meters meters, AccountsContext accounts, Proxies proxies) {
    return new HttpContext(
        cluster,
        this::phase,
        this::storeState,
        meters::scrape,
        accounts,
        proxies,
        settings.get(SettingsTable.METRICS_ALLOW));
  }

  private static Exclusions exclusions(ServerBans bans) {
    return (member, address) -> bans.holds(member) || address.filter(bans::holds).isPresent();
  }

  private HttpContext.Phase phase() {
    if (gateway.isDraining()) {
      return HttpContext.Phase.STOPPING;
    }
    return cluster.ready().toCompletableFuture().isDone()
        ? HttpContext.Phase.UP
        : HttpContext.Phase.STARTING;
  }

  private HttpContext.StoreState storeState() {
    return store
        .map(it -> it.database().isUp() ? HttpContext.StoreState.UP : HttpContext.StoreState.DOWN)
        .orElse(HttpContext.StoreState.NONE);
  }

  /// What outlives topics.
  TopicStore topicStore() {
    return store.map(Store::topics).orElseGet(NoTopicStore::new);
  }

  private Web prepare(Loops loops, Optional<Certificates> certificates) {
    return Web.prepare(
        new Web.Listening(
            settings.get(SettingsTable.HOST),
            settings.get(SettingsTable.PORT),
            certificates,
            loops.group(),
            loops.transport()));
  }

  private void listen(HttpContext httpContext) throws BadSetting {
    try {
      web.listen(new Web.Pipelines(gateway::watchListener, gateway::watch), httpContext);
    } catch (Web.CannotListen e) {
      String where = settings.get(SettingsTable.HOST) + ":" + settings.get(SettingsTable.PORT);
      throw new BadSetting(
          SettingsTable.PORT.name() + ": " + where + ": cannot listen there: " + e.getMessage());
    }
  }

  /// The port that the server listens on.
  public int port() {
    return web.port();
  }

  /// The URL of the page.
  String address() {
    return (Tls.isOn(settings) ? "https" : "http")
        + "://"
        + settings.get(SettingsTable.HOST)
        + ":"
        + port();
  }

  /// The server's topics: their snapshots, and commands sent as the server.
  public Topics topics() {
    return cluster;
  }

  /// Tokens that no longer count, although they have not ended: connections that came with them are
  /// closed within about a second. They are forgotten when the server stops.
  public RevocationList revocations() {
    return revocations;
  }

  /// Joins a topic as a member inside this process. The topic's own rules apply to it; the spam
  /// guard's rates do not. `join` says who the member is and what rank it brings.
  public Subscription subscribe(
      TopicName topic, Command.Join join, Subscription.Listener listener) {
    return InProcessMember.join(cluster, topic, join, listener);
  }

  /// Closes all connections in a way that makes clients reconnect, leaves the topics and everybody
  /// in them to the next start, and closes everything else. Blocks until done; does nothing more if
  /// called again.
  @Override
  public synchronized void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    Gateway.Drained drained = gateway.drain(settings.get(SettingsTable.DRAIN));
    handover.ifPresent(it -> it.leave(cluster));
    layers.close();
    reportStop(drained);
  }

  /// Has a [#close] that is under way, or comes, tell all clients at once to reconnect, and wait
  /// for none. Any thread.
  void hurry() {
    gateway.hurry();
  }
}
