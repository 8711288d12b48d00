package hubbub.topic;

/// What a listing shows of a topic. `isPublic`: everybody may see that it exists, because its kind
/// is listed and it is not locked.
public record TopicSummary(TopicName topic, String title, int members, boolean isPublic) {
  /// What is shown of a snapshot.
  public static TopicSummary of(Snapshot now) {
    Lock lock = now.lock();
    boolean isPublic = now.listed() && !lock.password() && !lock.membersOnly();
    return new TopicSummary(now.topic(), now.title(), now.members(), isPublic);
  }
}
