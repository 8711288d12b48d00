package hubbub.session;

import hubbub.topic.Epoch;
import hubbub.topic.KindSettings;
import hubbub.topic.Member;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Rank;
import hubbub.topic.Snapshot;
import hubbub.topic.Standing;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Subscriber.Entered;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A topic in which nothing has happened; its log is empty. Its presence list is `presenceBytes`
/// long.
public record EmptyTopic(Snapshot snapshot, int presenceBytes) implements Feed {
  /// One of that name, born at that time.
  public static EmptyTopic named(String name, long bornAt) {
    TopicState state =
        TopicState.born(
            new TopicName(name),
            new Epoch("first"),
            KindSettings.DEFAULT,
            (topic, seq, at, event) -> new byte[0],
            bornAt);
    return new EmptyTopic(state.snapshot(), 0);
  }

  /// What ann gets on joining as the first member.
  public Entered entered(Standing standing) {
    Member ann = new Member(new MemberId("ann"), "ann", Rank.GUEST, snapshot.bornAt());
    return new Entered(
        new Feed.Start(this, snapshot, List.of(), List.of()), ann, standing, Optional.empty());
  }

  @Override
  public long head() {
    return 0;
  }

  @Override
  public Optional<List<Frame>> since(long seq, long end) {
    return Optional.empty();
  }

  @Override
  public OptionalLong placeAfter(long seq, long end) {
    return OptionalLong.empty();
  }

  @Override
  public PresenceState presence(MembershipId own) {
    return new PresenceState(new byte[presenceBytes], Optional.empty());
  }

  @Override
  public void watch(Runnable woken) {}

  @Override
  public void unwatch(Runnable woken) {}
}
