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
public record TopicSettings(
    String title,
    About about,
    Optional<Rank> quiet,
    OptionalLong slowMillis,
    Lock lock,
    Optional<String> password,
    boolean listed,
    OptionalInt history,
    Optional<Rank> titleRank) {

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
          Optional.empty());
}
