package hubbub.topic;

/// The table of refusals: each reason's word on the wire, and whether it refuses a join for good
/// (error and `phx_close`, so that clients stop retrying) or for now (error only), unless the
/// [Refusal] says otherwise. Reasons that may pass by themselves are for now; where nobody can know
/// when, the table has an estimate in milliseconds.
public enum Reason {
  BANNED("banned", true),
  KICKED("kicked", true),
  MEMBERS_ONLY("members_only", true),
  ACCOUNTS_ONLY("accounts_only", true),
  SIGN_IN("sign_in", true),
  TOKEN_EXPIRED("token_expired", true),
  WRONG_PASSWORD("wrong_password", true),
  BAD_NICK("bad_nick", true),
  NICK_TAKEN("nick_taken", false),
  NICK_RESERVED("nick_reserved", true),
  NO_SUCH_TOPIC("no_such_topic", true),
  MAY_NOT_FOUND("may_not_found", true),
  INVALID("invalid", true),
  TOO_MANY_CHANNELS("too many channels joined", true),
  FULL("full", 10_000),
  OVERLOADED("overloaded", 1_000),
  UNAVAILABLE("unavailable", 1_000),
  SHUTTING_DOWN("shutting_down", 10_000),
  JOIN_CRASHED("join crashed", 10_000),
  INCOMPATIBLE("incompatible", 60_000),
  QUIET("quiet", false),
  SLOW("slow", false),
  MUTED("muted", false),
  SPAM("spam", false),
  HELD("held", false),
  ACKNOWLEDGE_FIRST("acknowledge_first", false),
  RANK_TOO_LOW("rank_too_low", false),
  OUTRANKED("outranked", false),
  EMPTY("empty", false),
  TOO_LONG("too_long", false),
  UNKNOWN_COMMAND("unknown_command", false),
  UNKNOWN_MEMBER("unknown_member", false),
  UNKNOWN_MESSAGE("unknown_message", false),
  UNKNOWN_ACCOUNT("unknown_account", false),
  ALREADY("already", false),
  CHANGED("changed", false),
  LAST_OWNER("last_owner", false),
  SPECTATOR("spectator", false),
  BAD_TOKEN("bad_token", false),
  INTERNAL("internal", false),
  UNMATCHED_TOPIC("unmatched topic", false);

  private final String word;
  private final boolean isForGood;
  private final long estimateMillis;

  Reason(String word, boolean isForGood) {
    this.word = word;
    this.isForGood = isForGood;
    this.estimateMillis = 0;
  }

  Reason(String word, long estimateMillis) {
    this.word = word;
    this.isForGood = false;
    this.estimateMillis = estimateMillis;
  }

  /// The word on the wire.
  public String word() {
    return word;
  }

  /// Whether this refuses a join for good, unless the [Refusal] says otherwise.
  boolean isForGood() {
    return isForGood;
  }

  /// The default `retry_after_ms`; 0: none is given.
  long estimateMillis() {
    return estimateMillis;
  }
}
