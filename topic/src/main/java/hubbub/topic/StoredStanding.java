package hubbub.topic;

import hubbub.topic.port.AddressTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What is remembered about one person in a topic: a lasting rank, a ban of the person, and one of
/// the address they come from. Neither ban hides the other. `version` is the registered topic's
/// version when the store was read.
public record StoredStanding(
    long version,
    Optional<Affiliation> rank,
    Optional<Affiliation> ban,
    Optional<Affiliation> addressBan) {
  /// Nothing.
  public static final StoredStanding NONE = of(0, List.of());

  /// All that is remembered about the subjects that one person goes by.
  public static StoredStanding of(long version, List<Affiliation> all) {
    return new StoredStanding(
        version,
        first(all, it -> !it.isBan()),
        first(all, it -> it.isBan() && !it.isOfAddress()),
        first(all, it -> it.isBan() && it.isOfAddress()));
  }

  private static Optional<Affiliation> first(List<Affiliation> all, Predicate<Affiliation> which) {
    return all.stream().filter(which).findFirst();
  }

  /// Whose standing must be known before `command` can be decided: whoever joins, or whom it is
  /// about. Empty if it needs nobody's.
  public static List<Subject> subjects(Command command, TopicName topic, AddressTags tags) {
    return switch (command) {
      case Command.Join join -> subjects(join.visitor(), topic, tags);
      case Command.Ban ban -> List.of(ban.subject());
      case Command.Unban unban -> List.of(unban.subject());
      case Command.Grant grant when grant.lasting() -> List.of(new Subject.Member(grant.member()));
      case Command.Revoke revoke -> List.of(new Subject.Member(revoke.member()));
      case Command.Leave _,
          Command.Prove _,
          Command.ChangeAccountRank _,
          Command.Send _,
          Command.SetNick _,
          Command.SetTitle _,
          Command.SetQuiet _,
          Command.SetSlow _,
          Command.SetLock _,
          Command.Grant _,
          Command.Mute _,
          Command.Unmute _,
          Command.Warn _,
          Command.Acknowledge _,
          Command.Approve _,
          Command.Reject _,
          Command.Shield _,
          Command.Sweep _,
          Command.UndoSweep _,
          Command.Kick _,
          Command.Delete _,
          Command.Clear _,
          Command.RemoveKeyword _,
          Command.PinKeyword _,
          Command.Register _,
          Command.Configure _,
          Command.Unregister _,
          Command.Custom _,
          Command.Read _ ->
          List.of();
    };
  }

  /// What a visitor goes by.
  public static List<Subject> subjects(Visitor visitor, TopicName topic, AddressTags tags) {
    List<Subject> all = new ArrayList<>(2);
    all.add(new Subject.Member(visitor.member()));
    visitor.from().ifPresent(from -> all.add(new Subject.Address(tags.tag(topic, from))));
    return all;
  }

  /// The lasting rank, if there is one at `now`.
  Optional<Affiliation> rankAt(long now) {
    return rank.filter(it -> it.isActiveAt(now));
  }

  /// The ban of the person, if there is one at `now`.
  Optional<Affiliation> banAt(long now) {
    return ban.filter(it -> it.isActiveAt(now));
  }

  /// The ban of the address, if there is one at `now`.
  Optional<Affiliation> addressBanAt(long now) {
    return addressBan.filter(it -> it.isActiveAt(now));
  }

  /// The ban of `subject`, which is the person or the address, if there is one at `now`.
  Optional<Affiliation> banOf(Subject subject, long now) {
    return switch (subject) {
      case Subject.Member _ -> banAt(now);
      case Subject.Address _ -> addressBanAt(now);
    };
  }

  /// The lasting rank at `now`; `GUEST` if there is none.
  Rank lastingRank(long now) {
    return rankAt(now).map(Affiliation::rank).orElse(Rank.GUEST);
  }
}
