package hubbub.topic;

/// The table of refusals: every reason word on the wire, and whether a join that meets it is
/// refused for good (error and `phx_close`, so that clients stop asking) or for now (error alone).
public enum Reason {
  BANNED("banned", true),
  KICKED("kicked", true),
  MEMBERS_ONLY("members_only", true),
  WRONG_PASSWORD("wrong_password", true),
  BAD_NICK("bad_nick", true),
  NICK_TAKEN("nick_taken", true),
  NICK_RESERVED("nick_reserved", true),
  GUESTS_NOT_ALLOWED("guests_not_allowed", true),
  INVALID("invalid", true),
  TOO_MANY_CHANNELS("too many channels joined", true),
  FULL("full", false),
  OVERLOADED("overloaded", false),
  UNAVAILABLE("unavailable", false),
  SHUTTING_DOWN("shutting_down", false),
  JOIN_CRASHED("join crashed", false),
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
  private final boolean endsJoin;

  Reason(String word, boolean endsJoin) {
    this.word = word;
    this.endsJoin = endsJoin;
  }

  /// The word on the wire.
  public String word() {
    return word;
  }

  /// Whether a join refused so is refused for good.
  public boolean endsJoin() {
    return endsJoin;
  }
}
