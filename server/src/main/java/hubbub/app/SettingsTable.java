package hubbub.app;

import hubbub.gateway.Hosts;
import hubbub.gateway.Origins;
import hubbub.keywords.DefaultKeywords;
import hubbub.topic.AddressPrefix;
import hubbub.topic.Rank;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// All settings, in the order in which they are shown. A kind's settings are listed without their
/// prefix `hubbub.kinds.<kind>.`. The page `docs/settings.md` is generated from this table.
final class SettingsTable {
  static final Setting<String> HOST =
      SettingTypes.host("hubbub.host", "127.0.0.1", "The address to listen on.");
  static final Setting<Integer> PORT =
      SettingTypes.whole(
          "hubbub.port", "4000", 0, 65_535, "The port to listen on; 0 is any free one.");
  static final Setting<Path> DATA =
      SettingTypes.folder("hubbub.data", "./data", "The folder for what outlives the process.");
  static final Setting<Hosts> HOSTS =
      new Setting<>(
          "hubbub.hosts",
          "local",
          "local, any, names like chat.example.org, *.example.org, or several of these with commas",
          Hosts::parse,
          "The server's names: requests with another one in `Host` are refused (421). Addresses,"
              + " names without a dot and those in a private domain (`.local`, `.internal` …)"
              + " always work, and so do the hosts in `hubbub.origins`. `local`: no others."
              + " `*.example.org`: the domain and all below it.");
  static final Setting<Origins> ORIGINS =
      new Setting<>(
          "hubbub.origins",
          "same",
          "same, any, origins like https://example.org, https://*.example.org or"
              + " http://localhost:*, or several of these with commas",
          Origins::parse,
          "Whose pages may connect, besides Hubbub's own (host and port of the page are those in"
              + " `Host`, or in a trusted proxy's `X-Forwarded-Host`). `same`: no others. `any`:"
              + " everybody's. `https://*.example.org`: the domain and all below it. Without a"
              + " port: the scheme's own; with `:*`: any. Without a scheme (`*.example.org`): any"
              + " scheme and port.");
  static final Setting<List<AddressPrefix>> PROXIES =
      SettingTypes.blocks(
          "hubbub.proxies",
          "loopback",
          "Proxies whose `X-Forwarded-For`, `X-Forwarded-Host` and `X-Forwarded-Proto` are"
              + " believed.");
  static final Setting<Optional<Path>> TLS_CERTIFICATE =
      SettingTypes.file(
          "hubbub.tls.certificate",
          "The server's certificate in PEM, with those that vouch for it behind it. Given, the"
              + " server speaks https and wss, and nothing else. Read again when it changes.");
  static final Setting<Optional<Path>> TLS_KEY =
      SettingTypes.file(
          "hubbub.tls.key",
          "The private key of that certificate in PEM, without a password. Read again when it"
              + " changes.");
  static final Setting<Boolean> GUESTS =
      SettingTypes.flag("hubbub.guests", "true", "Whether people come in without an account.");
  static final Setting<Duration> DRAIN =
      SettingTypes.duration(
          "hubbub.drain", "8s", "How long a stopping server waits for its clients to go.");
  static final Setting<String> TRANSPORT =
      SettingTypes.oneOf(
          "hubbub.transport",
          List.of("auto", "epoll", "io_uring", "nio"),
          "How sockets are waited for; `auto` is the best that this system has.");
  static final Setting<OptionalInt> LOOPS =
      SettingTypes.wholeOr(
          "auto",
          "hubbub.loops",
          1024,
          "How many threads serve sockets and topics; `auto` is all cores but one.");
  static final Setting<List<AddressPrefix>> METRICS_ALLOW =
      SettingTypes.blocks(
          "hubbub.metrics.allow", "loopback", "Who may read `/metrics` and `/health/*`.");
  static final Setting<Integer> PREFIX_V4 =
      SettingTypes.whole(
          "hubbub.prefix.v4",
          "32",
          1,
          32,
          "Bits of an IPv4 address that count as one address, in rates, kicks and limits.");
  static final Setting<Integer> PREFIX_V6 =
      SettingTypes.whole(
          "hubbub.prefix.v6",
          "64",
          1,
          128,
          "The same for IPv6, where one connection to the net mostly has 64 bits to choose from.");
  static final Setting<Boolean> SPAM_ENABLED =
      SettingTypes.flag(
          "hubbub.spam.enabled",
          "true",
          "Whether the spam guard works: rates of messages, commands and joins, and the rules of"
              + " plugins.");
  static final Setting<Double> SPAM_RATE =
      SettingTypes.rate(
          "hubbub.spam.rate", "20/s", "Messages per id, on average; ten times that per address.");
  static final Setting<Integer> SPAM_BURST =
      SettingTypes.whole("hubbub.spam.burst", "40", 1, 100_000, "Messages per id, at once.");
  static final Setting<String> SECRET =
      SettingTypes.secret(
          "hubbub.secret",
          Secret.BYTES,
          "Signs guests' keys. Made on the first start and kept in `hubbub.data` if not given.");

  static final List<Setting<?>> ALL =
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
          SPAM_ENABLED,
          SPAM_RATE,
          SPAM_BURST,
          SECRET);

  static final String KINDS = "hubbub.kinds.";
  static final String RANK = "rank.";

  static final Setting<Integer> HISTORY =
      SettingTypes.whole("history", "100", 0, 1000, "Messages that a new member gets.");
  static final Setting<Integer> HISTORY_BYTES =
      SettingTypes.bytes("history-bytes", "128KiB", "The most that they may take.");
  static final Setting<Duration> LINGER =
      SettingTypes.duration(
          "linger", "15s", "How long a topic waits for a last member that was lost.");
  static final Setting<Boolean> LISTED =
      SettingTypes.flag("listed", "false", "Whether `GET /api/topics` shows its topics.");
  static final Setting<Rank> FOUNDER_RANK =
      SettingTypes.rank("founder-rank", "moderator", "The rank of the first to come in.");
  static final Setting<String> SUCCESSION =
      SettingTypes.oneOf(
          "succession",
          List.of("oldest", "none"),
          "Who follows when the last moderator is gone for longer than `linger`.");
  static final Setting<Integer> KEYWORDS_MAX =
      SettingTypes.whole(
          "keywords.max", "15", 0, 100, "Keywords that stand at once; 0 is none at all.");
  static final Setting<Duration> KEYWORDS_TTL =
      SettingTypes.duration("keywords.ttl", "10m", "How long a keyword stands after its last use.");
  static final Setting<Integer> KEYWORDS_PEOPLE =
      SettingTypes.whole("keywords.people", "2", 1, 1000, "People who must use a term …");
  static final Setting<Duration> KEYWORDS_WINDOW =
      SettingTypes.duration(
          "keywords.window", "2m", "… within this time, for it to become a keyword.");
  static final Setting<String> KEYWORDS_LANGUAGE =
      SettingTypes.oneOf(
          "keywords.language",
          DefaultKeywords.LANGUAGES,
          "The language whose everyday words never become keywords; `auto`: the one that a message"
              + " seems to be in; `none`: every word may.");
  static final Setting<Integer> PRESENCE_LIMIT =
      SettingTypes.whole(
          "presence.limit", "1000", 0, 100_000, "Memberships up to which everybody is listed.");
  static final Setting<OptionalInt> MAX_MEMBERS =
      SettingTypes.wholeOr("none", "max-members", 10_000_000, "Members that a topic takes.");
  static final Setting<Integer> MAX_BODY =
      SettingTypes.whole("max-body", "4096", 1, 4096, "Characters that a message may have.");
  static final Setting<Rank> RANK_OF_COMMAND =
      SettingTypes.rank(
          "rank.<command>",
          "",
          "The least rank for a command, also for one of an extension; not given: as in"
              + " [protocol.md](protocol.md#commands), and `guest` for an extension's.");

  static final List<Setting<?>> OF_KIND =
      List.of(
          HISTORY,
          HISTORY_BYTES,
          LINGER,
          LISTED,
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

  /// The server's commands whose required rank can be set.
  static final List<String> COMMANDS =
      List.of(
          "send",
          "set_nick",
          "history",
          "roster",
          "list",
          "set_title",
          "set_quiet",
          "set_slow",
          "set_lock",
          "grant",
          "revoke",
          "mute",
          "unmute",
          "kick",
          "delete",
          "clear",
          "remove_keyword",
          "pin_keyword");

  private SettingsTable() {}
}
