package hubbub.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.fanout.Cursor;
import hubbub.fanout.Outlet;
import hubbub.identity.Guests;
import hubbub.identity.Identities;
import hubbub.identity.Identity;
import hubbub.identity.ReservedNicks;
import hubbub.identity.TestIdentities;
import hubbub.identity.Tokens;
import hubbub.session.guard.Guard;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.KindSettings;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Standing;
import hubbub.topic.TopicName;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Subscriber;
import hubbub.topic.port.TopicStore;
import hubbub.topic.port.Topics;
import hubbub.wire.BadFrame;
import hubbub.wire.V2Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
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

  private final Draining draining = new Draining();

  /// What the store answers when it is asked whose account a name is.
  private final CompletableFuture<Optional<MemberId>> found = new CompletableFuture<>();

  /// The nicks that accounts have.
  private final Set<String> reserved = new HashSet<>();

  /// How long the client may be silent, since it was last challenged.
  private long silence;

  private final Identities identities =
      TestIdentities.withAccounts()
          .withAccounts(_ -> found)
          .withReserved(new ReservedNicks(reserved::contains));

  private Session session = open(new Identity.Guest(new MemberId("g1"), Optional.empty(), false));

  private Session open(Identity identity) {
    return new Session(
        new SessionContext(
            topics,
            Map.of(
                "room", new SessionContext.Kind(KindSettings.DEFAULT, body -> terms.apply(body))),
            identities,
            Guard.withOnly(),
            new Uncounted() {
              @Override
              public void refused(Reason reason) {
                refused.add(reason);
              }
            },
            draining),
        new Client(identity, Optional.empty(), new V2Json()),
        outlet,
        millis -> silence = millis);
  }

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

  @Nested
  class A_guest_without_a_nick {
    private static final MemberId ID = new MemberId("g1");

    private void reserve(int digits) {
      reserved.add(Guests.nickOf(ID, digits).skeleton());
    }

    private void isAskedFor(int digits) {
      assertEquals(Guests.nickOf(ID, digits), topics.asked.getLast().nick());
    }

    @Test
    void is_given_a_longer_one_if_an_account_has_the_first() {
      reserve(3);
      receive("phx_join", 60);
      isAskedFor(6);
    }

    @Test
    void is_given_none_of_an_account_either_when_somebody_has_the_first() {
      reserve(6);
      receive("phx_join", 60);
      isAskedFor(3);
      topics.answer().refused(Refusal.of(Reason.NICK_TAKEN));
      isAskedFor(9);
    }

    @Test
    void is_refused_if_accounts_have_all() {
      List.of(3, 6, 9, 12).forEach(this::reserve);
      receive("phx_join", 60);
      assertEquals(List.of(Reason.NICK_RESERVED), refused);
    }
  }

  @Nested
  class A_token_of_a_lower_rank {
    private static final Command LOWER = new Command.ChangeAccountRank(Rank.GUEST);

    @Test
    void is_told_to_the_topic_again_and_again_until_it_takes_it() {
      session =
          open(((Tokens.Genuine) identities.tokens().verify(TestIdentities.token(true))).user());
      receive("phx_join", 60);
      Subscriber member = topics.answer();
      member.joined(EmptyTopic.named(TOPIC, 0).entered(new Standing(Rank.ADMIN, 0)), 0);
      receive("refresh", "{\"token\":\"" + TestIdentities.token(false) + "\"}", 60);
      assertEquals(Optional.empty(), session.check());
      assertEquals(List.of(LOWER), topics.commands);
      member.answered(1, Outcome.refused(Reason.UNAVAILABLE), 0);
      assertEquals(Optional.empty(), session.check());
      assertEquals(List.of(LOWER, LOWER), topics.commands);
      member.answered(2, Outcome.OK, 0);
      assertEquals(Optional.empty(), session.check());
      assertEquals(List.of(LOWER, LOWER), topics.commands);
    }
  }

  @Nested
  class A_command_about_an_account {
    @BeforeEach
    void join() {
      receive("phx_join", 60);
      topics.answer().joined(EmptyTopic.named(TOPIC, 0).entered(new Standing(Rank.GUEST, 0)), 0);
      outlet.frames.clear();
    }

    private void kick() {
      receive("kick", "{\"account\":\"Ann\"}", 60);
    }

    @Test
    void waits_for_the_store_and_what_comes_after_it_waits_too() {
      kick();
      send();
      receive("phx_leave", 60);
      assertEquals(List.of(), topics.commands);
      found.complete(Optional.of(new MemberId("a1")));
      assertEquals(2, topics.commands.size());
      assertEquals(new MemberId("a1"), ((Command.Kick) topics.commands.getFirst()).member());
      assertEquals(List.of("LEFT"), topics.ends);
    }

    @Test
    void is_refused_if_there_is_no_such_account_or_the_store_does_not_answer() {
      kick();
      found.complete(Optional.empty());
      assertEquals(List.of(Reason.UNKNOWN_ACCOUNT), refused);
      found.obtrudeException(new TopicStore.Unavailable("down"));
      kick();
      assertEquals(List.of(Reason.UNKNOWN_ACCOUNT, Reason.UNAVAILABLE), refused);
      send();
      assertEquals(1, topics.commands.size());
    }

    @Test
    void is_forgotten_if_the_connection_or_the_membership_ends_meanwhile() {
      kick();
      session.closed();
      found.complete(Optional.of(new MemberId("a1")));
      assertEquals(List.of(), topics.commands);
      assertEquals(List.of(), outlet.frames);
    }

    @Test
    void is_answered_before_the_session_is_drained() {
      kick();
      List<String> answered = new ArrayList<>();
      session.drain(() -> answered.add("all"));
      assertEquals(List.of(), answered);
      found.complete(Optional.empty());
      assertEquals(List.of("all"), answered);
    }

    @Test
    void is_a_message_like_any_other_if_it_only_looks_like_one() {
      receive("send", "{\"body\":\"hello\",\"account\":\"Ann\"}", 60);
      assertEquals(1, topics.commands.size());
    }
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

  @Nested
  class Of_a_node_that_stops {
    /// Has an entry once the session has reported that everything is answered.
    private final List<String> reports = new ArrayList<>();

    private Subscriber join() {
      receive("phx_join", 60);
      Subscriber member = topics.answer();
      letIn(member);
      outlet.frames.clear();
      return member;
    }

    private static void letIn(Subscriber member) {
      member.joined(EmptyTopic.named(TOPIC, 0).entered(new Standing(Rank.GUEST, 0)), 0);
    }

    private void drain() {
      draining.begin();
      session.drain(() -> reports.add("answered"));
    }

    private void assertWaits() {
      assertEquals(List.of(), reports);
    }

    private void assertAnswered() {
      assertEquals(List.of("answered"), reports);
    }

    @Test
    void a_join_is_refused_before_its_session_gets_its_turn() {
      draining.begin();
      receive("phx_join", 60);
      assertFalse(topics.isJoined());
      assertEquals(List.of(Reason.SHUTTING_DOWN), refused);
    }

    @Test
    void a_second_join_of_a_topic_is_refused_and_leaves_the_first_as_it_is() {
      Subscriber member = join();
      draining.begin();
      receive("phx_join", 60);
      assertEquals(List.of(Reason.SHUTTING_DOWN), refused);
      send();
      member.answered(1, Outcome.OK, 0);
      assertTrue(outlet.texts().getLast().contains("\"ok\""), outlet.texts()::toString);
      assertEquals(List.of(), topics.ends);
    }

    @Test
    void a_command_is_carried_out_until_its_session_gets_its_turn() {
      join();
      draining.begin();
      send();
      assertEquals(1, topics.commands.size());
    }

    @Test
    void a_session_with_nothing_under_way_is_done_at_once() {
      join();
      drain();
      assertAnswered();
    }

    @Test
    void what_waits_is_refused_and_what_is_under_way_is_answered() {
      Subscriber member = join();
      for (int i = 0; i < MOST_UNDER_WAY + 3; i++) {
        send();
      }
      drain();
      assertEquals(Collections.nCopies(3, Reason.SHUTTING_DOWN), refused);
      for (int i = 1; i <= MOST_UNDER_WAY; i++) {
        assertWaits();
        member.answered(i, Outcome.OK, 0);
      }
      assertAnswered();
      assertEquals(MOST_UNDER_WAY, topics.commands.size());
      assertEquals(MOST_UNDER_WAY + 3, outlet.frames.size());
    }

    @Test
    void a_join_under_way_is_answered() {
      receive("phx_join", 60);
      Subscriber member = topics.answer();
      send();
      drain();
      assertEquals(List.of(Reason.SHUTTING_DOWN), refused);
      assertWaits();
      letIn(member);
      assertAnswered();
    }

    @Test
    void a_leave_counts_and_is_answered() {
      Subscriber member = join();
      send();
      drain();
      receive("phx_leave", 60);
      member.answered(1, Outcome.OK, 0);
      assertWaits();
      member.ended(new Ending.Left(), 0);
      assertAnswered();
      assertEquals(List.of("LEFT"), topics.ends);
    }

    @Test
    void a_leave_that_waits_for_its_join_counts_too() {
      receive("phx_join", 60);
      Subscriber member = topics.answer();
      receive("phx_leave", 60);
      drain();
      assertEquals(List.of(), topics.ends);
      letIn(member);
      assertEquals(List.of("LEFT"), topics.ends);
      assertWaits();
    }

    @Test
    void a_join_that_waits_for_a_move_to_another_loop_is_answered() {
      outlet.isFar = true;
      receive("phx_join", 60);
      drain();
      outlet.arrive();
      assertWaits();
      topics.answer().refused(Refusal.of(Reason.FULL));
      assertAnswered();
    }

    @Test
    void a_session_that_is_closed_meanwhile_reports_nothing() {
      join();
      send();
      drain();
      session.closed();
      assertWaits();
    }

    @Test
    void a_member_whose_connection_ends_stays_in_its_topic() {
      join();
      draining.begin();
      session.closed();
      assertEquals(List.of("detached"), topics.ends);
    }

    @Test
    void a_member_that_was_not_let_in_yet_does_not_stay() {
      receive("phx_join", 60);
      draining.begin();
      session.closed();
      assertEquals(List.of("LOST"), topics.ends);
    }

    @Test
    void a_member_whose_second_join_is_not_answered_yet_stays() {
      join();
      receive("phx_join", 60);
      draining.begin();
      session.closed();
      assertEquals(List.of("detached", "LOST"), topics.ends);
    }

    @Test
    void a_member_that_is_leaving_still_leaves() {
      join();
      receive("phx_leave", 60);
      draining.begin();
      session.closed();
      assertEquals(List.of("LEFT", "detached"), topics.ends);
    }
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
    private final List<Command.Join> asked = new ArrayList<>();

    /// How memberships ended, in order.
    private final List<String> ends = new ArrayList<>();

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
      asked.add(join);
      joining = Optional.of(subscriber);
      return new Topics.Attachment() {
        @Override
        public void send(long number, Command command) {
          commands.add(command);
        }

        @Override
        public void resync() {}

        @Override
        public void prove() {
          proofs++;
        }

        @Override
        public void leave(Command.How how) {
          ends.add(how.name());
        }

        @Override
        public void detach() {
          ends.add("detached");
        }
      };
    }
  }
}
