package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.extension.ExtensionContext;
import hubbub.topic.extension.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExtensionHooksTest {
  private final ScriptedExtension script = new ScriptedExtension();
  private final Room room =
      new Room(
          Room.with(100, 131072, 15_000, OptionalInt.empty(), Map.of("dance", Rank.VIP)),
          Optional.of(script));
  private final Guest ann = room.enters("ann");
  private final Guest bob = room.enters("bob");

  private static Command command(String word) {
    return new Command.Custom(word, "{}");
  }

  @Nested
  class A_join {
    @Test
    void may_be_refused_by_the_extension() {
      script.joining = _ -> Optional.of(Refusal.of(Reason.MEMBERS_ONLY));
      long rev = room.state.rev();
      isRefused(Reason.MEMBERS_ONLY, room.enters("eve").joined);
      assertEquals(rev, room.state.rev());
    }

    @Test
    void that_crashes_changes_nothing() {
      script.joining =
          _ -> {
            throw new IllegalStateException("a bug");
          };
      long rev = room.state.rev();
      assertThrows(IllegalStateException.class, () -> room.enters("eve"));
      assertEquals(rev, room.state.rev());
    }

    @Test
    void may_begin_with_assigns_and_a_greeting() {
      Slot<Integer> score = Slot.lasting("score", Integer.class).shown();
      script.joining =
          context -> {
            context.assigns(context.membership().orElseThrow()).put(score, 0);
            context.broadcast(
                "hello", "{\"nick\":\"" + context.member().orElseThrow().nick() + "\"}");
            return Optional.empty();
          };
      Guest eve = room.enters("eve");
      assertEquals(Map.of("score", 0), room.state.presenceMeta(eve.membership));
      assertEquals("{\"nick\":\"eve\"}", room.last(Event.Custom.class).payload());
    }
  }

  @Nested
  class What_it_says {
    private void isRefusedAsABug(Function<ExtensionContext, Outcome> answer) {
      script.commands.put("say", answer);
      long rev = room.state.rev();
      assertThrows(IllegalArgumentException.class, () -> bob.does(1, command("say")));
      assertEquals(rev, room.state.rev());
    }

    @Test
    void has_an_event_name_that_every_client_can_read() {
      for (String word : List.of("", "a,b", "a\"b", "a\\b", "a\nb", "phx_close")) {
        isRefusedAsABug(context -> broadcast(context, word, "{}"));
      }
    }

    @Test
    void is_a_compact_json_object() {
      for (String payload :
          List.of(
              "",
              "[]",
              "7",
              "null",
              "{",
              "{}}",
              "{ }",
              "{\"a\": 1}",
              "{\"a\":1,}",
              "{a:1}",
              "{\"a\":01}",
              "{\"a\":.5}",
              "{\"a\":\"\n\"}",
              "{\"a\":\"\\x\"}",
              "{\"a\":\"b}",
              "{\"a\":tru}",
              "{\"a\":[1,]}",
              "{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}")) {
        isRefusedAsABug(context -> broadcast(context, "said", payload));
        isRefusedAsABug(_ -> new Outcome.Custom("ok", payload));
      }
    }

    @Test
    void does_not_use_keys_that_belong_to_the_frame() {
      for (String key : List.of("seq", "at", "status", "response", "s\\u0065q")) {
        isRefusedAsABug(context -> broadcast(context, "said", "{\"x\":1,\"" + key + "\":1}"));
      }
    }

    @Test
    void is_refused_right_away_so_that_its_author_finds_the_line() {
      script.commands.put(
          "say",
          context -> {
            var bug =
                assertThrows(
                    IllegalArgumentException.class,
                    () ->
                        context.broadcast(
                            "said", "{\"x\":{},\"status\":\"" + "x".repeat(9_000) + "\"}"));
            String message = String.valueOf(bug.getMessage());
            assertTrue(message.contains("the key status"), message);
            assertTrue(message.length() < 300, message);
            return Outcome.OK;
          });
      isOk(bob.does(1, command("say")));
      assertEquals(List.of(), room.events(Event.Custom.class));
    }

    @Test
    void may_otherwise_be_any_json() {
      String payload =
          "{\"a,b\":[-0.5e+3,10,{\"seq\":1},[],true,false,null],\"\":\"\\u00e9\\n\\\"ü😀\",\"b\":{}}";
      script.commands.put("say", context -> broadcast(context, "said: änything", payload));
      isOk(bob.does(1, command("say")));
      assertEquals(payload, room.last(Event.Custom.class).payload());
    }

    @Test
    void as_an_answer_has_a_status_and_is_not_postponed_twice() {
      isRefusedAsABug(_ -> new Outcome.Custom("", "{}"));
      isRefusedAsABug(context -> {
        context.reply(context.cause().orElseThrow(), new Outcome.Later());
        return Outcome.OK;
      });
    }

    private static Outcome broadcast(ExtensionContext context, String event, String payload) {
      context.broadcast(event, payload);
      return Outcome.OK;
    }
  }

  @Nested
  class What_it_learns {
    @Test
    void is_whether_a_member_may_speak() {
      List<Optional<Reason>> silences = new ArrayList<>();
      script.commands.put(
          "say",
          context -> {
            silences.add(context.silence().map(Refusal::reason));
            return Outcome.OK;
          });
      bob.does(1, command("say"));
      isOk(ann.mutes(bob, 5_000));
      bob.does(2, command("say"));
      ann.does(1, command("say"));
      room.server(command("say"));
      assertEquals(
          List.of(Optional.empty(), Optional.of(Reason.MUTED), Optional.empty(), Optional.empty()),
          silences);
    }
  }

  @Nested
  class A_command {
    @Test
    void that_no_extension_knows_is_refused() {
      isRefused(Reason.UNKNOWN_COMMAND, ann.does(command("fly")));
      isRefused(Reason.UNKNOWN_COMMAND, new Room().enters("ann").does(command("fly")));
    }

    @Test
    void asks_for_the_rank_that_the_settings_say() {
      script.commands.put("dance", _ -> Outcome.OK);
      isRefused(Reason.RANK_TOO_LOW, bob.does(command("dance")));
      isOk(ann.does(command("dance")));
    }

    @Test
    void is_answered_with_a_status_of_its_own() {
      Outcome maybe = new Outcome.Custom("maybe", "{\"odds\":3}");
      script.commands.put("toss", _ -> maybe);
      assertEquals(maybe, bob.does(command("toss")));
    }

    @Test
    void tells_everybody_before_it_is_answered() {
      script.commands.put(
          "wave",
          context -> {
            context.broadcast("waved", "{}");
            return Outcome.OK;
          });
      isOk(bob.does(command("wave")));
      assertEquals(
          new Event.Custom("waved", "{}", Optional.empty()), room.last(Event.Custom.class));
    }

    @Test
    void tells_everybody_but_its_sender() {
      script.commands.put(
          "point",
          context -> {
            context.broadcastExcept(context.membership().orElseThrow(), "pointed", "{}");
            return Outcome.OK;
          });
      isOk(bob.does(command("point")));
      assertEquals(Optional.of(bob.membership), room.last(Event.Custom.class).except());
    }

    @Test
    void is_answered_later_when_a_value_expires() {
      Slot<Change.Cause> waiting = Slot.expiring("waiting", Change.Cause.class, 2_000);
      Outcome ready = new Outcome.Custom("ok", "{\"ready\":true}");
      script.commands.put(
          "brew",
          context -> {
            context.slots().put(waiting, context.cause().orElseThrow());
            return new Outcome.Later();
          });
      script.expiries.put(
          "waiting",
          (context, value) -> {
            context.reply((Change.Cause) value, ready);
            return Optional.empty();
          });
      assertEquals(new Outcome.Later(), bob.does(7, command("brew")));
      room.pass(2_000);
      assertEquals(
          List.of(new Decision.Late(new Change.Cause(bob.membership, 7), ready)), room.late);
      assertEquals(ready, bob.does(7, command("brew")));
    }

    @Test
    void is_answered_later_by_a_command_of_another() {
      Slot<Change.Cause> knock = Slot.lasting("knock", Change.Cause.class);
      script.commands.put(
          "knock",
          context -> {
            context.slots().put(knock, context.cause().orElseThrow());
            return new Outcome.Later();
          });
      script.commands.put(
          "open",
          context -> {
            context.slots().get(knock).ifPresent(cause -> context.reply(cause, Outcome.OK));
            return Outcome.OK;
          });
      bob.does(1, command("knock"));
      isOk(ann.does(command("open")));
      assertEquals(Outcome.OK, room.late.getFirst().outcome());
    }

    @Test
    void is_not_carried_out_twice_under_the_same_number() {
      Outcome counted = new Outcome.Custom("counted", "{}");
      script.commands.put(
          "count",
          context -> {
            context.broadcast("counted", "{}");
            return counted;
          });
      assertEquals(counted, bob.does(1, command("count")));
      assertEquals(counted, bob.does(1, command("count")));
      assertEquals(1, room.events(Event.Custom.class).size());
    }

    @Test
    void is_answered_again_as_it_was_after_others_were_carried_out() {
      script.commands.put("toss", context -> tossed(context, 3));
      script.commands.put(
          "brew",
          context -> {
            context.broadcast("brewing", "{}");
            return new Outcome.Later();
          });
      Outcome first = bob.does(1, command("toss"));
      script.commands.put("toss", context -> tossed(context, 4));
      Outcome second = bob.does(2, command("toss"));
      assertEquals(new Outcome.Later(), bob.does(3, command("brew")));
      for (int number = 4; number <= 32; number++) {
        bob.does(number, command("toss"));
      }
      assertEquals(first, bob.does(1, command("toss")));
      assertEquals(second, bob.does(2, command("toss")));
      for (int number = 33; number <= 64; number++) {
        bob.does(number, command("toss"));
      }
      assertEquals(new Outcome.Later(), bob.does(3, command("brew")));
    }

    @Test
    void is_not_remembered_beyond_16_KiB_of_answers_and_then_says_so() {
      Outcome small = new Outcome.Custom("ok", "{}");
      Outcome big = new Outcome.Custom("ok", "{\"x\":\"" + "y".repeat(5_000) + "\"}");
      script.commands.put("small", context -> answered(context, small));
      script.commands.put("big", context -> answered(context, big));
      bob.does(1, command("big"));
      bob.does(2, command("small"));
      bob.does(3, command("big"));
      isRefused(Reason.INTERNAL, bob.does(1, command("big")));
      assertEquals(big, bob.does(3, command("big")));
      assertEquals(3, room.events(Event.Custom.class).size());
    }

    private static Outcome tossed(ExtensionContext context, int number) {
      return answered(context, new Outcome.Custom("tossed", "{\"number\":" + number + "}"));
    }

    private static Outcome answered(ExtensionContext context, Outcome outcome) {
      context.broadcast("told", "{}");
      return outcome;
    }

    @Test
    void that_is_refused_changes_nothing() {
      Slot<String> slot = Slot.lasting("slot", String.class);
      script.commands.put(
          "keep",
          context -> {
            context.slots().put(slot, "value");
            return Outcome.OK;
          });
      script.commands.put(
          "refuse",
          context -> {
            context.slots().remove(slot);
            context.broadcast("removed", "{}");
            return new Outcome.Refused(Refusal.of(Reason.EMPTY));
          });
      isOk(bob.does(command("keep")));
      long rev = room.state.rev();
      isRefused(Reason.EMPTY, bob.does(1, command("refuse")));
      assertEquals(rev, room.state.rev());
      assertEquals(List.of(), script.removed);
    }

    @Test
    void that_throws_changes_nothing() {
      script.commands.put(
          "crash",
          context -> {
            context.broadcast("half", "{}");
            throw new IllegalStateException("a bug");
          });
      long rev = room.state.rev();
      assertThrows(IllegalStateException.class, () -> bob.does(command("crash")));
      assertEquals(rev, room.state.rev());
    }
  }
}
