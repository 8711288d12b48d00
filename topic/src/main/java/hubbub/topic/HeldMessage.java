package hubbub.topic;

import java.util.List;
import java.util.Optional;

/// A message that only moderators see, until one of them approves it.
///
/// @param id the one that it keeps when it is approved
/// @param from its author, as of the time of writing; with the account's id, if it has signed in
///   since
/// @param terms its keyword candidates
/// @param rule the word of the rule that wants it held
/// @param at when it was sent, milliseconds since 1970 UTC
/// @param expiresAt when it is dropped if nobody decides
public record HeldMessage(
    String id,
    Event.Author from,
    String body,
    Optional<String> nonce,
    Optional<String> meta,
    List<String> terms,
    String rule,
    long at,
    long expiresAt)
    implements Outcome.Listed.Entry {
  public HeldMessage {
    terms = List.copyOf(terms);
  }

  /// The same, of somebody who goes by another id now.
  HeldMessage from(MemberId id) {
    Event.Author now = new Event.Author(id, from.nick(), from.rank(), from.badges());
    return new HeldMessage(this.id, now, body, nonce, meta, terms, rule, at, expiresAt);
  }

  /// The reply to its author.
  Outcome.Held reply() {
    return new Outcome.Held(id, rule, at, expiresAt);
  }

  /// What members are told once it is approved.
  Event.Message approved() {
    return new Event.Message(id, from, body, nonce, meta, false);
  }
}
