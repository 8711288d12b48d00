package hubbub.gateway;

import hubbub.fanout.Log;
import hubbub.fanout.TopicLogs;
import hubbub.session.EmptyTopic;
import hubbub.session.NoTopics;
import hubbub.topic.Command;
import hubbub.topic.KindSettings;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Standing;
import hubbub.topic.TopicName;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Subscriber;
import hubbub.topic.port.Topics;
import java.util.Optional;

/// A topic with one member, that answers when the test says so.
final class PendingTopics extends NoTopics {
  private Optional<Subscriber> member = Optional.empty();
  private long commands;

  @Override
  public Topics.Attachment join(
      TopicName topic, MembershipId membership, Command.Join join, Subscriber subscriber) {
    member = Optional.of(subscriber);
    return new Topics.Attachment() {
      @Override
      public void send(long number, Command command) {
        commands = number;
      }

      @Override
      public void resync() {}

      @Override
      public void prove() {}

      @Override
      public void leave(Command.How how) {}

      @Override
      public void detach() {}
    };
  }

  /// Lets the member in.
  void letIn() {
    EmptyTopic empty = EmptyTopic.named("room:a", 0);
    Log log = new TopicLogs().open(empty.snapshot().topic(), KindSettings.DEFAULT);
    log.publish(empty.snapshot());
    Subscriber.Entered entered = empty.entered(new Standing(Rank.GUEST, 0));
    member
        .orElseThrow()
        .joined(
            new Subscriber.Entered(
                new Feed.Start(log, entered.snapshot(), entered.history(), entered.reigns()),
                entered.me(),
                entered.standing(),
                entered.moderation()),
            0);
  }

  /// Answers the last command.
  void answer() {
    member.orElseThrow().answered(commands, Outcome.OK, 0);
  }

  /// How many commands have come.
  long commands() {
    return commands;
  }
}
