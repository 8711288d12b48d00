package hubbub.topic;

/// A member as others see it. `onlineAt` is when its oldest membership began.
public record Member(MemberId id, String nick, Rank rank, long onlineAt) {}
