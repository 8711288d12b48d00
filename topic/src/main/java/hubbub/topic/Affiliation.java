package hubbub.topic;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a registered topic remembers about somebody even when nobody is in it (XEP-0045 §5.2): a
/// lasting rank, or a ban. A subject can have one of each; the ban wins.
///
/// @param nick the nick that the subject had here when it was last set, or whoever came from there
/// @param untilAt when it ends, milliseconds since 1970 UTC; empty: never
/// @param at when it was set, milliseconds since 1970 UTC
/// @param by the id of whoever set it
/// @param byRank the rank that they had then; an admin's if it is unknown
/// @param text their explanation
public record Affiliation(
    Subject subject,
    Standing standing,
    Optional<String> nick,
    OptionalLong untilAt,
    long at,
    String by,
    Rank byRank,
    Optional<String> text) {

  /// Which of the two it is.
  public sealed interface Standing {
    /// A lasting rank: `MEMBER` to `OWNER`.
    record Ranked(Rank rank) implements Standing {}

    /// May not join. `unlessSignedIn`: may, but not as a guest.
    record Banned(boolean unlessSignedIn) implements Standing {}
  }

  /// The lasting rank; `GUEST` for a ban.
  Rank rank() {
    return standing instanceof Standing.Ranked(Rank rank) ? rank : Rank.GUEST;
  }

  /// The lasting rank as a person has it; empty for a ban.
  Optional<LastingRank> lasting() {
    return isBan() ? Optional.empty() : Optional.of(new LastingRank(rank(), untilAt, byRank));
  }

  boolean isBan() {
    return standing instanceof Standing.Banned;
  }

  boolean isOfAddress() {
    return subject instanceof Subject.Address;
  }

  /// Whether a ban of a person keeps out somebody whose account has that rank. Whoever imposed it
  /// may not have known the rank of somebody who was away.
  boolean keepsOut(Rank account) {
    return byRank.outranks(account);
  }

  /// A ban of a member as moderators see it; empty for anything else.
  Optional<Sanction> sanction() {
    return isBan() && subject instanceof Subject.Member(MemberId id)
        ? Optional.of(
            new Sanction(id, nick.orElse(""), Reason.BANNED, at, untilAt, Optional.of(by), text))
        : Optional.empty();
  }

  /// The same with `pseudonym` in place of a member who imposed it. It has no nick any more if it
  /// was imposed together with one of `erased`, as a ban of a guest's addresses is.
  Affiliation without(List<Affiliation> erased, MemberId member, String pseudonym) {
    boolean isWithout = erased.stream().anyMatch(it -> it.at == at && it.nick.equals(nick));
    return new Affiliation(
        subject,
        standing,
        isWithout ? Optional.empty() : nick,
        untilAt,
        at,
        by.equals(member.value()) ? pseudonym : by,
        byRank,
        text);
  }

  /// Whether it still counts at `now`.
  public boolean isActiveAt(long now) {
    return untilAt.isEmpty() || now < untilAt.getAsLong();
  }
}
