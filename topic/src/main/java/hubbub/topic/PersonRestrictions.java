package hubbub.topic;

import java.util.Optional;

/// What restricts a person in a topic: its mute, its ban from joining, and the warning that it must
/// acknowledge before it may speak.
record PersonRestrictions(Restriction mute, Restriction ban, Optional<Warning> warning) {
  static final PersonRestrictions NONE =
      new PersonRestrictions(Restriction.NONE, Restriction.NONE, Optional.empty());

  /// Those; [#NONE], if there is none of them, so that most people share it.
  static PersonRestrictions of(Restriction mute, Restriction ban, Optional<Warning> warning) {
    PersonRestrictions all = new PersonRestrictions(mute, ban, warning);
    return all.equals(NONE) ? NONE : all;
  }

  PersonRestrictions withMute(Restriction other) {
    return of(other, ban, warning);
  }

  PersonRestrictions withBan(Restriction other) {
    return of(mute, other, warning);
  }

  PersonRestrictions withWarning(Optional<Warning> other) {
    return of(mute, ban, other);
  }

  /// What is left of it for somebody who comes in at `now`.
  PersonRestrictions onJoinAt(long now) {
    return of(
        mute.isActiveAt(now) ? mute : Restriction.NONE,
        Restriction.NONE,
        warning.filter(it -> now < it.rememberedUntil()));
  }

  /// Until when it matters for a person who is gone.
  long until() {
    long warned = warning.map(Warning::rememberedUntil).orElse(0L);
    return Math.max(Math.max(mute.until(), ban.until()), warned);
  }

  /// Whether it was `member` who imposed any of it.
  boolean names(MemberId member) {
    Optional<String> by = Optional.of(member.value());
    return mute.by().equals(by) || ban.by().equals(by) || warning.map(Warning::by).equals(by);
  }

  /// The same with `pseudonym` in place of a member who imposed it.
  PersonRestrictions without(MemberId member, String pseudonym) {
    return of(
        mute.without(member, pseudonym),
        ban.without(member, pseudonym),
        warning.map(it -> it.without(member, pseudonym)));
  }
}
