package hubbub.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.fanout.Cursor;
import hubbub.fanout.Outlet;
import hubbub.identity.Identity;
import hubbub.identity.TestIdentities;
import hubbub.session.guard.Guard;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.KindSettings;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Standing;
import hubbub.topic.TopicName;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Subscriber;
import hubbub.topic.port.Topics;
import hubbub.wire.BadFrame;
import hubbub.wire.V2Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Which frames a session delays. The topics answer when the test says so.
class SessionTest {
  private static final String TOPIC = "room:a";
  private static final int KIB = 1024;
  private static final int MOST_UNDER_WAY = 32;

  private Function<String, List<String>> terms = _ -> List.of();
  private final List<Reason> refused = new ArrayList<>();
  private final Writings outlet = new Writings();
  private final SlowTopics topics = new SlowTopics();

  /// How long the client may be silent, since it was last challenged.
  private long silence;

  private final Session session =
      new Session(
          new SessionContext(
              topics,
              Map.of(
                  "room", new SessionContext.Kind(KindSettings.DEFAULT, body -> terms.apply(body))),
              TestIdentities.guestsOnly(),
              new Guard(List.of()),
              new Uncounted() {
                @Override
                public void refused(Reason reason) {
                  refused.add(reason);
                }
              }),
          new Client(
              new Identity.Guest(new MemberId("g1"), Optional.empty(), false),
              Optional.empty(),
              new V2Json()),
          outlet,
          millis -> silence = millis);

  /// Receives a frame that takes `bytes` bytes while it waits: its text, and its topic's name.
  private void receive(String event, int bytes) {
    receive(event, "{}", bytes);
  }

  private void send() {
    receive("send", "{\"body\":\"hello\"}", 60);
  }

  private void receive(String event, String payload, int bytes) {
    String frame = "[\"1\",\"1\",\"" + TOPIC + "\",\"" + event + "\"," + payload + "]";
    String padding = " ".repeat(Math.max(0, bytes - TOPIC.length() - frame.length()));
    try {
      session.received((frame + padding).getBytes(StandardCharsets.UTF_8));
    } catch (BadFrame e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void above_64_kib_of_waiting_frames_the_client_is_not_read_from() {
    receive("phx_join", 60);
    for (int i = 0; i < 64; i++) {
      receive("send", KIB);
    }
    assertFalse(outlet.isPaused);
    assertEquals(64 * KIB, session.waitingBytes());
    receive("send", KIB);
    assertTrue(outlet.isPaused);
    topics.answer().refused(Refusal.of(Reason.OVERLOADED));
    assertFalse(outlet.isPaused);
    assertEquals(0, session.waitingBytes());
    assertEquals(1 + 65, outlet.frames.size());
  }

  @Test
  void a_message_of_which_the_keyword_policy_throws_is_refused_and_the_next_one_is_sent() {
    terms =
        _ -> {
          throw new IllegalStateException("a bug in a plugin");
        };
    receive("phx_join", 60);
    topics.answer().joined(EmptyTopic.named(TOPIC, 0).entered(new Standing(Rank.GUEST, 0)), 0);
    outlet.frames.clear();
    send();
    assertTrue(outlet.texts().getFirst().contains("\"reason\":\"internal\""));
    assertEquals(List.of(Reason.INTERNAL), refused);
    terms = _ -> List.of("hello");
    send();
    assertEquals(1, topics.commands.size());
  }

  @Test
  void a_connection_that_moves_to_another_loop_joins_once_it_is_there() {
    outlet.isFar = true;
    receive("phx_join", 60);
    assertFalse(topics.isJoined());
    outlet.arrive();
    assertTrue(topics.isJoined());
  }

  @Test
  void a_connection_that_ended_on_its_way_to_another_loop_joins_nothing() {
    outlet.isFar = true;
    receive("phx_join", 60);
    session.closed();
    outlet.arrive();
    assertFalse(topics.isJoined());
  }

  @Test
  void frames_that_wait_for_room_when_their_topic_ends_are_unmatched_and_take_none() {
    receive("phx_join", 60);
    Subscriber member = topics.answer();
    member.joined(EmptyTopic.named(TOPIC, 0).entered(new Standing(Rank.GUEST, 0)), 0);
    outlet.frames.clear();
    for (int i = 0; i < MOST_UNDER_WAY + MOST_UNDER_WAY; i++) {
      send();
    }
    assertEquals(List.of(), outlet.texts());
    member.ended(new Ending.Crashed(), 0);
    assertEquals(
        Collections.nCopies(MOST_UNDER_WAY, true),
        outlet.texts().stream().skip(1).map(text -> text.contains("unmatched topic")).toList());
    receive("phx_join", 60);
    assertTrue(topics.isJoined());
  }

  @Test
  void a_challenged_connection_proves_itself_with_the_next_sign_of_life() {
    receive("phx_join", 60);
    Subscriber member = topics.answer();
    member.joined(EmptyTopic.named(TOPIC, 0).entered(new Standing(Rank.GUEST, 0)), 0);
    session.alive();
    assertEquals(0, topics.proofs);
    member.challenged();
    assertEquals(Subscriber.SILENCE_MILLIS, silence);
    assertEquals(0, topics.proofs);
    session.alive();
    session.alive();
    assertEquals(1, topics.proofs);
  }

  private static Subscriber.Entered crowded() {
    EmptyTopic topic = new EmptyTopic(EmptyTopic.named(TOPIC, 0).snapshot(), 5 * KIB * KIB);
    return topic.entered(new Standing(Rank.GUEST, 0));
  }

  @Test
  void a_connection_whose_joins_drew_too_much_is_refused_before_its_topic_is_asked() {
    receive("phx_join", 60);
    topics.answer().joined(crowded(), 0);
    receive("phx_join", 60);
    assertFalse(topics.isJoined());
    assertEquals(List.of(Reason.OVERLOADED), refused);
  }

  @Test
  void a_member_that_lags_is_sent_what_it_missed_whatever_its_connection_drew() {
    receive("phx_join", 60);
    Subscriber member = topics.answer();
    member.joined(crowded(), 0);
    outlet.frames.clear();
    outlet.lags();
    member.resynced(crowded(), 0);
    assertTrue(outlet.texts().getFirst().contains("presence_state"));
  }

  @Test
  void what_a_lagging_member_is_sent_counts_like_a_join() {
    receive("phx_join", 60);
    Subscriber member = topics.answer();
    member.joined(EmptyTopic.named(TOPIC, 0).entered(new Standing(Rank.GUEST, 0)), 0);
    outlet.lags();
    member.resynced(crowded(), 0);
    receive("phx_join", 60);
    assertEquals(List.of(Reason.OVERLOADED), refused);
  }

  /// Records what was written, and whether reading is paused. If `isFar`, it moves to another loop
  /// only when the test says so.
  private static final class Writings implements Outlet {
    private final List<byte[]> frames = new ArrayList<>();
    private final List<Runnable> arrivals = new ArrayList<>();
    private boolean isPaused;
    private boolean isFar;
    private Cursor.Lagged whenLagging = _ -> {};

    List<String> texts() {
      return frames.stream().map(frame -> new String(frame, StandardCharsets.UTF_8)).toList();
    }

    void arrive() {
      arrivals.forEach(Runnable::run);
    }

    @Override
    public void write(byte[] frame) {
      frames.add(frame);
    }

    @Override
    public Cursor open(MembershipId membership, Cursor.Lagged lagged) {
      whenLagging = lagged;
      return new AtOnce();
    }

    void lags() {
      whenLagging.lagged(0);
    }

    @Override
    public void move(Executor home, Runnable then) {
      if (isFar) {
        arrivals.add(then);
      } else {
        then.run();
      }
    }

    @Override
    public void post(Runnable task) {
      task.run();
    }

    @Override
    public void pauseReading(boolean paused) {
      isPaused = paused;
    }
  }

  /// A cursor whose socket has written everything.
  private static final class AtOnce implements Cursor {
    @Override
    public void at(long after, Runnable step) {
      step.run();
    }

    @Override
    public void follow(Feed feed, long from, long seqBefore) {}

    @Override
    public void stop() {}
  }

  /// Topics that leave every join unanswered until the test answers it.
  private static final class SlowTopics extends NoTopics {
    private final List<Command> commands = new ArrayList<>();
    private Optional<Subscriber> joining = Optional.empty();
    private int proofs;

    boolean isJoined() {
      return joining.isPresent();
    }

    /// Answers the last join, and forgets it.
    Subscriber answer() {
      Subscriber answered = joining.orElseThrow();
      joining = Optional.empty();
      return answered;
    }

    @Override
    public Attachment join(
        TopicName topic, MembershipId membership, Command.Join join, Subscriber subscriber) {
      joining = Optional.of(subscriber);
      return new Deaf() {
        @Override
        public void send(long number, Command command) {
          commands.add(command);
        }

        @Override
        public void prove() {
          proofs++;
        }
      };
    }
  }

  private static class Deaf implements Topics.Attachment {
    @Override
    public void send(long number, Command command) {}

    @Override
    public void resync() {}

    @Override
    public void prove() {}

    @Override
    public void leave(Command.How how) {}
  }
}
