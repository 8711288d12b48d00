package hubbub.topic;

/// A registered topic, as the store has it.
///
/// @param version counts all lasting changes of the topic and of what it remembers about people:
///   each has the next number
/// @param registeredAt when it was registered, milliseconds since 1970 UTC
/// @param by the id of whoever registered it
public record Registration(TopicSettings settings, long version, long registeredAt, String by) {
  /// The same with other settings, after another change.
  Registration with(TopicSettings now, long next) {
    return new Registration(now, next, registeredAt, by);
  }

  /// The same with `pseudonym` in place of a member who registered it.
  Registration without(MemberId member, String pseudonym) {
    return by.equals(member.value())
        ? new Registration(settings, version, registeredAt, pseudonym)
        : this;
  }
}
