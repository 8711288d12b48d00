package hubbub.topic;

import java.util.List;

/// What somebody who moderates finds when it comes, or becomes one: who may not speak, and who may
/// not come back.
public record Moderation(Newest mutes, Newest bans) {

  /// How many there are, and the newest of them, newest first.
  public record Newest(int count, List<Sanction> entries) {
    public Newest {
      entries = List.copyOf(entries);
    }
  }
}
