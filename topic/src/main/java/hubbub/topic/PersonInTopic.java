package hubbub.topic;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All that a live topic has of one person at one moment.
///
/// @param member nick, rank and badges, if the topic knows the person
/// @param addresses where its memberships come from, or the one that ended last
/// @param sanctions a mute, and a ban for a while
/// @param messages those of the person that the topic still has, oldest first; every event is an
///   [Event.Message], of which deleted ones have no text
/// @param held those of its messages that wait for a moderator
/// @param affiliations lasting ranks and bans of a topic that is not registered, of the person or
///   by it
/// @param audit the lines by or about the person of a topic that is not registered
public record PersonInTopic(
    TopicName topic,
    Optional<Member> member,
    boolean isPresent,
    List<AddressPrefix> addresses,
    List<Sanction> sanctions,
    List<Change> messages,
    List<HeldMessage> held,
    List<Affiliation> affiliations,
    List<AuditEntry> audit) {
  public PersonInTopic {
    addresses = List.copyOf(addresses);
    sanctions = List.copyOf(sanctions);
    messages = List.copyOf(messages);
    held = List.copyOf(held);
    affiliations = List.copyOf(affiliations);
    audit = List.copyOf(audit);
  }

  /// What `state` has of `id` at `now`; empty if nothing. On the thread that owns `state`.
  public static Optional<PersonInTopic> of(TopicState state, MemberId id, long now) {
    Optional<Person> person = Optional.ofNullable(state.people().get(id));
    PersonInTopic its =
        new PersonInTopic(
            state.name(),
            person.map(it -> it.memberAt(now)),
            person.filter(Person::isPresent).isPresent(),
            person.stream().flatMap(it -> it.addresses().stream()).toList(),
            person.stream().flatMap(it -> sanctions(it, now)).toList(),
            state.messages().by(id),
            state.held().by(id),
            state.affiliations().image().stream().filter(it -> isOf(it, id)).toList(),
            state.audit().image().entries().stream().filter(it -> it.names(id)).toList());
    return its.isEmpty() ? Optional.empty() : Optional.of(its);
  }

  private static Stream<Sanction> sanctions(Person person, long now) {
    Stream<Sanction> mute =
        Stream.of(person.mute())
            .filter(it -> it.isActiveAt(now))
            .map(it -> it.sanction(person.id(), person.nick(), Reason.MUTED));
    Stream<Sanction> ban =
        Stream.of(person.ban())
            .filter(it -> it.isActiveAt(now))
            .map(it -> it.sanction(person.id(), person.nick(), Reason.KICKED));
    return Stream.concat(mute, ban);
  }

  private static boolean isOf(Affiliation affiliation, MemberId id) {
    return affiliation.by().equals(id.value())
        || affiliation.subject().equals(new Subject.Member(id));
  }

  private boolean isEmpty() {
    return member.isEmpty()
        && messages.isEmpty()
        && held.isEmpty()
        && affiliations.isEmpty()
        && audit.isEmpty();
  }
}
