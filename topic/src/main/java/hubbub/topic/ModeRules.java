package hubbub.topic;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Rules for what affects the whole topic (title, quiet mode, slow mode, lock), and for nicks.
final class ModeRules {
  private static final int MAX_TITLE = 200;
  private static final int MAX_TEXT = 200;

  private ModeRules() {}

  static Outcome title(DecisionBuilder decision, Who who, Title given) {
    String title = given.value();
    Optional<Outcome> tooLong = longTitle(given);
    if (tooLong.isPresent()) {
      return tooLong.get();
    }
    if (title.equals(decision.state.modes().title())) {
      return Outcome.refused(Reason.ALREADY);
    }
    decision.add(new Event.TitleChanged(title, who.by()));
    return Outcome.OK;
  }

  static Outcome quiet(DecisionBuilder decision, Who who, Command.SetQuiet set) {
    if (set.minRank().equals(Optional.of(Rank.ADMIN))) {
      return Outcome.invalid("min_rank", "guest, member, vip, moderator or owner");
    }
    OptionalLong until = untilAt(decision, set.ttlMillis());
    Optional<Quiet> quiet = set.minRank().map(least -> new Quiet(least, until));
    if (quiet.equals(decision.state.modes().quietAt(decision.now))) {
      return Outcome.refused(Reason.ALREADY);
    }
    decision.add(new Event.QuietChanged(quiet, Optional.of(who.by())));
    return Outcome.OK;
  }

  static Outcome slow(DecisionBuilder decision, Who who, Command.SetSlow set) {
    if (set.intervalMillis() < 0) {
      return Outcome.invalid("interval_ms", ">= 0");
    }
    OptionalLong until = untilAt(decision, set.ttlMillis());
    Optional<Slow> slow =
        set.intervalMillis() == 0
            ? Optional.empty()
            : Optional.of(new Slow(set.intervalMillis(), until));
    if (slow.equals(decision.state.modes().slowAt(decision.now))) {
      return Outcome.refused(Reason.ALREADY);
    }
    decision.add(new Event.SlowChanged(slow, Optional.of(who.by())));
    return Outcome.OK;
  }

  static Outcome lock(DecisionBuilder decision, Who who, Command.SetLock set) {
    if (set.maxMembers().orElse(0) < 0) {
      return Outcome.invalid("max_members", ">= 0");
    }
    Lock old = decision.state.modes().lock();
    boolean hasPassword = set.password().map(word -> !word.isEmpty()).orElse(old.password());
    OptionalInt most = set.maxMembers().isPresent() ? set.maxMembers() : old.maxMembers();
    Lock lock =
        new Lock(
            hasPassword,
            set.membersOnly().orElse(old.membersOnly()),
            most.orElse(0) == 0 ? OptionalInt.empty() : most);
    if (lock.equals(old) && set.password().filter(word -> !word.isEmpty()).isEmpty()) {
      return Outcome.refused(Reason.ALREADY);
    }
    set.password()
        .map(word ->
            word.isEmpty() ? Optional.<String>empty() : Optional.of(PasswordDigest.quick(word)))
        .ifPresent(digest -> decision.add(new Event.PasswordSet(digest)));
    decision.add(new Event.LockChanged(lock, who.by()));
    return Outcome.OK;
  }

  static Outcome nick(DecisionBuilder decision, Who who, Nick nick) {
    Person person = who.person();
    if (person == null) {
      return Outcome.refused(Reason.UNKNOWN_MEMBER);
    }
    if (nick.equals(person.nick())) {
      return Outcome.refused(Reason.ALREADY);
    }
    Optional<Refusal> taken = NickDisputes.taken(decision, nick, person.id());
    if (taken.isPresent()) {
      return new Outcome.Refused(taken.get());
    }
    decision.add(new Event.NickChanged(person.id(), nick));
    return Outcome.OK;
  }

  /// Refuses a title that is too long.
  static Optional<Outcome> longTitle(Title title) {
    String text = title.value();
    return text.codePointCount(0, text.length()) > MAX_TITLE
        ? Optional.of(Outcome.refused(Reason.TOO_LONG, "max", (long) MAX_TITLE))
        : Optional.empty();
  }

  /// Refuses a command whose explanation is too long.
  static Optional<Outcome> longText(Command command) {
    return command instanceof Command.Explained explained
            && explained.text().filter(ModeRules::isTooLong).isPresent()
        ? Optional.of(Outcome.invalid("text", "a string of at most " + MAX_TEXT + " characters"))
        : Optional.empty();
  }

  private static boolean isTooLong(String text) {
    return text.codePointCount(0, text.length()) > MAX_TEXT;
  }

  /// The end of something that lasts `ttlMillis` from now; empty if it is permanent.
  static OptionalLong untilAt(DecisionBuilder decision, OptionalLong ttlMillis) {
    return ttlMillis.isPresent()
        ? OptionalLong.of(Deadline.after(decision.now, ttlMillis.getAsLong()))
        : OptionalLong.empty();
  }
}
