package hubbub.app;

import hubbub.gateway.Hosts;
import hubbub.gateway.Origins;
import hubbub.identity.TokenAlgorithm;
import hubbub.identity.TokenIssuer;
import hubbub.identity.TopicPattern;
import hubbub.keywords.DefaultKeywords;
import hubbub.session.guard.Preset;
import hubbub.topic.AddressPrefix;
import hubbub.topic.Rank;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// All settings, in the order in which they are shown. A kind's settings are listed without their
/// prefix `hubbub.kinds.<kind>.`. The page `docs/settings.md` is generated from this table.
final class SettingsTable {
  static final Setting<String> HOST =
      SettingTypes.host("hubbub.host", "127.0.0.1", "The address to listen on.");
  static final Setting<Integer> PORT =
      SettingTypes.whole(
          "hubbub.port", "4000", 0, 65_535, "The port to listen on; 0 picks a free one.");
  static final Setting<Path> DATA =
      SettingTypes.folder(
          "hubbub.data",
          "./data",
          "The folder for files that survive a restart. One server at a time may use it.");
  static final Setting<Hosts> HOSTS =
      new Setting<>(
          "hubbub.hosts",
          "local",
          "local, any, names like chat.example.org, *.example.org, or several of these with commas",
          Hosts::parse,
          "The names of this server. A request with any other name in `Host` is refused (421)."
              + " Addresses, names without a dot, names in a private domain (`.local`,"
              + " `.internal` …) and the hosts in `hubbub.origins` always work. `local`: no other"
              + " names. `*.example.org`: the domain and its subdomains.");
  static final Setting<Origins> ORIGINS =
      new Setting<>(
          "hubbub.origins",
          "same",
          "same, any, origins like https://example.org, https://*.example.org or"
              + " http://localhost:*, or several of these with commas",
          Origins::parse,
          "The origins whose pages may connect, besides Hubbub's own page (the one whose host and"
              + " port match `Host`, or `X-Forwarded-Host` from a trusted proxy). `same`: no"
              + " others. `any`: all. `https://*.example.org`: the domain and its subdomains. No"
              + " port means the scheme's default port; `:*` means any port. No scheme"
              + " (`*.example.org`) means any scheme and port.");
  static final Setting<List<AddressPrefix>> PROXIES =
      SettingTypes.blocks(
          "hubbub.proxies",
          "loopback",
          "Trusted proxies: their `X-Forwarded-For`, `X-Forwarded-Host` and `X-Forwarded-Proto` are"
              + " used.");
  static final Setting<Optional<Path>> TLS_CERTIFICATE =
      SettingTypes.file(
          "hubbub.tls.certificate",
          "The server's certificate in PEM, followed by its chain. If it is set, the server"
              + " accepts https and wss only. Reloaded when the file changes.");
  static final Setting<Optional<Path>> TLS_KEY =
      SettingTypes.file(
          "hubbub.tls.key",
          "The private key of that certificate in PEM, without a password. Reloaded when the"
              + " file changes.");
  static final Setting<Boolean> GUESTS =
      SettingTypes.flag("hubbub.guests", "true", "Whether people may join without an account.");
  static final Setting<Duration> DRAIN =
      SettingTypes.duration(
          "hubbub.drain",
          "8s",
          "1m",
          "The longest that closing all connections may take when the server stops. The more there are,"
              + " the more of that time it takes, so that not all clients come back at once. Only then"
              + " are topics left to the next start: whatever stops the server must wait for that,"
              + " too, before it kills it.");
  static final Setting<String> TRANSPORT =
      SettingTypes.oneOf(
          "hubbub.transport",
          List.of("auto", "epoll", "io_uring", "nio"),
          "How the server waits for sockets; `auto`: epoll, or nio where there is no epoll.");
  static final Setting<OptionalInt> LOOPS =
      SettingTypes.wholeOr(
          "auto",
          "hubbub.loops",
          1024,
          "The number of threads that serve sockets and topics; `auto`: one per core, minus one.");
  static final Setting<List<AddressPrefix>> METRICS_ALLOW =
      SettingTypes.blocks(
          "hubbub.metrics.allow", "loopback", "Who may read `/metrics` and `/health/*`.");
  static final Setting<Integer> PREFIX_V4 =
      SettingTypes.whole(
          "hubbub.prefix.v4",
          "32",
          1,
          32,
          "How many leading bits of an IPv4 address identify a client, for rates, kicks and"
              + " limits.");
  static final Setting<Integer> PREFIX_V6 =
      SettingTypes.whole(
          "hubbub.prefix.v6",
          "64",
          1,
          128,
          "The same for IPv6, where a subscriber usually gets a whole /64.");
  static final Setting<Integer> LIMITS_CONNECTIONS =
      SettingTypes.whole(
          "hubbub.limits.connections",
          "1000",
          1,
          1_000_000,
          "How many WebSockets one address may have open, and how many other connections. Does not"
              + " apply to this machine or to trusted proxies themselves, only to clients behind"
              + " them.");
  static final Setting<Boolean> SPAM_ENABLED =
      SettingTypes.flag(
          "hubbub.spam.enabled",
          "true",
          "Whether the spam guard is on: rate limits on messages, commands and joins, limits on"
              + " repeated text, and the rules of plugins.");
  static final Setting<String> SPAM_PRESET =
      SettingTypes.oneOf(
          "hubbub.spam.preset",
          Stream.of(Preset.values()).map(Preset::word).toList(),
          "How much the spam guard lets pass: see [spam.md](spam.md).");
  static final Setting<Double> SPAM_RATE =
      SettingTypes.rate(
          "hubbub.spam.rate",
          "1/s",
          "Messages per id, on average; an address may send ten times as many. If it is not set: as"
              + " `hubbub.spam.preset` says, 3/s for `relaxed`, 0.5/s for `strict`.");
  static final Setting<Integer> SPAM_BURST =
      SettingTypes.whole(
          "hubbub.spam.burst",
          "6",
          1,
          100_000,
          "Messages per id in one burst. If it is not set: as `hubbub.spam.preset` says, 12 for"
              + " `relaxed`, 4 for `strict`.");
  static final Setting<String> SECRET =
      SettingTypes.secret(
          "hubbub.secret",
          Secret.BYTES,
          "The secret from which all keys of the server are derived, such as the one that signs"
              + " guests' keys. If it is not set, one is generated on the first start and kept in"
              + " `hubbub.data`.");
  static final Setting<String> STORE_URL =
      SettingTypes.database(
          "hubbub.store.url",
          "jdbc:sqlite:" + StoreOpening.DATA + "/hubbub.db",
          "The database for what outlives topics: registered topics, what they remember about people,"
              + " and the audit log. `"
              + StoreOpening.DATA
              + "` stands for `hubbub.data`. A schema that is missing or older is made when the server"
              + " starts.");
  static final Setting<String> STORE_USER =
      SettingTypes.text("hubbub.store.user", "", "The user that PostgreSQL knows.");
  static final Setting<String> STORE_PASSWORD =
      SettingTypes.text("hubbub.store.password", "", "That user's password.");
  static final Setting<String> ACCOUNTS_SIGN_UP =
      SettingTypes.oneOf(
          "hubbub.accounts.sign-up",
          List.of("open", "invite", "off"),
          "Who can make an account on this server: anybody, whoever was given a link by an admin, or"
              + " nobody. Without a store, nobody can. If it is not set, and there are no guests,"
              + " or there is an issuer of tokens: `off`. With `hubbub.tokens.required`, it can be"
              + " nothing else.");
  static final Setting<Double> KEYS_RATE =
      SettingTypes.rate(
          "hubbub.keys.rate", "200/s", "Requests that a program may make per API key, on average.");
  static final Setting<Integer> KEYS_BURST =
      SettingTypes.whole(
          "hubbub.keys.burst", "400", 1, 1_000_000, "Requests per API key in one burst.");
  static final Setting<Duration> PRIVACY_ADDRESSES =
      SettingTypes.duration(
          "hubbub.privacy.addresses",
          "30d",
          "How long the audit log keeps people's addresses. A change applies to new lines.");
  static final Setting<Boolean> TOKENS_REQUIRED =
      SettingTypes.flag(
          "hubbub.tokens.required",
          "false",
          "Whether everybody needs a token of an issuer: there are no guests, and nobody can sign up."
              + " Accounts that there are can sign in, and the setup link makes the first admin.");

  private static final List<Setting<?>> OF_NODE =
      List.of(
          HOST,
          PORT,
          DATA,
          HOSTS,
          ORIGINS,
          PROXIES,
          TLS_CERTIFICATE,
          TLS_KEY,
          GUESTS,
          DRAIN,
          TRANSPORT,
          LOOPS,
          METRICS_ALLOW,
          PREFIX_V4,
          PREFIX_V6,
          LIMITS_CONNECTIONS,
          SPAM_ENABLED,
          SPAM_PRESET,
          SPAM_RATE,
          SPAM_BURST,
          SECRET,
          STORE_URL,
          STORE_USER,
          STORE_PASSWORD,
          ACCOUNTS_SIGN_UP,
          KEYS_RATE,
          KEYS_BURST,
          PRIVACY_ADDRESSES,
          TOKENS_REQUIRED);

  static final List<Setting<?>> ALL =
      Stream.<List<Setting<?>>>of(OF_NODE, ClusterSettingsTable.ALL).flatMap(List::stream).toList();

  static final String TOKENS = "hubbub.tokens.";

  static final Setting<String> TOKENS_ISSUER =
      SettingTypes.text("issuer", "", "What its tokens have as `iss`. Required.");
  static final Setting<String> TOKENS_AUDIENCE =
      SettingTypes.text("audience", "", "What its tokens have in `aud`. Required.");
  static final Setting<String> TOKENS_SECRET =
      SettingTypes.secret(
          "secret",
          Secret.BYTES,
          "The secret that it signs tokens with (HS256). This, `key` or `jwks` is required.");
  static final Setting<Optional<Path>> TOKENS_KEY =
      SettingTypes.file(
          "key",
          "Its public key in PEM (`-----BEGIN PUBLIC KEY-----`): RSA of 2048 bits or more (RS256),"
              + " P-256 (ES256) or Ed25519 (EdDSA).");
  static final Setting<Optional<URI>> TOKENS_JWKS =
      SettingTypes.keysAddress(
          "jwks",
          "The address of its public keys (a JWKS). They are fetched at the start, every 5 minutes,"
              + " and when a token names an unknown one.");
  static final Setting<Set<TokenAlgorithm>> TOKENS_ALGORITHMS =
      SettingTypes.algorithms(
          "algorithms", "How its tokens may be signed. If it is not set: as its keys allow.");
  static final Setting<String> TOKENS_CLAIM_ID =
      SettingTypes.text(
          "claims.id",
          TokenIssuer.ClaimNames.DEFAULT.id(),
          "The claim that says who the user is. Here and below, `a.b` is the claim `a.b`, or `b` in"
              + " the claim `a`.");
  static final Setting<String> TOKENS_CLAIM_NAME =
      SettingTypes.text(
          "claims.name", TokenIssuer.ClaimNames.DEFAULT.name(), "The claim with the user's nick.");
  static final Setting<String> TOKENS_CLAIM_RANKS =
      SettingTypes.text(
          "claims.ranks",
          TokenIssuer.ClaimNames.DEFAULT.ranks(),
          "The claim with the user's ranks: `{\"room:lobby\": \"moderator\", \"room:*\": \"vip\"}`.");
  static final Setting<String> TOKENS_CLAIM_BADGES =
      SettingTypes.text(
          "claims.badges",
          TokenIssuer.ClaimNames.DEFAULT.badges(),
          "The claim with the user's badges: a list of at most 8 short texts.");
  static final Setting<Rank> TOKENS_MAX_RANK =
      SettingTypes.rank(
          "max-rank", "owner", "The highest rank that its tokens can give; higher ones become it.");
  static final Setting<List<TopicPattern>> TOKENS_TOPICS =
      SettingTypes.topics("topics", "*", "The topics in which its tokens can give a rank.");

  /// The settings of an issuer of tokens, without their prefix `hubbub.tokens.<issuer>.`.
  static final List<Setting<?>> OF_ISSUER =
      List.of(
          TOKENS_ISSUER,
          TOKENS_AUDIENCE,
          TOKENS_SECRET,
          TOKENS_KEY,
          TOKENS_JWKS,
          TOKENS_ALGORITHMS,
          TOKENS_CLAIM_ID,
          TOKENS_CLAIM_NAME,
          TOKENS_CLAIM_RANKS,
          TOKENS_CLAIM_BADGES,
          TOKENS_MAX_RANK,
          TOKENS_TOPICS);

  static final String KINDS = "hubbub.kinds.";
  static final String RANK = "rank.";

  static final Setting<Integer> HISTORY =
      SettingTypes.whole("history", "100", 0, 1000, "How many recent messages a new member gets.");
  static final Setting<Integer> HISTORY_BYTES =
      SettingTypes.bytes("history-bytes", "128KiB", "The maximum size of those messages.");
  static final Setting<Duration> HISTORY_WHEN_EMPTY =
      SettingTypes.duration(
          "history-when-empty",
          "0s",
          "How long a registered topic keeps its messages while nobody is in it, since the last"
              + " message or the last leave. Programs can say something in it meanwhile. 0: not at"
              + " all.");
  static final Setting<Duration> LINGER =
      SettingTypes.duration(
          "linger",
          "15s",
          "How long a topic waits for its last member to come back after a lost connection.");
  static final Setting<Boolean> LISTED =
      SettingTypes.flag("listed", "false", "Whether `GET /api/topics` lists topics of this kind.");
  static final Setting<String> FOUND =
      SettingTypes.oneOf(
          "found",
          List.of("anyone", "accounts", "nobody"),
          "Who may be the first to join a topic that is not registered: `accounts` means everybody"
              + " but guests.");
  static final Setting<Rank> FOUNDER_RANK =
      SettingTypes.rank(
          "founder-rank",
          "moderator",
          "The rank of the first member to join. If it is not set, and there is an issuer of tokens:"
              + " `guest`.");
  static final Setting<String> SUCCESSION =
      SettingTypes.oneOf(
          "succession",
          List.of("oldest", "none"),
          "Who gets the founder's rank once the last moderator has been gone for longer than"
              + " `linger`.");
  static final Setting<Integer> KEYWORDS_MAX =
      SettingTypes.whole(
          "keywords.max",
          "15",
          0,
          100,
          "How many keywords there may be at once; 0 turns keywords off.");
  static final Setting<Duration> KEYWORDS_TTL =
      SettingTypes.duration("keywords.ttl", "10m", "How long a keyword lasts after its last use.");
  static final Setting<Integer> KEYWORDS_PEOPLE =
      SettingTypes.whole("keywords.people", "2", 1, 1000, "How many people must use a term …");
  static final Setting<Duration> KEYWORDS_WINDOW =
      SettingTypes.duration(
          "keywords.window", "2m", "… within this time for it to become a keyword.");
  static final Setting<String> KEYWORDS_LANGUAGE =
      SettingTypes.oneOf(
          "keywords.language",
          DefaultKeywords.LANGUAGES,
          "The language whose stop words never become keywords; `auto`: the one that a message"
              + " seems to be in; `none`: no stop words.");
  static final Setting<Integer> PRESENCE_LIMIT =
      SettingTypes.whole(
          "presence.limit",
          "1000",
          0,
          100_000,
          "Up to this many memberships, presence lists everybody.");
  static final Setting<OptionalInt> MAX_MEMBERS =
      SettingTypes.wholeOr(
          "none", "max-members", 10_000_000, "The maximum number of members of a topic.");
  static final Setting<Integer> MAX_BODY =
      SettingTypes.whole(
          "max-body", "4096", 1, 4096, "The maximum length of a message, in characters.");
  static final Setting<Rank> RANK_OF_COMMAND =
      SettingTypes.rank(
          "rank.<command>",
          "",
          "The lowest rank that may use a command, the server's or an extension's. If it is not"
              + " set: as in [protocol.md](protocol.md#commands), or `guest` for an extension's.");

  /// Those that decide what topics do, without the spam guard's.
  static final List<Setting<?>> OF_TOPICS =
      List.of(
          HISTORY,
          HISTORY_BYTES,
          HISTORY_WHEN_EMPTY,
          LINGER,
          LISTED,
          FOUND,
          FOUNDER_RANK,
          SUCCESSION,
          KEYWORDS_MAX,
          KEYWORDS_TTL,
          KEYWORDS_PEOPLE,
          KEYWORDS_WINDOW,
          KEYWORDS_LANGUAGE,
          PRESENCE_LIMIT,
          MAX_MEMBERS,
          MAX_BODY);

  static final List<Setting<?>> OF_KIND =
      Stream.<List<Setting<?>>>of(OF_TOPICS, SpamSettingsTable.ALL).flatMap(List::stream).toList();

  private SettingsTable() {}
}
