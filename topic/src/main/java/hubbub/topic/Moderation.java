package hubbub.topic;

import java.util.List;
import java.util.Optional;

/// What a moderator is told on joining, on becoming one, and while somebody guesses the password:
/// who is muted, who is banned from joining, which messages wait for a moderator, and the guesses.
public record Moderation(
    Newest<Sanction> mutes,
    Newest<Sanction> bans,
    Newest<HeldMessage> held,
    Optional<Guesses> guesses) {

  /// How many wrong passwords were tried, and when the first and the last of them.
  public record Guesses(int count, long since, long last) {}

  /// The total count, and the newest entries, newest first.
  public record Newest<T>(int count, List<T> entries) {
    public Newest {
      entries = List.copyOf(entries);
    }
  }
}
