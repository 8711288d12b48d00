package hubbub.cluster;

import hubbub.cluster.peer.NodeId;
import hubbub.cluster.peer.Peers;
import hubbub.codec.CborReader;
import hubbub.codec.CborWriter;
import hubbub.codec.Form;
import hubbub.codec.SlotTypes;
import hubbub.codec.Unreadable;
import hubbub.codec.Words;
import hubbub.logging.ThrottledLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/// The bulletin of a node of a cluster. Its messages go by the lanes, as if about one shard more
/// than there are.
final class NodesBulletin implements Bulletin {
  /// The shard that messages to whole nodes go by.
  static final int SHARD = Shards.COUNT;

  private static final long LONGEST_SECONDS = 2;
  private static final int MOST_QUESTIONS = 1_000;
  private static final int MOST_ANSWER_BYTES = Peers.MOST_MESSAGE_BYTES - 1024;
  private static final CompletionStage<byte[]> NONE = CompletableFuture.completedStage(new byte[0]);
  private static final ThrottledLog BUGS = new ThrottledLog(NodesBulletin.class);

  private enum Kind {
    NEWS,
    QUESTION,
    ANSWER
  }

  private static final Form<Kind> KIND = Words.byName("kind", Kind.class);

  private final Peers peers;
  private final Members members;
  private final ScheduledExecutorService loop;
  private final Map<String, Consumer<byte[]>> ears = new ConcurrentHashMap<>();
  private final Map<String, Function<byte[], CompletionStage<byte[]>>> answers =
      new ConcurrentHashMap<>();
  private final List<Runnable> whenMissed = new CopyOnWriteArrayList<>();
  private final Map<Long, Question> questions = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  /// `loop` is the one of [#SHARD].
  NodesBulletin(Peers peers, Members members, ScheduledExecutorService loop) {
    this.peers = peers;
    this.members = members;
    this.loop = loop;
  }

  /// A question under way. Confined to the loop.
  private static final class Question {
    private final Set<NodeId> asked = new HashSet<>();
    private final List<byte[]> answers = new ArrayList<>();
    private final CompletableFuture<Answers> all = new CompletableFuture<>();
    private boolean isUnanswered;

    void answered(NodeId node, byte[] answer) {
      if (asked.remove(node)) {
        if (answer.length > 0) {
          answers.add(answer);
        } else {
          isUnanswered = true;
        }
        completeIfAnswered();
      }
    }

    void completeIfAnswered() {
      if (asked.isEmpty()) {
        complete();
      }
    }

    void complete() {
      all.complete(new Answers(answers, asked.isEmpty() && !isUnanswered));
    }
  }

  private record Message(Kind kind, long number, String subject, byte[] content) {
    byte[] bytes() {
      return new CborWriter(SlotTypes.NONE)
          .version()
          .value(kind, KIND)
          .number(number)
          .text(subject)
          .bytes(content)
          .toBytes();
    }

    static Message of(byte[] bytes) throws Unreadable {
      CborReader in = new CborReader(bytes, SlotTypes.NONE);
      int _ = in.version();
      return new Message(in.value(KIND), in.number(), in.text(), in.bytes());
    }
  }

  private void send(NodeId to, Message message) {
    long _ = peers.send(to, SHARD, message.bytes());
  }

  @Override
  public void tell(String subject, byte[] content) {
    loop.execute(() ->
        members.others().forEach(to -> send(to, new Message(Kind.NEWS, 0, subject, content))));
  }

  @Override
  public void hear(String subject, Consumer<byte[]> ear) {
    ears.put(subject, ear);
  }

  @Override
  public void whenMissed(Runnable again) {
    whenMissed.add(again);
  }

  /// Messages to or from a node were dropped: it will not answer, and there may have been news. On
  /// the loop.
  void lost(NodeId node) {
    List.copyOf(questions.values()).forEach(it -> it.answered(node, new byte[0]));
    whenMissed.forEach(Runnable::run);
  }

  @Override
  public CompletionStage<Answers> ask(String subject, byte[] content) {
    Question question = new Question();
    if (questions.size() >= MOST_QUESTIONS) {
      return CompletableFuture.completedStage(new Answers(List.of(), false));
    }
    long number = numbers.incrementAndGet();
    questions.put(number, question);
    var _ = question.all.whenComplete((_, _) -> questions.remove(number));
    loop.execute(() -> {
      NodeId self = members.self();
      question.asked.addAll(members.others());
      question.asked.add(self);
      members
          .others()
          .forEach(to -> send(to, new Message(Kind.QUESTION, number, subject, content)));
      answerTo(subject, content, answer -> question.answered(self, answer));
    });
    var _ = loop.schedule(question::complete, LONGEST_SECONDS, TimeUnit.SECONDS);
    return question.all;
  }

  @Override
  public void answer(String subject, Function<byte[], CompletionStage<byte[]>> answer) {
    answers.put(subject, answer);
  }

  /// Passes this node's answer to `then`, on the loop. It has no bytes if there is none.
  private void answerTo(String subject, byte[] question, Consumer<byte[]> then) {
    CompletionStage<byte[]> answer;
    try {
      answer = answers.getOrDefault(subject, _ -> NONE).apply(question);
    } catch (RuntimeException bug) {
      answer = CompletableFuture.failedStage(bug);
    }
    var _ =
        answer.whenComplete((bytes, bug) -> {
          if (bug != null) {
            BUGS.error(subject + ": a bug keeps this node from answering others", bug);
          }
          boolean isAnswer = bytes != null && bytes.length <= MOST_ANSWER_BYTES;
          loop.execute(() -> then.accept(isAnswer ? bytes : new byte[0]));
        });
  }

  /// A message has come. On the loop.
  void heard(NodeId from, byte[] bytes) throws Unreadable {
    Message message = Message.of(bytes);
    switch (message.kind()) {
      case NEWS ->
          Optional.ofNullable(ears.get(message.subject()))
              .ifPresent(it -> it.accept(message.content()));
      case QUESTION ->
          answerTo(
              message.subject(),
              message.content(),
              answer ->
                  send(
                      from, new Message(Kind.ANSWER, message.number(), message.subject(), answer)));
      case ANSWER ->
          Optional.ofNullable(questions.get(message.number()))
              .ifPresent(it -> it.answered(from, message.content()));
    }
  }

  /// A node answers nothing any more. On the loop.
  void removed(NodeId node) {
    for (Question question : List.copyOf(questions.values())) {
      if (question.asked.remove(node)) {
        question.completeIfAnswered();
      }
    }
  }
}
