package hubbub.topic;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The settings of a registered topic: how it is each time that it is born.
///
/// @param title its title, at most 200 characters
/// @param about how it presents itself to people who choose a topic
/// @param quiet the lowest rank that may speak; empty: everybody may
/// @param slowMillis one message per member and this time; empty: no slow mode
/// @param lock who may join
/// @param password the slow digest of the password required to join ([PasswordDigest#slow])
/// @param listed whether `GET /api/topics` shows it
/// @param history how many messages new members get; empty: as the kind says
/// @param titleRank the lowest rank that may set the title; empty: as the kind says
/// @param filter the words and links that are kept out of it
public record TopicSettings(
    String title,
    About about,
    Optional<Rank> quiet,
    OptionalLong slowMillis,
    Lock lock,
    Optional<String> password,
    boolean listed,
    OptionalInt history,
    Optional<Rank> titleRank,
    TopicFilter filter) {

  /// What people read before they join. `label` is a name for people, at most 100 characters;
  /// `description` and `rules` have at most 2,000; `language` is a BCP 47 tag.
  public record About(
      Optional<String> label,
      Optional<String> description,
      Optional<String> rules,
      Optional<String> language) {
    /// Nothing.
    public static final About NONE =
        new About(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    About with(About patch) {
      return new About(
          patched(label, patch.label),
          patched(description, patch.description),
          patched(rules, patch.rules),
          patched(language, patch.language));
    }

    private static Optional<String> patched(Optional<String> before, Optional<String> patch) {
      return patch.or(() -> before).filter(text -> !text.isEmpty());
    }
  }

  /// Changes of settings. Empty fields stay as they are; an empty text, a time or a number of
  /// members of 0, and the rank `GUEST` remove what is set.
  ///
  /// @param quiet as [TopicSettings#quiet]
  /// @param password the password itself
  public record Patch(
      Optional<Title> title,
      About about,
      Optional<Rank> quiet,
      OptionalLong slowMillis,
      Optional<String> password,
      Optional<Boolean> membersOnly,
      OptionalInt maxMembers,
      Optional<Boolean> listed,
      OptionalInt history,
      Optional<Rank> titleRank,
      TopicFilter.Patch filter) {
    /// Changes nothing.
    public static final Patch NONE =
        new Patch(
            Optional.empty(),
            About.NONE,
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            TopicFilter.Patch.NONE);

    /// This, and another title.
    public Patch withTitle(Title title) {
      return new Patch(
          Optional.of(title),
          about,
          quiet,
          slowMillis,
          password,
          membersOnly,
          maxMembers,
          listed,
          history,
          titleRank,
          filter);
    }

    /// This, and another filter.
    public Patch withFilter(TopicFilter.Patch filter) {
      return new Patch(
          title,
          about,
          quiet,
          slowMillis,
          password,
          membersOnly,
          maxMembers,
          listed,
          history,
          titleRank,
          filter);
    }

    Patch withLock(Command.SetLock lock) {
      return new Patch(
          title,
          about,
          quiet,
          slowMillis,
          lock.password(),
          lock.membersOnly(),
          lock.maxMembers(),
          listed,
          history,
          titleRank,
          filter);
    }
  }

  /// Open, unlisted, and without a title.
  public static final TopicSettings DEFAULT =
      new TopicSettings(
          "",
          About.NONE,
          Optional.empty(),
          OptionalLong.empty(),
          Lock.OPEN,
          Optional.empty(),
          false,
          OptionalInt.empty(),
          Optional.empty(),
          TopicFilter.NONE);

  /// These settings with a digest of the password that takes long to guess from, for what is
  /// stored. More `rounds` take longer.
  public TopicSettings withSlowDigest(byte[] salt, int rounds) {
    return new TopicSettings(
        title,
        about,
        quiet,
        slowMillis,
        lock,
        password.map(digest -> PasswordDigest.slow(digest, salt, rounds)),
        listed,
        history,
        titleRank,
        filter);
  }

  /// These settings, changed.
  TopicSettings with(Patch patch) {
    Optional<String> digest =
        patch.password().isPresent()
            ? patch.password().filter(word -> !word.isEmpty()).map(PasswordDigest::quick)
            : password;
    OptionalInt most = patch.maxMembers().isPresent() ? patch.maxMembers() : lock.maxMembers();
    return new TopicSettings(
        patch.title().map(Title::value).orElse(title),
        about.with(patch.about()),
        patch.quiet().or(() -> quiet).filter(rank -> rank != Rank.GUEST),
        unlessZero(patch.slowMillis().isPresent() ? patch.slowMillis() : slowMillis),
        new Lock(
            digest.isPresent(), patch.membersOnly().orElse(lock.membersOnly()), unlessZero(most)),
        digest,
        patch.listed().orElse(listed),
        patch.history().isPresent() ? patch.history() : history,
        patch.titleRank().or(() -> titleRank).filter(rank -> rank != Rank.GUEST),
        filter.with(patch.filter()));
  }

  private static OptionalInt unlessZero(OptionalInt number) {
    return number.orElse(0) == 0 ? OptionalInt.empty() : number;
  }

  private static OptionalLong unlessZero(OptionalLong number) {
    return number.orElse(0) == 0 ? OptionalLong.empty() : number;
  }
}
