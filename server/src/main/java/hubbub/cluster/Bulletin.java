package hubbub.cluster;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/// What nodes tell and ask each other beside topics, by subject: a text that both know. Any thread.
public interface Bulletin {
  /// A node that is alone: nobody hears what it tells, and nobody answers.
  Bulletin ALONE = new LoneBulletin();

  /// Tells all other members. Each hears it once, soon, unless it is told that it
  /// [missed][#whenMissed] some; one that becomes a member later does not.
  void tell(String subject, byte[] content);

  /// Has `ear` hear what others tell. It is called on some event loop, and must not block.
  void hear(String subject, Consumer<byte[]> ear);

  /// Runs `again` whenever news may have been missed, because too much waited for a member. It is
  /// run on some event loop, and must not block.
  void whenMissed(Runnable again);

  /// Asks all members, this one included, unless it is alone. Completes with what was answered
  /// within two seconds.
  CompletionStage<Answers> ask(String subject, byte[] question);

  /// Answers what members ask, by `answer`, which is called on some event loop, and must not block.
  /// An answer without bytes counts as none, as does one of nearly [Peers#MOST_MESSAGE_BYTES].
  void answer(String subject, Function<byte[], CompletionStage<byte[]>> answer);

  /// What was answered, and whether each member did.
  record Answers(List<byte[]> all, boolean areComplete) {
    public Answers {
      all = List.copyOf(all);
    }
  }
}
