package example;

import hubbub.app.Hubbub;
import hubbub.app.Settings;
import hubbub.app.Subscription;
import hubbub.text.Text;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.util.Map;
import java.util.Optional;

/// Starts a server in this process, and joins a topic as a bot.
public final class Embedded {
  private Embedded() {}

  public static void main(String[] args) throws Exception {
    try (Hubbub hubbub = Hubbub.start(Settings.of(Map.of("hubbub.port", "0")))) {
      TopicName lobby = new TopicName("room:lobby");
      Command.Join bot =
          new Command.Join(new MemberId("bot-1"), Text.nick("Bot").orElseThrow(), Rank.GUEST, Optional.empty());
      Subscription member = hubbub.subscribe(lobby, bot, told -> log(told.event() + ": " + told.payload()));
      Command title = new Command.SetTitle(Text.title("Hello").orElseThrow());
      Outcome outcome = member.send(title).toCompletableFuture().join(); // after the join; the first in a topic moderates it
      if (outcome instanceof Outcome.Refused refused) log("refused: " + refused.refusal().reason());
      hubbub.topics().snapshot(lobby).ifPresent(topic -> log("The title is " + topic.title()));
    }
  }

  private static void log(String line) {
    System.out.println(line);
  }
}
