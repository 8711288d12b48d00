package hubbub.protocol;

import hubbub.topic.Standing;
import hubbub.topic.port.Subscriber.Entered;
import hubbub.wire.JsonWriter;
import java.util.List;
import java.util.Optional;

/// The response to a member's join: what every reader gets ([StartWriter]), and the member itself.
public final class JoinReplyWriter {
  private final Entered entered;
  private final Own own;

  /// What a member learns about itself alone: `key` is what a guest needs to be the same one again,
  /// `account` what its site calls a user.
  public record Own(Optional<String> key, Optional<String> account, List<String> badges) {
    public Own {
      badges = List.copyOf(badges);
    }
  }

  /// Replies to a member that entered.
  public JoinReplyWriter(Entered entered, Own own) {
    this.entered = entered;
    this.own = own;
  }

  /// The response to `request`, as of place `after` in the log and time `now`.
  public byte[] response(JoinRequest request, long after, long now) {
    return at(now).response(request, after, now);
  }

  /// The payload of `lagged` at time `now`: the skipped range of seqs, and everything that a join
  /// reply has.
  public byte[] lagged(long fromSeq, long toSeq, long now) {
    return at(now).lagged(fromSeq, toSeq, now);
  }

  private StartWriter at(long now) {
    return new StartWriter(entered.start(), json -> me(json, now));
  }

  private void me(JsonWriter json, long now) {
    Standing standing = entered.standing();
    json.name("me").beginObject();
    PeopleWriter.person(json, entered.me().id(), entered.me().nick(), standing.rank());
    if (standing.mutedUntilAt() > now) {
      PeopleWriter.mutedUntil(json, standing.mutedUntilAt());
    }
    own.account().ifPresent(name -> json.field("account", name));
    PeopleWriter.badges(json, own.badges());
    own.key().ifPresent(text -> json.field("key", text));
    json.endObject();
  }
}
