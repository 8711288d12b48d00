package hubbub.store;

import static hubbub.store.Given.resultOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.identity.Account;
import hubbub.identity.AccountStore;
import hubbub.identity.AccountStore.Renewal;
import hubbub.identity.AccountStore.Renewed;
import hubbub.identity.AccountStore.Revocation;
import hubbub.identity.AccountStore.Session;
import hubbub.topic.MemberId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What the store of accounts must do on each database; the test of each extends this.
abstract class AccountStoreContract {
  private static final Account ANN = account("ann");
  private static final long NOW = 1_000_000;
  private static final long LATER = NOW + 60_000;
  private static final long END = NOW + 1_000_000;

  private StoreSettings settings;
  private Store store;
  private AccountStore accounts;

  /// The settings of a database in which nothing is.
  abstract StoreSettings fresh() throws Exception;

  @BeforeEach
  void open() throws Exception {
    settings = fresh();
    reopen();
  }

  private void reopen() throws CannotOpen {
    store = Store.open(settings);
    accounts = store.accounts();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Account account(String name) {
    return new Account(new MemberId("a" + name), name, name + "-key", "hash", NOW, false);
  }

  private static Session session(String family, int number) {
    return new Session(family, family + number, NOW, END);
  }

  /// Shows token `shown` of a family at `now`, for its next one.
  private Renewed renew(String family, int shown, long now) {
    Session next = new Session(family, family + now, now, now + END);
    return resultOf(accounts.renew(new Renewal(family + shown, next, now - 10_000, END)));
  }

  @Nested
  class An_account {
    @Test
    void is_found_by_its_name_key_and_its_id() {
      assertTrue(resultOf(accounts.create(ANN, session("f", 1))));
      assertEquals(Optional.of(ANN), resultOf(accounts.named("ann-key")));
      assertEquals(Optional.of(ANN), resultOf(accounts.find(ANN.id())));
      assertEquals(Optional.empty(), resultOf(accounts.named("ann")));
    }

    @Test
    void has_its_name_alone_even_if_many_ask_for_it_at_once() {
      List<CompletionStage<Boolean>> all =
          IntStream.range(0, 8)
              .mapToObj(i ->
                  accounts.create(
                      new Account(new MemberId("a" + i), "Ann", "ann-key", "hash", NOW, false),
                      session("f" + i, 1)))
              .toList();
      assertEquals(1, all.stream().filter(Given::resultOf).count());
    }

    @Test
    void keeps_a_new_password_unless_it_has_another_one_by_now() {
      resultOf(accounts.create(ANN, session("f", 1)));
      assertTrue(resultOf(accounts.rehash(ANN, "next")));
      assertFalse(resultOf(accounts.rehash(ANN, "other")));
      assertEquals(
          Optional.empty(), resultOf(accounts.changePassword(ANN, "other", Optional.empty(), END)));
      assertEquals("next", resultOf(accounts.find(ANN.id())).orElseThrow().password());
    }

    @Test
    void is_gone_with_its_sessions_when_it_is_deleted() {
      resultOf(accounts.create(ANN, session("f", 1)));
      assertEquals(List.of("f"), resultOf(accounts.delete(ANN, END)));
      assertEquals(Optional.empty(), resultOf(accounts.find(ANN.id())));
      assertInstanceOf(Renewed.Unknown.class, renew("f", 1, NOW));
      assertFalse(resultOf(accounts.signIn(ANN, session("g", 1))));
      assertTrue(resultOf(accounts.create(ANN, session("h", 1))));
    }
  }

  @Nested
  class A_name {
    @Test
    void is_known_without_asking_also_after_a_restart_until_its_account_is_deleted()
        throws CannotOpen {
      assertFalse(accounts.mayHave("ann-key"));
      resultOf(accounts.create(ANN, session("f", 1)));
      assertTrue(accounts.mayHave("ann-key"));
      close();
      reopen();
      assertTrue(accounts.mayHave("ann-key"));
      resultOf(accounts.delete(ANN, END));
      assertFalse(accounts.mayHave("ann-key"));
    }
  }

  @Nested
  class A_session {
    @BeforeEach
    void create() {
      resultOf(accounts.create(ANN, session("f", 1)));
    }

    @Test
    void begins_only_with_the_password_that_the_account_has() {
      assertTrue(resultOf(accounts.signIn(ANN, session("g", 1))));
      resultOf(accounts.rehash(ANN, "next"));
      assertFalse(resultOf(accounts.signIn(ANN, session("h", 1))));
    }

    @Test
    void goes_on_from_token_to_token() {
      assertEquals(new Renewed.Current(ANN), renew("f", 1, LATER));
      Session next = new Session("f", "f3", LATER + 60_000, END);
      assertEquals(
          new Renewed.Current(ANN),
          resultOf(accounts.renew(new Renewal("f" + LATER, next, LATER + 50_000, END))));
    }

    @Test
    void forgives_the_same_token_twice_at_once() {
      assertEquals(new Renewed.Current(ANN), renew("f", 1, LATER));
      assertEquals(new Renewed.Current(ANN), renew("f", 1, LATER + 9_999));
    }

    @Test
    void ends_when_a_token_that_was_replaced_is_shown_again() {
      resultOf(accounts.signIn(ANN, session("g", 1)));
      renew("f", 1, LATER);
      assertInstanceOf(Renewed.Reused.class, renew("f", 1, LATER + 10_000));
      assertInstanceOf(Renewed.Unknown.class, renew("f", 1, LATER + 10_000));
      assertEquals(List.of(new Revocation("f", END)), resultOf(accounts.revocations(NOW)));
      assertEquals(new Renewed.Current(ANN), renew("g", 1, LATER));
    }

    @Test
    void ends_when_a_forgotten_token_of_its_is_shown() {
      renew("f", 1, LATER);
      assertInstanceOf(Renewed.Reused.class, renew("f", 77, LATER));
    }

    @Test
    void is_over_at_its_end() {
      assertInstanceOf(Renewed.Reused.class, renew("f", 1, END));
    }

    @Test
    void ends_by_signing_out() {
      assertTrue(resultOf(accounts.signOut(new Revocation("f", END))));
      assertFalse(resultOf(accounts.signOut(new Revocation("f", END))));
      assertInstanceOf(Renewed.Unknown.class, renew("f", 1, LATER));
    }

    @Test
    void ends_with_all_others_but_the_one_to_keep_when_the_password_changes() {
      resultOf(accounts.signIn(ANN, session("g", 1)));
      resultOf(accounts.signIn(ANN, session("h", 1)));
      List<String> ended =
          resultOf(accounts.changePassword(ANN, "next", Optional.of("g"), END)).orElseThrow();
      assertEquals(Set.of("f", "h"), Set.copyOf(ended));
      assertEquals(List.of("g"), resultOf(accounts.signOutAll(ANN.id(), END)));
      assertEquals(3, resultOf(accounts.revocations(NOW)).size());
    }

    @Test
    void makes_room_for_the_next_when_there_are_too_many() {
      for (int i = 0; i < SessionRows.MOST; i++) {
        resultOf(accounts.signIn(ANN, new Session("many", "many" + i, LATER, END)));
      }
      assertInstanceOf(Renewed.Unknown.class, renew("f", 1, LATER));
      assertEquals(new Renewed.Current(ANN), renew("many", 0, LATER));
    }
  }

  @Nested
  class Revocations {
    @Test
    void outlive_the_server_until_they_end() throws CannotOpen {
      resultOf(accounts.create(ANN, session("f", 1)));
      resultOf(accounts.signOut(new Revocation("f", END)));
      close();
      reopen();
      assertEquals(List.of(new Revocation("f", END)), resultOf(accounts.revocations(NOW)));
      assertEquals(List.of(), resultOf(accounts.revocations(END)));
    }
  }
}
