package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.Ear.Heard;
import hubbub.cluster.OneNode.Seat;
import hubbub.topic.Actor;
import hubbub.topic.Change;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.Event;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Nick;
import hubbub.topic.Outcome;
import hubbub.topic.Profile;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Standing;
import hubbub.topic.Title;
import hubbub.topic.TopicName;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What clients see when they join topics on a single node.
class ClusterTest {
  @AutoClose private static final OneNode node = new OneNode();

  private static Refusal refused(Seat seat) {
    await().until(() -> seat.ear().has(Heard.Refused.class));
    return seat.ear().all(Heard.Refused.class).findFirst().orElseThrow().refusal();
  }

  private static Outcome askAsServer(TopicName topic, Command command) {
    return node.cluster()
        .send(topic, new Actor.Server("test"), command)
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  private static Reason reasonOf(Outcome outcome) {
    return ((Outcome.Refused) outcome).refusal().reason();
  }

  @Nested
  class Joining {
    @Test
    void creates_the_topic_and_tells_what_is_there() {
      TopicName topic = node.newTopic();

      Seat seat = node.join(topic).awaitJoined();

      Heard.Joined joined = seat.ear().joined();
      assertEquals(seat.member(), joined.entered().me().id());
      assertEquals(topic, joined.entered().snapshot().topic());
      assertEquals(1, joined.entered().snapshot().members());
      assertEquals(List.of(), joined.entered().history());
      assertEquals(Optional.of(1), node.cluster().snapshot(topic).map(it -> it.members()));
    }

    @Test
    void makes_the_first_one_moderator() {
      Seat seat = node.join(node.newTopic()).awaitJoined();

      assertEquals(Rank.MODERATOR, seat.ear().joined().entered().standing().rank());
    }

    @Test
    void is_refused_by_the_rules() {
      TopicName topic = node.newTopic();
      node.join(topic, "anna", new Ear()).awaitJoined();
      Ear ear = new Ear();

      node.cluster()
          .join(
              topic,
              node.cluster().nextMembership(),
              new Command.Join(
                  new MemberId("bert"),
                  new Nick("Anna", "anna", "anna"),
                  Rank.GUEST,
                  Optional.empty()),
              ear);

      await().until(() -> ear.has(Heard.Refused.class));
      Heard.Refused refused = ear.all(Heard.Refused.class).findFirst().orElseThrow();
      assertEquals(Reason.NICK_TAKEN, refused.refusal().reason());
    }

    @Test
    void of_a_kind_that_is_not_served_is_a_bug_in_the_caller() {
      assertThrows(IllegalArgumentException.class, () -> node.join(new TopicName("other:x")));
    }

    @Test
    void gives_history_up_to_where_the_stream_starts() {
      TopicName topic = node.newTopic();
      Seat first = node.join(topic).awaitJoined();
      first.say(1, "one");
      first.say(2, "two");
      await().until(() -> first.ear().all(Heard.Answered.class).count() == 2);

      Seat second = node.join(topic).awaitJoined();

      Heard.Joined joined = second.ear().joined();
      List<String> bodies =
          joined.entered().history().stream()
              .map(change -> ((Event.Message) change.event()).body())
              .toList();
      assertEquals(List.of("one", "two"), bodies);
      assertEquals(node.log(topic).head(), joined.after());
    }

    @Test
    void challenges_the_other_memberships_of_the_same_member() {
      TopicName topic = node.newTopic();
      Seat other = node.join(topic, "carla", new Ear()).awaitJoined();
      Seat old = node.join(topic, "anna", new Ear()).awaitJoined();

      Seat young = node.join(topic, "anna", new Ear()).awaitJoined();

      assertTrue(old.ear().has(Heard.Challenged.class));
      assertFalse(young.ear().has(Heard.Challenged.class));
      assertFalse(other.ear().has(Heard.Challenged.class));
    }

    @Test
    void carries_out_what_was_sent_before_the_answer() {
      TopicName topic = node.newTopic();

      Seat seat = node.join(topic);
      seat.say(1, "early");
      seat.send(2, new Command.Roster(Optional.empty(), 10));

      await().until(() -> seat.ear().all(Heard.Answered.class).count() == 2);
      assertTrue(seat.ear().all().getFirst() instanceof Heard.Joined);
    }
  }

  @Nested
  class Speaking {
    @Test
    void is_answered_after_its_own_event() {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();

      seat.say(1, "hello");

      await().until(() -> seat.ear().has(Heard.Answered.class));
      Heard.Answered answered = seat.ear().all(Heard.Answered.class).findFirst().orElseThrow();
      Outcome.Sent sent = (Outcome.Sent) answered.outcome();
      List<Change> before =
          node.log(topic).told(0).stream().filter(it -> it.seq() <= sent.seq()).toList();
      assertEquals(sent.seq(), before.getLast().seq());
      assertTrue(answered.after() >= before.size());
      await().until(() -> node.log(topic).isWoken());
    }

    @Test
    void is_refused_in_order_with_what_came_before() {
      TopicName topic = node.newTopic();
      node.join(topic).awaitJoined();
      Seat guest = node.join(topic).awaitJoined();

      guest.say(1, "hello");
      guest.send(2, new Command.SetTitle(new Title("mine")));
      guest.say(3, "well");

      await().until(() -> guest.ear().all(Heard.Answered.class).count() == 3);
      List<Heard.Answered> answers = guest.ear().all(Heard.Answered.class).toList();
      assertEquals(List.of(1L, 2L, 3L), answers.stream().map(Heard.Answered::number).toList());
      assertEquals(Reason.RANK_TOO_LOW, reasonOf(answers.get(1).outcome()));
      assertTrue(answers.get(0).after() <= answers.get(1).after());
    }

    @Test
    void from_where_nobody_joined_is_not_heard() {
      TopicName topic = node.newTopic();
      Seat gone = node.join(topic).awaitJoined();
      Seat here = node.join(topic).awaitJoined();
      gone.attachment().leave(Command.How.LEFT);
      await().until(() -> gone.ear().has(Heard.Ended.class));

      gone.say(1, "still me");
      here.say(1, "alone");

      await().until(() -> here.ear().has(Heard.Answered.class));
      assertFalse(gone.ear().has(Heard.Answered.class));
      assertEquals(1, node.log(topic).told(0).size());
    }
  }

  @Nested
  class Moderating {
    @Test
    void tells_a_member_of_its_standing_before_the_event_can_be_read() {
      TopicName topic = node.newTopic();
      Seat moderator = node.join(topic).awaitJoined();
      Seat guest =
          node.join(
                  topic,
                  "dora",
                  new Ear() {
                    @Override
                    public void standing(Standing standing) {
                      assertTrue(
                          node.log(topic).told(0).stream()
                              .noneMatch(it -> it.event() instanceof Event.MemberMuted));
                      super.standing(standing);
                    }
                  })
              .awaitJoined();

      moderator.send(
          1, new Command.Mute(guest.member(), OptionalLong.of(60_000), Optional.empty()));

      await().until(() -> guest.ear().has(Heard.Stands.class));
      assertTrue(
          guest.ear().all(Heard.Stands.class).findFirst().orElseThrow().standing().mutedUntilAt()
              > 0);
      await().until(() -> moderator.ear().has(Heard.Answered.class));
      assertTrue(
          node.log(topic).told(0).stream().anyMatch(it -> it.event() instanceof Event.MemberMuted));
    }

    @Test
    void puts_a_tombstone_into_the_log_before_the_deletion_is_told() {
      TopicName topic = node.newTopic();
      Seat moderator = node.join(topic).awaitJoined();
      moderator.say(1, "oops");
      await().until(() -> moderator.ear().has(Heard.Answered.class));
      String id =
          ((Outcome.Sent)
                  moderator.ear().all(Heard.Answered.class).findFirst().orElseThrow().outcome())
              .id();

      moderator.send(2, new Command.Delete(id));

      await().until(() -> moderator.ear().all(Heard.Answered.class).count() == 2);
      List<Change> tombstones = node.log(topic).tombstones();
      assertEquals(1, tombstones.size());
      assertTrue(((Event.Message) tombstones.getFirst().event()).deleted());
    }

    @Test
    void ends_a_kicked_membership_after_the_event() {
      TopicName topic = node.newTopic();
      Seat moderator = node.join(topic).awaitJoined();
      Seat guest = node.join(topic).awaitJoined();

      moderator.send(
          1, new Command.Kick(guest.member(), Optional.of("bye"), OptionalLong.empty(), false));

      await().until(() -> guest.ear().has(Heard.Ended.class));
      Heard.Ended ended = guest.ear().all(Heard.Ended.class).findFirst().orElseThrow();
      assertTrue(ended.ending() instanceof Ending.Kicked);
      assertTrue(
          node.log(topic).from(0).subList(0, (int) ended.after()).stream()
              .anyMatch(
                  it -> it.change() != null && it.change().event() instanceof Event.MemberKicked));
    }
  }

  @Nested
  class A_nick_that_the_spam_guard_refuses {
    @AutoClose private final OneNode lasting = new OneNode(Duration.ofHours(1).toMillis(), "room");

    private final TopicName topic = lasting.newTopic();

    private Seat joinAs(String member, String nick) {
      Command.Join join =
          new Command.Join(
              new MemberId(member),
              new Nick(nick, nick, nick),
              Rank.GUEST,
              Optional.empty(),
              Optional.empty(),
              Profile.NONE,
              Optional.empty(),
              true,
              0,
              0);
      MembershipId id = lasting.cluster().nextMembership();
      Ear ear = new Ear();
      return new Seat(id, join.member(), ear, lasting.cluster().join(topic, id, join, ear));
    }

    @Test
    void keeps_out_whom_the_topic_does_not_know() {
      lasting.refuseNick("ann.dev");
      assertEquals(Reason.BAD_NICK, refused(joinAs("ann", "ann.dev")).reason());
    }

    @Test
    void lets_those_come_back_whom_it_knows() {
      lasting.join(topic).awaitJoined();
      Seat before = joinAs("ann", "ann.dev").awaitJoined();
      lasting.refuseNick("ann.dev");
      before.attachment().leave(Command.How.LOST);
      await().until(() -> lasting.cluster().snapshot(topic).orElseThrow().members() == 1);
      joinAs("ann", "ann.dev").awaitJoined();
    }
  }

  @Nested
  class Wanting_the_nick_of_somebody_present {
    private final TopicName topic = node.newTopic();

    private Seat joinAs(String member, String nick, Ear ear) {
      MembershipId id = node.cluster().nextMembership();
      MemberId who = new MemberId(member);
      Command.Join join =
          new Command.Join(who, new Nick(nick, nick, nick), Rank.GUEST, Optional.empty());
      return new Seat(id, who, ear, node.cluster().join(topic, id, join, ear));
    }

    @Test
    void challenges_all_memberships_of_the_holder() {
      Seat holder = joinAs("holder", "kim", new Ear()).awaitJoined();
      Seat tab = joinAs("holder", "kim", new Ear()).awaitJoined();
      await().until(() -> holder.ear().has(Heard.Challenged.class));

      assertFalse(refused(joinAs("other", "kim", new Ear())).isForGood());

      await().until(() -> holder.ear().all(Heard.Challenged.class).count() == 2);
      assertTrue(tab.ear().has(Heard.Challenged.class));
    }

    @Test
    void is_refused_for_good_once_the_holder_has_proved_to_be_there() {
      Seat holder = joinAs("holder", "kim", new Ear()).awaitJoined();
      Refusal first = refused(joinAs("other", "kim", new Ear()));
      assertFalse(first.isForGood());
      holder.attachment().prove();
      holder.say(1, "behind the proof");
      await().until(() -> holder.ear().has(Heard.Answered.class));

      Refusal second = refused(joinAs("other", "kim", new Ear()));

      assertTrue(second.isForGood());
      assertEquals("kim2", second.details().get("suggestion"));
    }

    @Test
    void admits_the_other_when_the_refusal_said_so_if_there_was_no_proof() {
      Seat holder = joinAs("holder", "kim", new Ear()).awaitJoined();
      node.join(topic).awaitJoined();
      Refusal refusal = refused(joinAs("other", "kim", new Ear()));
      holder.attachment().leave(Command.How.LOST);
      await().until(() -> node.cluster().snapshot(topic).orElseThrow().members() == 1);

      node.pass(
          Duration.ofMillis(
              (long) Objects.requireNonNull(refusal.details().get("retry_after_ms"))));

      joinAs("other", "kim", new Ear()).awaitJoined();
    }
  }

  @Nested
  class Guessing_the_password {
    private Seat guess(TopicName topic) {
      return node.join(topic, "guesser", new Ear(), Optional.of("guess"));
    }

    @Test
    void is_told_to_moderators_and_nobody_else() {
      TopicName topic = node.newTopic();
      Seat moderator = node.join(topic).awaitJoined();
      Seat guest = node.join(topic).awaitJoined();
      askAsServer(
          topic, new Command.SetLock(Optional.of("sesame"), Optional.empty(), OptionalInt.empty()));

      for (int i = 0; i < 6; i++) {
        assertEquals(Reason.WRONG_PASSWORD, refused(guess(topic)).reason());
      }

      await().until(() -> moderator.ear().has(Heard.Moderates.class));
      Heard.Moderates heard = moderator.ear().all(Heard.Moderates.class).findFirst().orElseThrow();
      assertEquals(6, heard.moderation().guesses().orElseThrow().count());
      assertFalse(guest.ear().has(Heard.Moderates.class));
    }
  }

  @Nested
  class What_not_everybody_is_told {
    private final TopicName topic = node.newTopic();
    private final Seat moderator = node.join(topic).awaitJoined();
    private final Seat author = node.join(topic).awaitJoined();
    private final Seat neighbour = node.join(topic).awaitJoined();

    private static List<Event.Private> heard(Seat seat) {
      return seat.ear().all(Heard.Privately.class).map(Heard.Privately::event).toList();
    }

    @Test
    void is_for_moderators_when_a_message_is_held_and_for_its_author_once_it_is_decided() {
      author.send(1, Seat.say("see example.org").heldBy("links"));
      await().until(() -> heard(moderator).size() == 1);
      Event.MessageHeld held = (Event.MessageHeld) heard(moderator).getFirst();
      assertTrue(heard(author).isEmpty());

      moderator.send(1, new Command.Approve(held.message().id()));
      await().until(() -> heard(author).size() == 1 && heard(moderator).size() == 2);
      assertTrue(heard(author).getFirst() instanceof Event.MessageResolved);
      assertTrue(heard(neighbour).isEmpty());
    }

    @Test
    void is_for_whoever_is_warned_and_again_for_each_connection_until_it_is_acknowledged() {
      Command.Warn warn = new Command.Warn(author.member(), true, Optional.of("calm down"));
      moderator.send(1, warn);
      await().until(() -> heard(author).size() == 1);
      await()
          .until(() ->
              author.ear().all(Heard.Stands.class).anyMatch(it -> it.standing().mustAcknowledge()));
      assertTrue(heard(moderator).isEmpty());
      assertTrue(heard(neighbour).isEmpty());

      Seat second = node.join(topic, author.member().value(), new Ear()).awaitJoined();
      assertEquals(
          Optional.of("calm down"), second.ear().joined().entered().warning().orElseThrow().text());
      second.send(1, new Command.Acknowledge());
      await()
          .until(() ->
              !author
                  .ear()
                  .all(Heard.Stands.class)
                  .toList()
                  .getLast()
                  .standing()
                  .mustAcknowledge());
    }
  }

  @Nested
  class Becoming_a_moderator {
    @Test
    void comes_with_what_moderators_know() {
      TopicName topic = node.newTopic();
      Seat moderator = node.join(topic).awaitJoined();
      Seat guest = node.join(topic).awaitJoined();
      Seat next = node.join(topic).awaitJoined();
      assertTrue(moderator.ear().joined().entered().moderation().isPresent());
      assertTrue(next.ear().joined().entered().moderation().isEmpty());
      moderator.send(
          1, new Command.Mute(guest.member(), OptionalLong.empty(), Optional.of("noise")));
      await().until(() -> moderator.ear().has(Heard.Answered.class));

      askAsServer(topic, new Command.Grant(next.member(), Rank.MODERATOR, OptionalLong.of(60_000)));

      await().until(() -> next.ear().has(Heard.Moderates.class));
      Heard.Moderates heard = next.ear().all(Heard.Moderates.class).findFirst().orElseThrow();
      assertEquals(guest.member(), heard.moderation().mutes().entries().getFirst().member());
      assertTrue(
          node.log(topic).from(0).subList(0, (int) heard.after()).stream()
              .anyMatch(
                  it -> it.change() != null && it.change().event() instanceof Event.RankChanged));
      assertFalse(guest.ear().has(Heard.Moderates.class));
    }
  }

  @Nested
  class Slow_mode {
    @Test
    void tells_edges_who_spoke_when_from_its_start_on() {
      TopicName topic = node.newTopic();
      Seat moderator = node.join(topic).awaitJoined();
      Seat guest = node.join(topic).awaitJoined();
      guest.say(1, "before");
      await().until(() -> guest.ear().has(Heard.Answered.class));
      moderator.send(1, new Command.SetSlow(1, OptionalLong.empty()));

      await().until(() -> spokeAt(guest) == sentAt(guest, 1));
      node.pass(Duration.ofMillis(10));
      guest.say(2, "after");
      await().until(() -> guest.ear().all(Heard.Answered.class).count() == 2);
      await().until(() -> spokeAt(guest) == sentAt(guest, 2));
    }

    private long spokeAt(Seat seat) {
      return seat.ear()
          .all(Heard.Stands.class)
          .reduce((_, last) -> last)
          .map(heard -> heard.standing().spokeAt())
          .orElse(0L);
    }

    private long sentAt(Seat seat, long number) {
      return seat.ear()
          .all(Heard.Answered.class)
          .filter(heard -> heard.number() == number)
          .map(heard -> ((Outcome.Sent) heard.outcome()).at())
          .findFirst()
          .orElseThrow();
    }
  }

  @Nested
  class Expiring {
    @Test
    void is_told_when_its_time_comes() {
      TopicName topic = node.newTopic();
      Seat moderator = node.join(topic).awaitJoined();

      moderator.send(1, new Command.SetQuiet(Optional.of(Rank.MEMBER), OptionalLong.of(60)));

      await()
          .atMost(Duration.ofSeconds(2))
          .until(() ->
              node.log(topic).told(0).stream()
                      .filter(it -> it.event() instanceof Event.QuietChanged)
                      .count()
                  == 2);
      Event.QuietChanged last = (Event.QuietChanged) node.log(topic).told(0).getLast().event();
      assertEquals(Optional.empty(), last.quiet());
    }
  }

  @Nested
  class Leaving {
    @Test
    void ends_the_membership_and_then_the_topic() {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();
      MemoryLog log = node.log(topic);

      seat.attachment().leave(Command.How.LEFT);

      await().until(() -> seat.ear().has(Heard.Ended.class));
      assertTrue(
          seat.ear().all(Heard.Ended.class).findFirst().orElseThrow().ending()
              instanceof Ending.Left);
      await().until(() -> node.cluster().snapshot(topic).isEmpty());
      await().until(log::isClosed);
    }

    @Test
    void is_not_told_to_a_lost_member() {
      TopicName topic = node.newTopic();
      Seat staying = node.join(topic).awaitJoined();
      Seat lost = node.join(topic).awaitJoined();

      lost.attachment().leave(Command.How.LOST);

      await().until(() -> node.log(topic).present().size() == 1);
      assertFalse(lost.ear().has(Heard.Ended.class));
      assertTrue(node.log(topic).present().containsKey(staying.id()));
    }

    @Test
    void lets_a_topic_linger_whose_last_member_was_lost() {
      TopicName topic = node.newTopic();
      Seat lost = node.join(topic).awaitJoined();
      String epoch = lost.ear().joined().entered().snapshot().epoch().value();
      lost.send(1, new Command.SetTitle(new Title("kept")));
      lost.attachment().leave(Command.How.LOST);

      Seat back = node.join(topic).awaitJoined();

      assertEquals("kept", back.ear().joined().entered().snapshot().title());
      assertEquals(epoch, back.ear().joined().entered().snapshot().epoch().value());
    }

    @Test
    void ends_a_lingering_topic_when_nobody_comes_back() {
      TopicName topic = node.newTopic();
      Seat lost = node.join(topic).awaitJoined();

      lost.attachment().leave(Command.How.LOST);

      await().until(() -> node.cluster().snapshot(topic).isEmpty());
      Seat next = node.join(topic).awaitJoined();
      assertNotEquals(
          lost.ear().joined().entered().snapshot().epoch(),
          next.ear().joined().entered().snapshot().epoch());
    }

    @Test
    void before_the_answer_takes_effect_at_once() {
      try (OneNode alone = new OneNode()) {
        List<Runnable> held = new CopyOnWriteArrayList<>();
        alone.whenAttaching(go -> held.add(go));
        Seat hasty = alone.join(alone.newTopic());
        await().until(() -> !held.isEmpty());

        hasty.attachment().leave(Command.How.LEFT);

        await().until(() -> hasty.ear().has(Heard.Ended.class));
        held.forEach(Runnable::run);
        await().until(() -> alone.cluster().topics() == 0);
        await().until(() -> alone.cluster().counters().owners() == 0);
        assertFalse(hasty.ear().has(Heard.Joined.class));
      }
    }
  }

  @Nested
  class Detaching {
    @Test
    void leaves_the_member_where_it_is_and_calls_it_no_more() {
      TopicName topic = node.newTopic();
      Seat staying = node.join(topic).awaitJoined();
      Seat detached = node.join(topic).awaitJoined();

      detached.attachment().detach();
      staying.attachment().leave(Command.How.LOST);
      node.pass(Duration.ofSeconds(30));

      await().until(() -> node.log(topic).present().size() == 1);
      assertTrue(node.log(topic).present().containsKey(detached.id()));
      assertEquals(1, node.cluster().snapshot(topic).orElseThrow().members());
      assertEquals(
          new Outcome.Refused(Refusal.of(Reason.UNKNOWN_MEMBER)),
          askAsServer(topic, kick("nobody")));
      int calls = detached.ear().all().size();
      assertEquals(Outcome.OK, askAsServer(topic, kick(detached.member().value())));
      await().until(() -> node.cluster().snapshot(topic).isEmpty());
      assertEquals(calls, detached.ear().all().size());
    }

    private static Command.Kick kick(String member) {
      return new Command.Kick(new MemberId(member), Optional.empty(), OptionalLong.empty(), false);
    }

    @Test
    void does_not_keep_a_member_that_has_asked_to_leave() {
      TopicName topic = node.newTopic();
      Seat leaving = node.join(topic).awaitJoined();

      leaving.attachment().leave(Command.How.LEFT);
      leaving.attachment().detach();

      await().until(() -> node.cluster().snapshot(topic).isEmpty());
    }
  }

  @Nested
  class Resyncing {
    @Test
    void tells_what_a_new_member_would_find() {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();
      seat.say(1, "hello");
      await().until(() -> seat.ear().has(Heard.Answered.class));

      seat.attachment().resync();

      await().until(() -> seat.ear().has(Heard.Resynced.class));
      Heard.Resynced resynced = seat.ear().all(Heard.Resynced.class).findFirst().orElseThrow();
      assertEquals(1, resynced.entered().history().size());
      assertEquals(node.log(topic).head(), resynced.after());
    }
  }

  @Nested
  class Presence {
    @Test
    void is_told_once_a_second_while_it_changes() {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();
      for (int i = 0; i < 5; i++) {
        node.join(topic).awaitJoined();
      }
      assertEquals(6, node.log(topic).present().size());

      await().until(() -> node.log(topic).flushes() == 1);

      seat.say(1, "no news of presence");
      await().until(() -> seat.ear().has(Heard.Answered.class));
      assertEquals(1, node.log(topic).flushes());
    }

    @Test
    void has_the_nick_of_now() {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();

      seat.send(1, new Command.SetNick(new Nick("Zoe", "zoe", "zoe")));

      await().until(() -> seat.ear().has(Heard.Answered.class));
      assertEquals(
          List.of("Zoe"),
          node.log(topic).present().values().stream().map(it -> it.nick()).toList());
    }
  }

  @Nested
  class Server {
    @Test
    void acts_in_a_topic_that_is_alive() {
      TopicName topic = node.newTopic();
      node.join(topic).awaitJoined();

      Outcome outcome = askAsServer(topic, new Command.SetTitle(new Title("from above")));

      assertEquals(Outcome.OK, outcome);
      assertEquals(Optional.of("from above"), node.cluster().snapshot(topic).map(it -> it.title()));
    }

    @Test
    void does_not_create_a_topic() {
      TopicName topic = node.newTopic();

      Outcome outcome = askAsServer(topic, new Command.SetTitle(new Title("from above")));

      assertEquals(Reason.NO_SUCH_TOPIC, reasonOf(outcome));
      await().until(() -> node.cluster().snapshot(topic).isEmpty());
    }

    @Test
    void reads_the_roster() {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();

      Outcome outcome = askAsServer(topic, new Command.Roster(Optional.empty(), 10));

      assertEquals(
          List.of(seat.member()),
          ((Outcome.Members) outcome).members().stream().map(it -> it.id()).toList());
    }
  }
}
