package hubbub.topic;

import java.util.Optional;
import java.util.function.UnaryOperator;

/// What an extension may see and do while it is called, and not after. All that it does happens
/// when the call returns: first what it keeps, at once, then what it tells, in order. Nothing does
/// if it throws, or refuses what it was asked.
public interface ExtensionContext {
  /// The time, milliseconds since 1970 UTC.
  long now();

  /// The topic as it was before this call.
  Snapshot topic();

  /// The membership that this is about: whose command or assign it is, or that is about to begin.
  Optional<MembershipId> membership();

  /// Its member, as of now.
  Optional<Member> member();

  /// Why that member may not speak now (mute, quiet mode, slow mode), if so: what a command that
  /// tells everybody words of its sender's own should be refused for. Slow mode counts messages,
  /// nicks and titles.
  Optional<Refusal> silence();

  /// What a later answer to this command is given by; empty unless it is a member's numbered one.
  Optional<Change.Cause> cause();

  /// Tells all members. The event's word is without comma, quote, backslash and `phx_` in front;
  /// the payload is a JSON object, compact, without `seq`, `at`, `status` and `response` of its
  /// own. So never pass on what came of a client: take out of it what you expect.
  ///
  /// @throws IllegalArgumentException if they are not, at once
  void broadcast(String event, String payload);

  /// Tells all members but one membership, under the same conditions.
  void broadcastExcept(MembershipId except, String event, String payload);

  /// Answers a command whose outcome was [Outcome.Later].
  void reply(Change.Cause cause, Outcome outcome);

  /// What the topic keeps.
  Keep slots();

  /// What a membership keeps through take-over and linger. One that is about to begin has what is
  /// kept for it already.
  Keep assigns(MembershipId membership);

  /// Slots, typed and named. A value that has expired is never seen.
  interface Keep {
    <T> Optional<T> get(Slot<T> slot);

    /// Puts a value, to live for the slot's own time.
    default <T> void put(Slot<T> slot, T value) {
      put(slot.with(value));
    }

    /// Puts a value, to live for a time of its own.
    ///
    /// @throws NullPointerException if there is none
    <T> void put(Slot.Filled<T> filled);

    /// Has the value live from now on for as long again, even one that has ended but was not yet
    /// seen to.
    ///
    /// @return whether there was one
    boolean touch(Slot<?> slot);

    /// Changes the value, and prolongs it.
    ///
    /// @return whether there was one
    <T> boolean updateAndTouch(Slot<T> slot, UnaryOperator<T> change);

    /// Changes the value, and leaves its deadline as it is.
    ///
    /// @return whether there was one
    <T> boolean update(Slot<T> slot, UnaryOperator<T> change);

    /// Removes the value.
    ///
    /// @return whether there was one
    boolean remove(Slot<?> slot);
  }
}
