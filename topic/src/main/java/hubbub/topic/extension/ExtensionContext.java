package hubbub.topic.extension;

import hubbub.topic.Change;
import hubbub.topic.Member;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Refusal;
import hubbub.topic.Snapshot;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What an extension may read and do during a call; invalid after it. Everything takes effect when
/// the call returns: first all slot edits, at once, then broadcasts and replies, in order. If the
/// call throws or refuses, nothing takes effect.
public interface ExtensionContext {
  /// The topic's time, in milliseconds since 1970 UTC.
  long now();

  /// The topic as it was before this call.
  Snapshot topic();

  /// The membership this call is about: the command's sender, the owner of the assign, or the one
  /// about to begin.
  Optional<MembershipId> membership();

  /// The member of [#membership], as of now.
  Optional<Member> member();

  /// Why the member may not speak now (mute, quiet mode, slow mode), if so. A command that
  /// broadcasts its sender's own words should be refused with this. Slow mode counts messages,
  /// nicks and titles.
  Optional<Refusal> silence();

  /// Identifies this command in a later [#reply]; empty unless it is a member's numbered command.
  Optional<Change.Cause> cause();

  /// Broadcasts an event. Its word must not contain a comma, quote, backslash or control character,
  /// or start with `phx_`. The payload must not have the keys `seq`, `at`, `status` and `response`,
  /// which are the server's; so never pass on a client's payload, but take from it what you expect.
  ///
  /// @throws IllegalArgumentException at once, if `event` or `payload` is not of that form
  void broadcast(String event, Payload payload);

  /// Broadcasts to all but one membership, under the same conditions.
  void broadcastExcept(MembershipId except, String event, Payload payload);

  /// Replies to a command whose outcome was [Outcome.Later].
  void reply(Change.Cause cause, Outcome outcome);

  /// The topic's slots.
  SlotView slots();

  /// A membership's slots, kept through takeover and linger. A membership about to begin already
  /// has those kept for it.
  SlotView assigns(MembershipId membership);

  /// Typed slots by name. Expired values are never returned.
  interface SlotView {
    <T> Optional<T> get(Slot<T> slot);

    /// Puts a value with the slot's own TTL.
    default <T> void put(Slot<T> slot, T value) {
      put(slot.with(value));
    }

    /// Puts a value with a TTL of its own.
    ///
    /// @throws NullPointerException if the value is null
    <T> void put(Slot.Filled<T> filled);

    /// Restarts the value's TTL from now, even if it has expired but was not yet handled.
    ///
    /// @return whether there was a value
    boolean touch(Slot<?> slot);

    /// Changes the value, and restarts its TTL.
    ///
    /// @return whether there was a value
    <T> boolean updateAndTouch(Slot<T> slot, UnaryOperator<T> change);

    /// Changes the value, and keeps its deadline.
    ///
    /// @return whether there was a value
    <T> boolean update(Slot<T> slot, UnaryOperator<T> change);

    /// Removes the value.
    ///
    /// @return whether there was a value
    boolean remove(Slot<?> slot);
  }
}
