package hubbub.handover;

/// Thrown for a hand-over file that can't be used. The message says why, for the log.
final class Rejected extends Exception {
  private static final long serialVersionUID = 1L;

  Rejected(String why) {
    super(why);
  }
}
