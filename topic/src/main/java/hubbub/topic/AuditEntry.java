package hubbub.topic;

import java.util.Optional;
import java.util.OptionalLong;

/// One line of a topic's audit log: who did what, to whom, and why.
///
/// @param at milliseconds since 1970 UTC
/// @param act the command's word on the wire, such as `kick`
/// @param by who did it
/// @param about whom it was about, if anybody
/// @param value what was set: a title, a rank, a mode
/// @param untilAt when the effect ends by itself, milliseconds since 1970 UTC
/// @param text the explanation given
public record AuditEntry(
    long at,
    String act,
    Party by,
    Optional<Party> about,
    Optional<String> value,
    OptionalLong untilAt,
    Optional<String> text) {

  /// Whether it is by or about that member.
  boolean names(MemberId id) {
    return by.isMember(id) || about.filter(it -> it.isMember(id)).isPresent();
  }

  /// The same with `pseudonym` in place of that member.
  public AuditEntry without(MemberId id, String pseudonym) {
    return new AuditEntry(
        at,
        act,
        by.without(id, pseudonym),
        about.map(it -> it.without(id, pseudonym)),
        value,
        untilAt,
        text);
  }

  /// Somebody in the audit log: an id (of a member, of the server, or `address` for a block of
  /// addresses), the nick at that time, and the address at that time. Addresses are forgotten after
  /// a while, and members never see them.
  public record Party(String id, Optional<String> nick, Optional<AddressPrefix> from) {
    private boolean isMember(MemberId member) {
      return id.equals(member.value());
    }

    private Party without(MemberId member, String pseudonym) {
      return isMember(member) ? new Party(pseudonym, Optional.empty(), Optional.empty()) : this;
    }
  }
}
