package hubbub.topic;

import static hubbub.topic.Outcomes.isHeld;
import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static hubbub.topic.Outcomes.isSent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.Event.MessageResolved.How;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HoldRulesTest {
  private static final long TEN_MINUTES = 600_000;

  private final Room room = new Room();
  private final Guest ann = room.enters("ann");
  private final Guest bob = room.enters("bob");

  private How how() {
    return room.last(Event.MessageResolved.class).how();
  }

  private List<Outcome.Listed.Entry> listed(int limit, Optional<String> after) {
    Command.List held = new Command.List(Command.List.Of.HELD, after, limit);
    return assertInstanceOf(Outcome.Listed.class, ann.does(held)).entries();
  }

  @Nested
  class A_message_that_a_rule_wants_held {
    @Test
    void is_told_to_nobody_but_moderators() {
      long seq = room.state.seq();
      Outcome.Held reply = isHeld(bob.saysHeld("see example.org"));
      assertEquals(seq, room.state.seq());
      assertTrue(room.state.history().isEmpty());
      HeldMessage held = room.last(Event.MessageHeld.class).message();
      assertEquals("see example.org", held.body());
      assertEquals(new Event.Author(bob.id, "bob", Rank.GUEST), held.from());
      assertEquals(new Outcome.Held(held.id(), "links", room.now, held.expiresAt()), reply);
    }

    @Test
    void tells_its_author_that_it_is_held_and_until_when() {
      Refusal refusal = isHeld(bob.saysHeld("see example.org")).refusal();
      assertEquals(Reason.HELD, refusal.reason());
      assertEquals("links", refusal.details().get("rule"));
      assertEquals(room.now + TEN_MINUTES, refusal.details().get("expires_at"));
    }

    @Test
    void of_a_moderator_is_said_at_once() {
      isSent(ann.saysHeld("see example.org"));
    }

    @Test
    void of_somebody_who_may_not_speak_is_refused_for_that() {
      isOk(ann.mutes(bob, 1_000));
      isRefused(Reason.MUTED, bob.saysHeld("see example.org"));
    }

    @Test
    void makes_its_author_heard_only_once_it_is_approved() {
      Outcome.Held first = isHeld(bob.saysHeld("see example.org"));
      isHeld(bob.saysHeld("and another thing"));
      assertFalse(room.state.standing(bob.id).isHeard());
      isOk(ann.does(new Command.Approve(first.id())));
      assertTrue(room.state.standing(bob.id).isHeard());
    }

    @Test
    void counts_for_slow_mode() {
      isOk(ann.does(new Command.SetSlow(5_000, OptionalLong.empty())));
      isHeld(bob.saysHeld("see example.org"));
      isRefused(Reason.SLOW, bob.says("and another thing"));
    }

    @Test
    void counts_for_slow_mode_once_and_not_again_when_it_is_approved() {
      isOk(ann.does(new Command.SetSlow(5_000, OptionalLong.empty())));
      Outcome.Held held = isHeld(bob.saysHeld("see example.org"));
      room.pass(4_999);
      isOk(ann.does(new Command.Approve(held.id())));
      isRefused(Reason.SLOW, bob.says("and another thing"));
      room.pass(1);
      isSent(bob.says("and another thing"));
      isRefused(Reason.SLOW, bob.says("and one more"));
    }

    @Test
    void is_listed_for_moderators_who_come_later() {
      isHeld(bob.saysHeld("one"));
      isHeld(bob.saysHeld("two"));
      isRefused(
          Reason.RANK_TOO_LOW,
          bob.does(new Command.List(Command.List.Of.HELD, Optional.empty(), 10)));
      assertEquals(2, listed(10, Optional.empty()).size());
      HeldMessage first = (HeldMessage) listed(1, Optional.empty()).getFirst();
      HeldMessage second = (HeldMessage) listed(10, Optional.of(first.id())).getFirst();
      assertEquals(List.of("one", "two"), List.of(first.body(), second.body()));
      Moderation.Newest<HeldMessage> shown =
          room.state.moderation(ann.id, room.now).orElseThrow().held();
      assertEquals(new Moderation.Newest<>(2, List.of(second, first)), shown);
    }
  }

  @Nested
  class A_nonce {
    private final Command.Send send =
        new Command.Send(new Body("buy"), Optional.of("n1"), Optional.empty(), List.of());

    @Test
    void of_a_held_message_is_answered_the_same_whatever_the_rules_say_now() {
      Outcome first = bob.does(send.heldBy("links"));
      assertEquals(first, bob.does(send.heldBy("words")));
      assertEquals(first, bob.does(send));
      assertEquals(1, room.events(Event.MessageHeld.class).size());
    }

    @Test
    void is_still_answered_the_same_once_the_message_was_rejected() {
      Outcome.Held first = isHeld(bob.does(send.heldBy("links")));
      isOk(ann.does(new Command.Reject(first.id(), Optional.empty())));
      assertEquals(first, bob.does(send));
    }

    @Test
    void is_answered_with_the_messages_place_once_it_was_approved() {
      Outcome.Held held = isHeld(bob.does(send.heldBy("links")));
      isOk(ann.does(new Command.Approve(held.id())));
      assertEquals(new Outcome.Sent(held.id(), room.state.seq(), room.now), bob.does(send));
    }

    @Test
    void and_so_is_a_numbered_command_that_is_repeated() {
      Command command = send.heldBy("links");
      Outcome first = bob.does(7, command);
      assertEquals(first, bob.does(7, command));
    }
  }

  @Nested
  class An_approved_message {
    @Test
    void takes_its_place_at_that_moment_with_its_author_and_id() {
      Outcome.Held held = isHeld(bob.saysHeld("see example.org"));
      isSent(ann.says("meanwhile"));
      bob.leaves();
      isOk(ann.does(new Command.Approve(held.id())));
      assertEquals(List.of("meanwhile", "see example.org"), room.historyBodies());
      Event.Message said = room.last(Event.Message.class);
      assertEquals(held.id(), said.id());
      assertEquals(bob.id, said.from().id());
      assertEquals(How.APPROVED, how());
      assertEquals(Optional.of("ann"), room.last(Event.MessageResolved.class).by());
      assertEquals("approve", room.last(Event.Audited.class).entry().act());
    }

    @Test
    void waits_no_longer() {
      Outcome.Held held = isHeld(bob.saysHeld("see example.org"));
      isOk(ann.does(new Command.Approve(held.id())));
      isRefused(Reason.UNKNOWN_MESSAGE, ann.does(new Command.Approve(held.id())));
      isRefused(Reason.UNKNOWN_MESSAGE, ann.does(new Command.Reject(held.id(), Optional.empty())));
    }

    @Test
    void is_approved_by_moderators_only() {
      Outcome.Held held = isHeld(bob.saysHeld("see example.org"));
      isRefused(Reason.RANK_TOO_LOW, bob.does(new Command.Approve(held.id())));
      isRefused(Reason.RANK_TOO_LOW, bob.does(new Command.Reject(held.id(), Optional.empty())));
    }
  }

  @Nested
  class A_held_message {
    @Test
    void is_dropped_when_a_moderator_rejects_it_and_its_author_is_told_why() {
      Outcome.Held held = isHeld(bob.saysHeld("see example.org"));
      isOk(ann.does(new Command.Reject(held.id(), Optional.of("no ads"))));
      assertEquals(
          new Event.MessageResolved(
              bob.id, held.id(), How.REJECTED, Optional.of("ann"), Optional.of("no ads")),
          room.last(Event.MessageResolved.class));
      assertTrue(room.historyBodies().isEmpty());
    }

    @Test
    void expires_by_itself_after_ten_minutes() {
      Outcome.Held held = isHeld(bob.saysHeld("see example.org"));
      room.pass(TEN_MINUTES - 1);
      assertEquals(1, listed(10, Optional.empty()).size());
      room.pass(1);
      assertEquals(How.EXPIRED, how());
      isRefused(Reason.UNKNOWN_MESSAGE, ann.does(new Command.Approve(held.id())));
    }

    @Test
    void that_has_expired_cannot_be_approved_before_anybody_noticed() {
      Outcome.Held held = isHeld(bob.saysHeld("see example.org"));
      room.passUnnoticed(TEN_MINUTES);
      isRefused(Reason.UNKNOWN_MESSAGE, ann.does(new Command.Approve(held.id())));
    }

    @Test
    void goes_with_its_author_who_is_kicked() {
      isHeld(bob.saysHeld("see example.org"));
      isOk(ann.kicks(bob, false));
      assertEquals(How.REMOVED, how());
    }

    @Test
    void goes_with_its_author_who_is_banned() {
      isHeld(bob.saysHeld("see example.org"));
      isOk(
          ann.does(
              new Command.Ban(
                  new Subject.Member(bob.id),
                  false,
                  OptionalLong.empty(),
                  Optional.empty(),
                  false)));
      assertEquals(How.REMOVED, how());
    }

    @Test
    void goes_with_its_author_who_is_erased() {
      isHeld(bob.saysHeld("see example.org"));
      bob.leaves();
      room.pass(200_000);
      assertTrue(PersonInTopic.of(room.state, bob.id, room.now).isPresent());
      room.erases(bob.id);
      assertEquals(How.REMOVED, how());
      assertTrue(PersonInTopic.of(room.state, bob.id, room.now).isEmpty());
    }

    @Test
    void stays_when_its_author_just_leaves() {
      isHeld(bob.saysHeld("see example.org"));
      bob.leaves();
      assertEquals(1, listed(10, Optional.empty()).size());
    }
  }

  @Nested
  class There_is_room_for {
    @Test
    void three_of_one_author() {
      for (int i = 0; i < 3; i++) {
        isHeld(bob.saysHeld("ad " + i));
        room.pass(1_000);
      }
      Refusal refusal = isRefused(Reason.SPAM, bob.saysHeld("ad 3"));
      assertEquals("hold", refusal.details().get("rule"));
      assertEquals(TEN_MINUTES - 3_000, refusal.details().get("retry_after_ms"));
      isSent(bob.says("but this passes"));
      room.pass(TEN_MINUTES - 3_000);
      isHeld(bob.saysHeld("ad 3"));
    }

    @Test
    void a_hundred_in_all() {
      for (int i = 0; i < 100; i++) {
        isHeld(room.enters("guest" + i).saysHeld("ad"));
      }
      Refusal refusal = isRefused(Reason.SPAM, bob.saysHeld("ad"));
      assertEquals("hold", refusal.details().get("rule"));
      isOk(ann.does(new Command.Reject("message-1", Optional.empty())));
      isHeld(bob.saysHeld("ad"));
    }
  }
}
