package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Somebody guesses a topic's password.
class PasswordGuessesTest {
  private static final Optional<AddressPrefix> HERE = at("192.0.2.1");
  private static final Optional<AddressPrefix> THERE = at("192.0.2.2");
  private static final Optional<AddressPrefix> NOWHERE = Optional.empty();

  private final Room room = new Room();
  private final Guest ann = room.enters("ann");
  private int guests;

  private static Optional<AddressPrefix> at(String address) {
    return Optional.of(AddressPrefix.parse(address));
  }

  @BeforeEach
  void lock() {
    Command lock =
        new Command.SetLock(Optional.of("sesame"), Optional.empty(), OptionalInt.empty());
    isOk(room.server(lock));
  }

  private Outcome tries(String password, Optional<AddressPrefix> from) {
    Guest guest = new Guest(room, "g" + ++guests, room.nextMembership(1));
    guest.from = from;
    return guest.join(Optional.of(password));
  }

  private void isWrong(Optional<AddressPrefix> from) {
    isRefused(Reason.WRONG_PASSWORD, tries("guess", from));
  }

  private void areWrong(int times, Optional<AddressPrefix> from) {
    for (int i = 0; i < times; i++) {
      isWrong(from);
    }
  }

  /// Wrong passwords from as many addresses, so that none of these has to wait.
  private void areWrongFromEverywhere(int times) {
    for (int i = 0; i < times; i++) {
      isWrong(at("198.51." + i / 200 + "." + i % 200));
    }
  }

  private long retryAfter(Outcome outcome) {
    Refusal refusal = isRefused(Reason.SPAM, outcome);
    assertEquals("password", refusal.details().get("rule"));
    assertFalse(refusal.isForGood());
    return (long) Objects.requireNonNull(refusal.details().get("retry_after_ms"));
  }

  @Nested
  class From_one_address {
    @Test
    void has_five_for_free() {
      areWrong(5, HERE);
      isOk(tries("sesame", HERE));
    }

    @Test
    void then_makes_that_address_wait_longer_after_each_up_to_a_minute() {
      areWrong(5, HERE);
      List<Long> waits = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        isWrong(HERE);
        waits.add(retryAfter(tries("guess", HERE)));
        room.passUnnoticed(waits.getLast());
      }
      assertEquals(
          List.of(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L), waits);
    }

    @Test
    void is_not_looked_at_while_it_waits() {
      areWrong(6, HERE);
      assertEquals(1_000, retryAfter(tries("sesame", HERE)));
      room.passUnnoticed(999);
      assertEquals(1, retryAfter(tries("sesame", HERE)));
      room.passUnnoticed(1);
      isOk(tries("sesame", HERE));
    }

    @Test
    void delays_no_other_address() {
      areWrong(6, HERE);
      isOk(tries("sesame", THERE));
    }

    @Test
    void counts_all_clients_without_an_address_as_one() {
      areWrong(6, NOWHERE);
      assertEquals(1_000, retryAfter(tries("sesame", NOWHERE)));
    }

    @Test
    void is_forgotten_ten_minutes_after_the_last_one() {
      areWrong(5, HERE);
      room.passUnnoticed(600_000);
      areWrong(5, HERE);
      isOk(tries("sesame", HERE));
    }

    @Test
    void does_not_count_joins_without_a_password() {
      for (int i = 0; i < 20; i++) {
        Guest guest = new Guest(room, "g" + ++guests, room.nextMembership(1));
        guest.from = HERE;
        isRefused(Reason.WRONG_PASSWORD, guest.join());
      }
      isOk(tries("sesame", HERE));
    }

    @Test
    void never_delays_those_who_need_no_password() {
      Guest bob = new Guest(room, "bob", room.nextMembership(1));
      bob.from = HERE;
      isOk(bob.join(Optional.of("sesame")));
      bob.isLost();
      areWrong(6, HERE);
      isOk(bob.again().joined);
      Guest boss = new Guest(room, "boss", room.nextMembership(1));
      boss.from = HERE;
      boss.accountRank = Rank.MODERATOR;
      isOk(boss.join());
    }
  }

  @Nested
  class From_everywhere {
    @Test
    void is_slowed_down_to_one_a_second_after_a_hundred() {
      areWrongFromEverywhere(99);
      isOk(tries("sesame", HERE));
      isWrong(THERE);
      assertEquals(1_000, retryAfter(tries("sesame", HERE)));
      room.passUnnoticed(1_000);
      isWrong(HERE);
      assertEquals(1_000, retryAfter(tries("sesame", THERE)));
      room.passUnnoticed(1_000);
      isOk(tries("sesame", THERE));
    }
  }

  @Nested
  class Moderators {
    private Optional<Moderation.Guesses> told() {
      return room.state.moderation(ann.id, room.now).orElseThrow().guesses();
    }

    private int tellings() {
      return room.events(Event.PasswordGuessed.class).size();
    }

    @Test
    void are_told_of_nothing_while_nobody_has_to_wait() {
      areWrong(5, HERE);
      areWrong(5, THERE);
      assertEquals(0, tellings());
      assertEquals(Optional.empty(), told());
    }

    @Test
    void are_told_how_many_and_since_when_once_somebody_has_to_wait() {
      long since = room.now;
      areWrong(5, HERE);
      room.passUnnoticed(500);
      isWrong(HERE);
      assertEquals(Optional.of(new Moderation.Guesses(6, since, room.now)), told());
      assertEquals(1, tellings());
    }

    @Test
    void are_told_once_a_hundred_came_from_different_addresses() {
      areWrongFromEverywhere(100);
      assertEquals(100, told().orElseThrow().count());
    }

    @Test
    void are_told_again_once_a_minute_while_it_goes_on() {
      areWrong(6, HERE);
      room.passUnnoticed(59_999);
      isWrong(HERE);
      assertEquals(1, tellings());
      room.passUnnoticed(60_000);
      isWrong(HERE);
      assertEquals(2, tellings());
      assertEquals(8, told().orElseThrow().count());
    }

    @Test
    void are_no_longer_told_ten_minutes_after_the_last_one() {
      areWrong(6, HERE);
      room.passUnnoticed(600_000);
      assertEquals(Optional.empty(), told());
    }

    @Test
    void see_the_same_on_every_replica() {
      areWrong(6, HERE);
      assertInstanceOf(Event.PasswordGuessed.class, room.changes.getLast().event());
      assertEquals(Image.of(room.state), Image.of(room.replica));
    }
  }
}
