package hubbub.topic;

/// The table of refusals: every reason word on the wire, and whether a join that meets it is
/// refused for good (error and `phx_close`, so that clients stop asking) or for now (error alone),
/// unless the [Refusal] itself knows better. What may pass by itself is for now; where nobody can
/// tell when it will, the table has an estimate in milliseconds.
public enum Reason {
  BANNED("banned", true),
  KICKED("kicked", true),
  MEMBERS_ONLY("members_only", true),
  WRONG_PASSWORD("wrong_password", true),
  BAD_NICK("bad_nick", true),
  NICK_TAKEN("nick_taken", false),
  NICK_RESERVED("nick_reserved", true),
  GUESTS_NOT_ALLOWED("guests_not_allowed", true),
  INVALID("invalid", true),
  TOO_MANY_CHANNELS("too many channels joined", true),
  FULL("full", 10_000),
  OVERLOADED("overloaded", 1_000),
  UNAVAILABLE("unavailable", 1_000),
  SHUTTING_DOWN("shutting_down", 10_000),
  JOIN_CRASHED("join crashed", 10_000),
  QUIET("quiet", false),
  SLOW("slow", false),
  MUTED("muted", false),
  SPAM("spam", false),
  HELD("held", false),
  RANK_TOO_LOW("rank_too_low", false),
  OUTRANKED("outranked", false),
  EMPTY("empty", false),
  TOO_LONG("too_long", false),
  UNKNOWN_COMMAND("unknown_command", false),
  UNKNOWN_MEMBER("unknown_member", false),
  UNKNOWN_MESSAGE("unknown_message", false),
  ALREADY("already", false),
  LAST_OWNER("last_owner", false),
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

  /// Whether a join refused so is refused for good, if nothing more is known.
  boolean isForGood() {
    return isForGood;
  }

  /// When the same may pass, if nothing more is known; 0: that is not to be said.
  long estimateMillis() {
    return estimateMillis;
  }
}
