package hubbub.app;

import hubbub.cluster.Cluster;
import hubbub.codec.KindSlots;
import hubbub.gateway.Capacity;
import hubbub.gateway.Gateway;
import hubbub.gateway.HandshakePolicy;
import hubbub.gateway.Limits;
import hubbub.gateway.Loops;
import hubbub.gateway.Origins;
import hubbub.gateway.ReaderAccess;
import hubbub.gateway.Site;
import hubbub.handover.Handover;
import hubbub.http.AccountsContext;
import hubbub.http.ApiContext;
import hubbub.http.Certificates;
import hubbub.http.HttpContext;
import hubbub.http.Idempotency;
import hubbub.http.Web;
import hubbub.identity.AccountNames;
import hubbub.identity.AccountTokens;
import hubbub.identity.Exclusions;
import hubbub.identity.Guests;
import hubbub.identity.Identities;
import hubbub.identity.KeyPurpose;
import hubbub.identity.ReadTokens;
import hubbub.identity.ReservedNicks;
import hubbub.identity.RevocationList;
import hubbub.identity.RevocationList.Revocation;
import hubbub.identity.ServerKeys;
import hubbub.identity.Tokens;
import hubbub.session.Draining;
import hubbub.session.Proxies;
import hubbub.session.SessionContext;
import hubbub.session.guard.Guard;
import hubbub.session.guard.KeyRates;
import hubbub.store.ErasureLedger;
import hubbub.store.ServerBans;
import hubbub.store.Store;
import hubbub.text.Text;
import hubbub.topic.Command;
import hubbub.topic.TopicName;
import hubbub.topic.port.NoTopicStore;
import hubbub.topic.port.TopicStore;
import hubbub.topic.port.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server: the composition root. One process can run several.
public final class Hubbub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hubbub.class);

  private final Settings settings;
  private final RevocationList revocations = new RevocationList(InstantSource.system());
  private final Set<String> kinds;
  private final CloseStack layers;
  private final Cluster cluster;
  private final Optional<Handover> handover;
  private final Optional<Store> store;
  private final OtherNodes others;
  private final KeyRates keyRates;
  private final Idempotency idempotency = new Idempotency();
  private final Optional<NodeNews> news;
  private final Gateway gateway;
  private final Web web;
  private final CompletableFuture<Boolean> left = new CompletableFuture<>();
  private boolean isClosed;

  private Hubbub(Settings settings, Plugins plugins, CloseStack layers) throws BadSetting {
    this.settings = settings;
    this.layers = layers;
    DataFolder data = DataFolder.open(settings);
    layers.add(data::close);
    StoreOpening opening = StoreOpening.begin(settings, data, Store::open);
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
    Meters meters = new Meters();
    Guard guard = SpamSettings.guard(settings, plugins.rules(), meters);
    ServerKeys keys = new ServerKeys(Secret.of(settings, data));
    ErasureLedger erasures = data.erasures();
    store = opening.await();
    others = OtherNodes.open(settings, keys, this.kinds, layers);
    Optional<Cluster.Joining> joining = others.joining();
    cluster =
        TopicLayer.start(
            kinds,
            plugins,
            guard,
            new TopicLayer.Ground(loops.each(), topicStore(), keys, joining));
    handover =
        data.isWritable() && joining.isEmpty()
            ? Optional.of(
                new Handover(
                    data.path(),
                    keys.of(KeyPurpose.HANDOVER),
                    new KindSlots(plugins.extensions().values())))
            : Optional.empty();
    ReadTokens readTokens =
        new ReadTokens(
            keys,
            id -> store.filter(it -> it.keys().isGood(id)).isPresent(),
            InstantSource.system());
    Identities identities =
        new Identities(
            settings.hasGuests(),
            new Guests(keys, InstantSource.system(), it -> erasures.of(it).isPresent()),
            new Tokens(
                Issuers.of(settings, keys, layers),
                Issuers.keyOfIds(store, keys),
                revocations,
                InstantSource.system()),
            store.map(its -> new ReservedNicks(its.accounts()::mayHave)).orElse(ReservedNicks.NONE),
            store.map(its -> AccountNames.in(its.accounts())).orElse(AccountNames.NONE),
            store.map(it -> exclusions(it.bans(), cluster)).orElse(Exclusions.NONE),
            readTokens);
    Proxies proxies = settings.proxies();
    keyRates =
        new KeyRates(
            SettingTypes.rate(
                settings.get(SettingsTable.KEYS_RATE), settings.get(SettingsTable.KEYS_BURST)));
    HandshakePolicy policy = handshakePolicy(identities, proxies, guard);
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
    handover.ifPresent(it -> it.take(cluster, new LeftAnswers(idempotency)));
    Optional<AccountsLayer> accounts =
        store.map(it ->
            AccountsLayer.open(
                new AccountsLayer.Ground(it, data, layers),
                keys,
                identities.tokens(),
                revocations));
    news = joining.map(_ -> NodeNews.exchange(cluster.bulletin(), revocations, erasures, store));
    Optional<AccountsLayer> owned = accounts.filter(_ -> data.isWritable());
    if (data.isWritable()) {
      RunningActs acts =
          new RunningActs(
              new ClusterActs(cluster, this::leave),
              new SpamActs(guard, settings),
              owned.map(it ->
                  new AdminActs(
                      cluster,
                      it,
                      new AdminActs.Server(this::address, proxies),
                      ground(erasures, identities, data))));
      AdminSocket.open(data.path(), acts).ifPresent(socket -> layers.add(socket::close));
    }
    listen(
        httpContext(
            meters,
            accountsContext(accounts, policy),
            api(accounts, kinds, identities, guard),
            proxies));
    owned.ifPresent(it -> it.offerSetup(address()));
  }

  private AccountsContext accountsContext(
      Optional<AccountsLayer> accounts, HandshakePolicy policy) {
    return new AccountsContext(
        accounts.map(AccountsLayer::accounts),
        accounts.map(AccountsLayer::operations),
        AccountsContext.SignUp.valueOf(
            settings.get(SettingsTable.ACCOUNTS_SIGN_UP).toUpperCase(Locale.ROOT)),
        Tls.isOn(settings),
        policy::allows);
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
    return start(settings, plugins, OtherNodes.longestStart(settings));
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
      hubbub.news.ifPresent(NodeNews::catchUp);
      hubbub.takeOver();
      hubbub.reportStart();
      Thread _ = Thread.startVirtualThread(Text::warmUp);
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
    others.awaitReady(cluster.ready().toCompletableFuture(), left);
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

  private HandshakePolicy handshakePolicy(Identities identities, Proxies proxies, Guard guard) {
    Origins origins = settings.get(SettingsTable.ORIGINS);
    return new HandshakePolicy(
        new Site(
            "/socket", settings.get(SettingsTable.HOSTS).and(origins), origins, Tls.isOn(settings)),
        identities,
        proxies,
        new ReaderAccess(
            shown -> store.flatMap(it -> it.keys().find(shown)),
            keyRates,
            identities.readTokens()::verify,
            guard));
  }

  private ApiContext api(
      Optional<AccountsLayer> accounts,
      Map<String, SessionContext.Kind> kinds,
      Identities identities,
      Guard guard) {
    return new ApiContext(
        store,
        keyRates,
        topic -> Optional.ofNullable(kinds.get(topic.kind())).map(SessionContext.Kind::settings),
        identities.readTokens()::sign,
        identities::idOf,
        (topic, member) -> guard.reputation(topic, member, System.nanoTime()),
        accounts.map(AccountsLayer::tokens),
        idempotency);
  }

  private HttpContext httpContext(
      Meters meters, AccountsContext accounts, ApiContext api, Proxies proxies) {
    return new HttpContext(
        cluster,
        this::phase,
        this::storeState,
        meters::scrape,
        accounts,
        api,
        proxies,
        settings.get(SettingsTable.METRICS_ALLOW));
  }

  private PersonActs.Ground ground(ErasureLedger erasures, Identities identities, DataFolder data) {
    return new PersonActs.Ground(
        erasures,
        identities.tokens()::idOf,
        family -> {
          Instant end = Instant.ofEpochMilli(AccountTokens.allOverAt(System.currentTimeMillis()));
          boolean _ = revocations.revokeKept(Revocation.ofToken(AccountTokens.NAME, family, end));
        },
        data.path());
  }

  private static Exclusions exclusions(ServerBans bans, Cluster cluster) {
    return (member, address) ->
        member.filter(it -> bans.holds(it) || cluster.isErased(it)).isPresent()
            || address.filter(bans::holds).isPresent();
  }

  private HttpContext.Phase phase() {
    if (gateway.isDraining()) {
      return HttpContext.Phase.STOPPING;
    }
    if (!cluster.ready().toCompletableFuture().isDone()) {
      return HttpContext.Phase.STARTING;
    }
    return cluster.hasContact() ? HttpContext.Phase.UP : HttpContext.Phase.CUT_OFF;
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
    handover.ifPresent(Handover::claim);
    try {
      web.listen(new Web.Pipelines(gateway::watchListener, gateway::watch), httpContext);
    } catch (Web.CannotListen e) {
      handover.ifPresent(Handover::putBack);
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
    return address(settings, port());
  }

  /// The URL of the page of a server with these settings, on that port.
  static String address(Settings settings, int port) {
    return (Tls.isOn(settings) ? "https" : "http")
        + "://"
        + settings.get(SettingsTable.HOST)
        + ":"
        + port;
  }

  /// The server's topics: their snapshots, and commands sent as the server.
  public Topics topics() {
    return cluster;
  }

  /// Tokens that no longer count, although they have not ended: connections that came with them are
  /// closed within about a second, on all nodes of a cluster. The store keeps them; without one,
  /// they are forgotten when the server stops, or the last node of the cluster.
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
    handover.ifPresent(it -> it.leave(cluster, new LeftAnswers(idempotency)));
    left.complete(OtherNodes.leave(cluster));
    layers.close();
    reportStop(drained);
  }

  /// Begins to [#close], and blocks until the other nodes go on without this one.
  ///
  /// @return whether all topics of this node do
  private boolean leave() {
    Thread _ =
        Thread.ofPlatform()
            .name("hubbub-leave")
            .start(() -> {
              try {
                close();
              } finally {
                left.complete(false); // unless it has left
              }
            });
    return left.join();
  }

  /// Completes when this node has left the others, or has nobody to leave, while it closes.
  CompletableFuture<Boolean> left() {
    return left;
  }

  /// Completes if the other nodes of the cluster have given this one up: it has to be closed, and
  /// started again.
  CompletableFuture<Void> downed() {
    return others.downed();
  }

  /// Has a [#close] that is under way, or comes, tell all clients at once to reconnect, and wait
  /// for none. Any thread.
  void hurry() {
    gateway.hurry();
  }
}
