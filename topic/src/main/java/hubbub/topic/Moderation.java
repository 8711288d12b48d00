package hubbub.topic;

import java.util.List;

/// What a moderator is told on joining or on becoming one: who is muted, and who is banned from
/// joining.
public record Moderation(Newest mutes, Newest bans) {

  /// The total count, and the newest entries, newest first.
  public record Newest(int count, List<Sanction> entries) {
    public Newest {
      entries = List.copyOf(entries);
    }
  }
}
