package hubbub.topic;

import java.util.List;

/// A member as others see it. `onlineAt` is when its oldest membership began; `badges` are short
/// words from its token.
public record Member(MemberId id, String nick, Rank rank, long onlineAt, List<String> badges) {
  /// A member without badges.
  public Member(MemberId id, String nick, Rank rank, long onlineAt) {
    this(id, nick, rank, onlineAt, List.of());
  }

  public Member {
    badges = List.copyOf(badges);
  }
}
