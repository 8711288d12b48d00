package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.Ear.Heard;
import hubbub.cluster.OneNode.Seat;
import hubbub.topic.Actor;
import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.Event;
import hubbub.topic.MemberId;
import hubbub.topic.Outcome;
import hubbub.topic.Quiet;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Registration;
import hubbub.topic.Sanction;
import hubbub.topic.Subject;
import hubbub.topic.Title;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a registered topic lives on what the store says, without ever waiting for it on a loop.
class RegisteredTopicTest {
  private static final TopicSettings QUIET =
      new TopicSettings(
          "Tea",
          TopicSettings.About.NONE,
          Optional.of(Rank.MEMBER),
          OptionalLong.empty(),
          TopicSettings.DEFAULT.lock(),
          Optional.empty(),
          false,
          TopicSettings.DEFAULT.history(),
          Optional.empty(),
          TopicSettings.DEFAULT.filter());

  private final SlowStore store = new SlowStore();
  @AutoClose private final OneNode node = new OneNode(store, OneNode.LINGER_MILLIS, "room");

  private TopicName registered() {
    TopicName topic = node.newTopic();
    store.register(topic, new Registration(QUIET, 7, 1_000, "ann"));
    return topic;
  }

  private void ranked(TopicName topic, String id, Rank rank) {
    store.affiliate(topic, affiliation(id, new Affiliation.Standing.Ranked(rank)));
  }

  private static Affiliation affiliation(String id, Affiliation.Standing standing) {
    return new Affiliation(
        new Subject.Member(new MemberId(id)),
        standing,
        Optional.empty(),
        OptionalLong.empty(),
        1_000,
        "ann",
        Rank.ADMIN,
        Optional.empty());
  }

  private static Command.Ban ban(String id) {
    return new Command.Ban(
        new Subject.Member(new MemberId(id)), false, OptionalLong.empty(), Optional.empty(), false);
  }

  private static Reason refusedJoin(Seat seat) {
    await().until(() -> seat.ear().has(Heard.Refused.class));
    return seat.ear().all(Heard.Refused.class).findFirst().orElseThrow().refusal().reason();
  }

  private static Outcome answer(Seat seat, long number) {
    await().until(() -> answers(seat, number).isPresent());
    return answers(seat, number).orElseThrow();
  }

  private static Optional<Outcome> answers(Seat seat, long number) {
    return seat.ear()
        .all(Heard.Answered.class)
        .filter(it -> it.number() == number)
        .map(Heard.Answered::outcome)
        .findFirst();
  }

  private static Reason reason(Outcome outcome) {
    return ((Outcome.Refused) outcome).refusal().reason();
  }

  private Seat enters(TopicName topic, String id) {
    return node.join(topic, id, new Ear()).awaitJoined();
  }

  private Outcome asServer(TopicName topic, Command command) {
    CompletionStage<Outcome> sent = node.cluster().send(topic, new Actor.Server("admin"), command);
    return sent.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Nested
  class A_birth {
    @Test
    void asks_the_store_once_and_is_as_the_topic_was_registered() {
      TopicName topic = registered();
      Seat bob = enters(topic, "bob");
      enters(topic, "eve");
      assertEquals("Tea", bob.ear().joined().entered().snapshot().title());
      assertEquals(
          Optional.of(new Quiet(Rank.MEMBER, OptionalLong.empty())),
          bob.ear().joined().entered().snapshot().quiet());
      assertEquals(List.of("registration", "standing", "standing"), store.asked);
    }

    @Test
    void of_a_topic_that_is_not_registered_asks_nothing_and_no_message_does() {
      TopicName topic = node.newTopic();
      Seat bob = enters(topic, "bob");
      bob.say(1, "hello");
      answer(bob, 1);
      assertEquals(List.of(), store.asked);
    }

    @Test
    void lets_nobody_in_before_the_store_has_answered_and_then_everybody_in_order() {
      TopicName topic = registered();
      store.hold();
      Seat bob = node.join(topic, "bob", new Ear());
      Seat eve = node.join(topic, "eve", new Ear());
      await().until(() -> store.heldAnswers() == 1);
      assertFalse(bob.ear().has(Heard.Joined.class));
      store.release();
      bob.awaitJoined();
      eve.awaitJoined();
    }

    @Test
    void is_refused_for_now_while_the_store_is_down_and_never_open() {
      TopicName topic = registered();
      store.goDown(true);
      assertEquals(Reason.UNAVAILABLE, refusedJoin(node.join(topic, "bob", new Ear())));
      store.goDown(false);
      assertEquals("Tea", enters(topic, "bob").ear().joined().entered().snapshot().title());
    }
  }

  @Nested
  class While_the_store_is_down {
    private static final long LINGER_MILLIS = 20_000;
    private final TopicName topic = registered();

    @AutoClose private final OneNode next = new OneNode(store, LINGER_MILLIS, "room");

    private List<SavedTopic> savedBy(OneNode its) {
      List<SavedTopic> saved = Collections.synchronizedList(new ArrayList<>());
      its.cluster().save(saved::add).toCompletableFuture().join();
      return saved;
    }

    /// A run in which somebody talked, and the beginning of the next one.
    private void restart() {
      ranked(topic, "mod", Rank.MODERATOR);
      Seat mod = enters(topic, "mod");
      mod.say(1, "before");
      answer(mod, 1);
      List<SavedTopic> saved = savedBy(node);
      store.goDown(true);
      saved.forEach(it -> next.cluster().takeOver(new LeftTopic(topic, () -> Optional.of(it))));
      next.cluster().resume();
    }

    private static String epoch(OneNode its, TopicName topic) {
      return its.cluster().snapshot(topic).orElseThrow().epoch().value();
    }

    @Test
    void what_the_last_run_left_waits_for_it() {
      restart();
      assertEquals(Reason.UNAVAILABLE, refusedJoin(next.join(topic, "mod", new Ear())));
      next.pass(Duration.ofMillis(LINGER_MILLIS).plusSeconds(5));
      store.goDown(false);

      Seat back = next.join(topic, "mod", new Ear()).awaitJoined();

      assertEquals("Tea", back.ear().joined().entered().snapshot().title());
      assertEquals(1, back.ear().joined().entered().history().size());
    }

    @Test
    void what_the_last_run_left_is_left_again_also_if_it_was_refused_an_owner_meanwhile() {
      restart();
      assertEquals(Reason.UNAVAILABLE, refusedJoin(next.join(topic, "mod", new Ear())));
      assertEquals(1, savedBy(next).size());
      assertEquals(Reason.SHUTTING_DOWN, refusedJoin(next.join(topic, "mod", new Ear())));

      assertEquals(1, savedBy(next).getFirst().image().messages().all().size());
    }

    @Test
    void those_who_are_in_a_topic_talk_on_though_its_owner_meets_a_bug() {
      ranked(topic, "mod", Rank.MODERATOR);
      Seat mod = enters(topic, "mod");
      String before = epoch(node, topic);
      AtomicBoolean isBroken = new AtomicBoolean(true);
      node.whenEncoding(event -> {
        boolean isEnd = event instanceof Event.QuietChanged changed && changed.by().isEmpty();
        if (isEnd && isBroken.getAndSet(false)) {
          throw new IllegalStateException("a bug, as this test wants it");
        }
      });
      store.goDown(true);

      mod.send(1, new Command.SetQuiet(Optional.of(Rank.GUEST), OptionalLong.of(20)));
      await().until(() -> !epoch(node, topic).equals(before));
      mod.say(2, "still here");

      assertTrue(answer(mod, 2) instanceof Outcome.Sent);
      assertTrue(node.cluster().snapshot(topic).orElseThrow().registered());
      store.goDown(false);
      enters(topic, "bob");
    }
  }

  @Nested
  class Joining {
    @Test
    void brings_the_lasting_rank() {
      TopicName topic = registered();
      ranked(topic, "mod", Rank.MODERATOR);
      assertEquals(Rank.MODERATOR, enters(topic, "mod").ear().joined().entered().standing().rank());
    }

    @Test
    void is_refused_to_whom_the_store_has_banned() {
      TopicName topic = registered();
      store.affiliate(topic, affiliation("bob", new Affiliation.Standing.Banned(false)));
      assertEquals(Reason.BANNED, refusedJoin(node.join(topic, "bob", new Ear())));
    }

    @Test
    void never_overtakes_a_ban() {
      TopicName topic = registered();
      ranked(topic, "mod", Rank.MODERATOR);
      Seat mod = enters(topic, "mod");
      store.hold();
      Seat bob = node.join(topic, "bob", new Ear());
      await().until(() -> store.heldAnswers() == 1);
      store.holdNoMore();
      mod.send(1, ban("bob"));
      assertEquals(Outcome.OK, answer(mod, 1));
      store.release();
      assertEquals(Reason.BANNED, refusedJoin(bob));
    }

    @Test
    void ends_with_a_leave_that_comes_before_the_answer() {
      TopicName topic = registered();
      enters(topic, "eve");
      store.hold();
      Seat bob = node.join(topic, "bob", new Ear());
      await().until(() -> store.heldAnswers() == 1);
      bob.attachment().leave(Command.How.LEFT);
      await().until(() -> bob.ear().has(Heard.Ended.class));
      store.release();
      enters(topic, "ann");
      assertEquals(2, node.cluster().snapshot(topic).orElseThrow().members());
    }

    @Test
    void goes_on_by_itself_when_the_store_is_back_and_disturbs_nobody_meanwhile() {
      TopicName topic = registered();
      ranked(topic, "mod", Rank.MODERATOR);
      Seat mod = enters(topic, "mod");
      store.goDown(true);
      assertEquals(Reason.UNAVAILABLE, refusedJoin(node.join(topic, "bob", new Ear())));
      mod.say(1, "anybody there?");
      assertTrue(answer(mod, 1) instanceof Outcome.Sent);
      mod.send(2, ban("bob"));
      assertEquals(Reason.UNAVAILABLE, reason(answer(mod, 2)));
      store.goDown(false);
      enters(topic, "bob");
    }
  }

  @Nested
  class A_token_of_a_lower_rank {
    /// Bob's token makes him an owner, and a moderator has banned him.
    private Seat bob(TopicName topic) {
      store.affiliate(
          topic,
          new Affiliation(
              new Subject.Member(new MemberId("bob")),
              new Affiliation.Standing.Banned(false),
              Optional.empty(),
              OptionalLong.empty(),
              1_000,
              "mod",
              Rank.MODERATOR,
              Optional.empty()));
      Seat bob = node.join(topic, "bob", Rank.OWNER, new Ear()).awaitJoined();
      assertEquals(Rank.OWNER, bob.ear().rank());
      return bob;
    }

    private static boolean isBanned(Seat seat) {
      return seat.ear().all(Heard.Ended.class).anyMatch(it -> it.ending() instanceof Ending.Banned);
    }

    @Test
    void has_a_ban_count_that_did_not_before() {
      Seat bob = bob(registered());
      bob.send(1, new Command.ChangeAccountRank(Rank.VIP));
      assertEquals(Outcome.OK, answer(bob, 1));
      await().until(() -> isBanned(bob));
    }

    @Test
    void has_it_count_once_the_store_is_back() {
      Seat bob = bob(registered());
      store.goDown(true);
      bob.send(1, new Command.ChangeAccountRank(Rank.VIP));
      assertEquals(Outcome.OK, answer(bob, 1));
      assertEquals(Rank.VIP, bob.ear().rank());
      assertFalse(isBanned(bob));
      store.goDown(false);
      await().until(() -> isBanned(bob));
    }

    @Test
    void has_one_count_that_the_topic_itself_remembers() {
      TopicName free = node.newTopic();
      Seat ann = enters(free, "ann");
      ann.send(1, ban("bob"));
      assertEquals(Outcome.OK, answer(ann, 1));
      Seat bob = node.join(free, "bob", Rank.OWNER, new Ear()).awaitJoined();
      bob.send(1, new Command.ChangeAccountRank(Rank.GUEST));
      assertEquals(Outcome.OK, answer(bob, 1));
      await().until(() -> isBanned(bob));
      assertEquals(List.of(), store.asked);
    }
  }

  @Nested
  class A_lasting_act {
    private final TopicName topic = registered();

    private Seat moderator() {
      ranked(topic, "mod", Rank.MODERATOR);
      return enters(topic, "mod");
    }

    @Test
    void is_written_before_anybody_hears_of_it() {
      Seat mod = moderator();
      Seat bob = enters(topic, "bob");
      store.hold();
      mod.send(1, ban("bob"));
      await().until(() -> store.heldAnswers() == 1);
      mod.say(2, "meanwhile");
      assertTrue(answer(mod, 2) instanceof Outcome.Sent);
      assertFalse(bob.ear().has(Heard.Ended.class));
      store.release();
      assertEquals(Outcome.OK, answer(mod, 1));
      assertEquals(
          List.of(new Ending.Banned(OptionalLong.empty(), Optional.empty(), "mod")),
          bob.ear().all(Heard.Ended.class).map(Heard.Ended::ending).toList());
      assertEquals(Reason.BANNED, refusedJoin(node.join(topic, "bob", new Ear())));
    }

    @Test
    void waits_for_the_one_before() {
      Seat mod = moderator();
      store.hold();
      mod.send(1, ban("bob"));
      mod.send(2, new Command.Unban(new Subject.Member(new MemberId("bob")), Optional.empty()));
      store.release();
      assertEquals(Outcome.OK, answer(mod, 1));
      assertEquals(Outcome.OK, answer(mod, 2));
      enters(topic, "bob");
    }

    @Test
    void waits_while_the_topic_is_being_registered() {
      TopicName free = node.newTopic();
      Seat ann = enters(free, "ann");
      store.hold("write");
      Command register = new Command.Register(TopicSettings.Patch.NONE);
      CompletionStage<Outcome> registered =
          node.cluster().send(free, new Actor.Server("admin"), register);
      await().until(() -> store.heldAnswers() == 1);
      ann.send(1, ban("bob"));
      ann.send(2, new Command.SetTitle(new Title("Coffee")));
      ann.say(3, "meanwhile");
      assertTrue(answer(ann, 3) instanceof Outcome.Sent);
      store.release();
      assertEquals(Outcome.OK, registered.toCompletableFuture().join());
      assertEquals(Outcome.OK, answer(ann, 1));
      assertEquals(Outcome.OK, answer(ann, 2));
      assertEquals("Coffee", node.cluster().snapshot(free).orElseThrow().title());
      assertEquals(Reason.BANNED, refusedJoin(node.join(free, "bob", new Ear())));
    }

    @Test
    void is_one_of_thirty_two_at_most_that_wait() {
      Seat mod = moderator();
      store.hold();
      for (int i = 1; i <= 34; i++) {
        mod.send(i, ban("bob" + i));
      }
      assertEquals(Reason.OVERLOADED, reason(answer(mod, 34)));
      store.release();
      assertEquals(Outcome.OK, answer(mod, 33));
    }

    @Test
    void of_the_server_needs_nobody_to_be_there_and_keeps_nothing_alive() {
      TopicName empty = node.newTopic();
      Command register = new Command.Register(TopicSettings.Patch.NONE);
      assertEquals(Outcome.OK, asServer(empty, register));
      assertTrue(store.mayBeRegistered(empty));
      await().until(() -> node.cluster().topics() == 0);
      assertEquals(Outcome.OK, asServer(empty, ban("bob")));
      assertEquals(Reason.BANNED, refusedJoin(node.join(empty, "bob", new Ear())));
      await().until(() -> node.cluster().topics() == 0);
    }

    @Test
    void that_is_being_written_when_the_node_stops_is_done_and_the_next_start_knows() {
      TopicName talked = node.newTopic();
      Seat ann = enters(talked, "ann");
      store.hold("write");
      Actor.Server admin = new Actor.Server("admin");
      Command register = new Command.Register(TopicSettings.Patch.NONE);
      CompletionStage<Outcome> registered = node.cluster().send(talked, admin, register);
      CompletionStage<Outcome> behind = node.cluster().send(talked, admin, register);
      await().until(() -> store.heldAnswers() == 1);
      List<SavedTopic> saved = Collections.synchronizedList(new ArrayList<>());
      node.cluster().save(saved::add).toCompletableFuture().join();
      store.release();

      assertEquals(Outcome.OK, registered.toCompletableFuture().join());
      assertEquals(Reason.SHUTTING_DOWN, reason(behind.toCompletableFuture().join()));
      assertFalse(ann.ear().has(Heard.Ended.class));
      try (OneNode next = new OneNode(store, OneNode.LINGER_MILLIS, "room")) {
        saved.forEach(it -> next.cluster().takeOver(new LeftTopic(talked, () -> Optional.of(it))));
        next.cluster().resume();
        Seat back = next.join(talked, "ann", new Ear()).awaitJoined();
        assertTrue(back.ear().joined().entered().snapshot().registered());
      }
    }

    @Test
    void is_carried_out_though_the_last_member_has_left_meanwhile() {
      Seat mod = moderator();
      store.hold("write");
      mod.send(1, ban("bob"));
      await().until(() -> store.heldAnswers() == 1);
      mod.attachment().leave(Command.How.LEFT);
      store.release();
      await().until(() -> node.cluster().topics() == 0);
      assertEquals(Reason.BANNED, refusedJoin(node.join(topic, "bob", new Ear())));
    }
  }

  @Nested
  class What_somebody_else_wrote {
    private final TopicName topic = registered();

    private void changes(TopicSettings settings) {
      long next = store.registered(topic).orElseThrow().version() + 1;
      store.register(topic, new Registration(settings, next, 1_000, "ann"));
    }

    private static boolean isBanned(Seat seat) {
      return seat.ear().all(Heard.Ended.class).anyMatch(it -> it.ending() instanceof Ending.Banned);
    }

    @Test
    void is_noticed_when_somebody_joins_and_counts_for_all_who_are_here() {
      ranked(topic, "eve", Rank.MODERATOR);
      Seat eve = enters(topic, "eve");
      Seat bob = enters(topic, "bob");
      assertEquals(Rank.MODERATOR, eve.ear().rank());
      ranked(topic, "eve", Rank.MEMBER);
      store.affiliate(topic, affiliation("bob", new Affiliation.Standing.Banned(false)));
      changes(TopicSettings.DEFAULT);
      enters(topic, "ann");
      await().until(() -> isBanned(bob));
      await().until(() -> eve.ear().rank() == Rank.MEMBER);
      assertEquals("", node.cluster().snapshot(topic).orElseThrow().title());
    }

    @Test
    void is_read_once_and_then_no_more() {
      enters(topic, "bob");
      changes(TopicSettings.DEFAULT);
      enters(topic, "ann");
      await().until(() -> "".equals(node.cluster().snapshot(topic).orElseThrow().title()));
      await().until(() -> store.asked.stream().filter("standing"::equals).count() == 4);
      enters(topic, "eve");
      node.awaitHome(topic);
      assertEquals(2, store.asked.stream().filter("registration"::equals).count());
    }

    @Test
    void is_noticed_when_something_lasting_is_done() {
      ranked(topic, "mod", Rank.MODERATOR);
      Seat mod = enters(topic, "mod");
      Seat bob = enters(topic, "bob");
      store.affiliate(topic, affiliation("bob", new Affiliation.Standing.Banned(false)));
      changes(QUIET);
      mod.send(1, ban("eve"));
      assertEquals(Outcome.OK, answer(mod, 1));
      await().until(() -> isBanned(bob));
    }

    @Test
    void may_be_ones_own_act_whose_answer_was_lost() {
      ranked(topic, "mod", Rank.MODERATOR);
      Seat mod = enters(topic, "mod");
      Seat bob = enters(topic, "bob");
      store.loseAnswers(Optional.of("write"));
      mod.send(1, ban("bob"));
      assertEquals(Reason.UNAVAILABLE, reason(answer(mod, 1)));
      store.loseAnswers(Optional.empty());
      await().until(() -> isBanned(bob));
    }

    @Test
    void is_carried_out_later_if_the_store_goes_down_meanwhile() {
      Seat bob = enters(topic, "bob");
      store.affiliate(topic, affiliation("bob", new Affiliation.Standing.Banned(false)));
      changes(QUIET);
      store.loseAnswers(Optional.of("registration"));
      enters(topic, "ann");
      await().until(() -> store.asked.stream().filter("registration"::equals).count() > 1);
      node.awaitHome(topic);
      assertFalse(isBanned(bob));
      store.loseAnswers(Optional.empty());
      await().until(() -> isBanned(bob));
    }

    @Test
    void may_have_registered_a_topic_that_lives() {
      TopicName free = node.newTopic();
      Seat founder = enters(free, "bob");
      assertEquals(Rank.MODERATOR, founder.ear().rank());
      store.register(free, new Registration(QUIET, 1, 1_000, "ann"));
      ranked(free, "ann", Rank.OWNER);
      Seat ann = node.joined(free, "ann");
      assertEquals(Rank.OWNER, ann.ear().joined().entered().standing().rank());
      assertTrue(node.cluster().snapshot(free).orElseThrow().registered());
      assertEquals(Rank.GUEST, founder.ear().rank());
    }
  }

  /// Bob is in a topic that a node leaves to the next one, and things change in between.
  @Nested
  class A_topic_that_goes_on_after_a_restart {
    private final TopicName topic = registered();

    @AutoClose
    private final OneNode next = new OneNode(store, Duration.ofHours(1).toMillis(), "room");

    private void restarts() {
      node.beAsInTheProduct();
      next.beAsInTheProduct();
      List<SavedTopic> saved = Collections.synchronizedList(new ArrayList<>());
      node.cluster().save(saved::add).toCompletableFuture().join();
      saved.forEach(
          it -> next.cluster().takeOver(new LeftTopic(it.image().name(), () -> Optional.of(it))));
    }

    private void changes() {
      store.register(topic, new Registration(QUIET, 8, 1_000, "ann"));
    }

    private Heard.Joined comesBack(String id) {
      return next.join(topic, id, new Ear()).awaitJoined().ear().joined();
    }

    @Test
    void gives_nobody_a_rank_back_that_was_taken_meanwhile() {
      ranked(topic, "eve", Rank.MODERATOR);
      enters(topic, "eve");
      enters(topic, "bob");
      restarts();
      ranked(topic, "eve", Rank.MEMBER);
      changes();
      next.cluster().resume();
      comesBack("bob");
      assertEquals(Rank.MEMBER, comesBack("eve").entered().me().rank());
    }

    @Test
    void asks_about_people_only_if_something_has_changed() {
      enters(topic, "eve");
      restarts();
      store.asked.clear();
      next.cluster().resume();
      comesBack("eve");
      next.awaitHome(topic);
      assertEquals(List.of("registration", "standing"), store.asked);
    }
  }

  @Nested
  class The_audit_log {
    @Test
    void is_written_behind_for_what_passes_and_with_the_act_for_what_lasts() {
      TopicName topic = registered();
      ranked(topic, "mod", Rank.MODERATOR);
      Seat mod = enters(topic, "mod");
      mod.send(1, new Command.SetSlow(5_000, OptionalLong.empty()));
      answer(mod, 1);
      mod.send(2, ban("bob"));
      answer(mod, 2);
      assertEquals(List.of("set_slow"), store.writtenBehind.stream().map(AuditEntry::act).toList());
      assertTrue(store.asked.contains("write ban"));
    }
  }

  @Nested
  class A_list {
    @Test
    void comes_from_the_store() {
      TopicName topic = registered();
      ranked(topic, "mod", Rank.MODERATOR);
      store.affiliate(topic, affiliation("bob", new Affiliation.Standing.Banned(false)));
      Seat mod = enters(topic, "mod");
      mod.send(1, new Command.List(Command.List.Of.BANS, Optional.empty(), 10));
      Outcome.Listed listed = (Outcome.Listed) answer(mod, 1);
      assertEquals(1, listed.entries().size());
      store.goDown(true);
      mod.send(2, new Command.List(Command.List.Of.AUDIT, Optional.empty(), 10));
      assertEquals(Reason.UNAVAILABLE, reason(answer(mod, 2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 100})
    void of_bans_has_everybody_kicked_and_then_everybody_banned_however_short_its_pages(int limit) {
      TopicName topic = registered();
      ranked(topic, "mod", Rank.MODERATOR);
      Seat mod = enters(topic, "mod");
      List<String> kicked = List.of("k1", "k2", "k3", "k4", "k5");
      int number = 1;
      for (String id : kicked) {
        Seat _ = enters(topic, id);
        mod.send(
            number,
            new Command.Kick(new MemberId(id), Optional.empty(), OptionalLong.of(60_000), false));
        answer(mod, number++);
      }
      List<String> banned = List.of("b1", "b2", "b3");
      for (String id : banned) {
        store.affiliate(topic, affiliation(id, new Affiliation.Standing.Banned(false)));
      }
      List<String> listed = new ArrayList<>();
      Optional<String> after = Optional.empty();
      do {
        mod.send(number, new Command.List(Command.List.Of.BANS, after, limit));
        Outcome.Listed page = (Outcome.Listed) answer(mod, number);
        page.entries().forEach(it -> listed.add(about(it)));
        after = page.next();
        number++;
      } while (after.isPresent());
      assertEquals(Stream.concat(kicked.stream(), banned.stream()).toList(), listed);
    }

    private static String about(Outcome.Listed.Entry entry) {
      return switch (entry) {
        case Sanction kick -> kick.member().value();
        case Outcome.Listed.Remembered(Affiliation ban) -> ban.subject().key();
        default -> throw new AssertionError(entry);
      };
    }

    @Test
    void is_refused_to_whom_it_is_not_for_without_asking_the_store() {
      TopicName topic = registered();
      Seat bob = enters(topic, "bob");
      int before = store.asked.size();
      bob.send(1, new Command.List(Command.List.Of.BANS, Optional.empty(), 10));
      assertEquals(Reason.RANK_TOO_LOW, reason(answer(bob, 1)));
      assertEquals(before, store.asked.size());
    }
  }

  @Nested
  class A_title {
    @Test
    void that_was_set_is_there_at_the_next_birth() {
      TopicName topic = registered();
      ranked(topic, "mod", Rank.MODERATOR);
      Seat mod = enters(topic, "mod");
      mod.send(1, new Command.SetTitle(new Title("Coffee")));
      assertEquals(Outcome.OK, answer(mod, 1));
      mod.attachment().leave(Command.How.LEFT);
      await().until(() -> node.cluster().topics() == 0);
      assertEquals("Coffee", enters(topic, "bob").ear().joined().entered().snapshot().title());
    }
  }
}
