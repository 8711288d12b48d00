package hubbub.store;

import static hubbub.store.Given.resultOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.identity.Account;
import hubbub.identity.AccountFilter;
import hubbub.identity.AccountStore;
import hubbub.identity.AccountStore.Renewal;
import hubbub.identity.AccountStore.Renewed;
import hubbub.identity.AccountStore.Revocation;
import hubbub.identity.AccountStore.Session;
import hubbub.identity.Link;
import hubbub.identity.LinkStore;
import hubbub.identity.OperatorAct;
import hubbub.topic.Affiliation;
import hubbub.topic.LastingAct;
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.StoredStanding;
import hubbub.topic.Subject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

  private List<String> revoked(long now) {
    return resultOf(store.revocations().all(now)).stream().map(it -> it.name()).toList();
  }

  private static Account account(String name) {
    return new Account(new MemberId("a" + name), name, name + "-key", "hash", NOW, false, false);
  }

  private static Session session(String family, int number) {
    return new Session(family, family + number, NOW, END);
  }

  private static OperatorAct act(String word) {
    return new OperatorAct("key:ops", word, ANN.id().value());
  }

  /// Shows token `shown` of a family at `now`, for its next one.
  private Renewed renew(String family, long shown, long now) {
    return renew(family, shown, now, now);
  }

  private Renewed renew(String family, long shown, long next, long now) {
    Session session = new Session(family, family + next, now, now + END);
    return resultOf(accounts.renew(new Renewal(family + shown, session, now - 10_000, END)));
  }

  @Nested
  class An_account {
    @Test
    void is_found_by_its_name_key_and_its_id() {
      assertTrue(resultOf(accounts.create(ANN, session("f", 1), Optional.empty())));
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
                      new Account(
                          new MemberId("a" + i), "Ann", "ann-key", "hash", NOW, false, false),
                      session("f" + i, 1),
                      Optional.empty()))
              .toList();
      assertEquals(1, all.stream().filter(Given::resultOf).count());
    }

    @Test
    void keeps_a_new_password_unless_it_has_another_one_by_now() {
      resultOf(accounts.create(ANN, session("f", 1), Optional.empty()));
      assertTrue(resultOf(accounts.rehash(ANN, "next")));
      assertFalse(resultOf(accounts.rehash(ANN, "other")));
      assertEquals(
          Optional.empty(), resultOf(accounts.changePassword(ANN, "other", Optional.empty(), END)));
      assertEquals("next", resultOf(accounts.find(ANN.id())).orElseThrow().password());
    }

    @Test
    void is_gone_with_its_sessions_when_it_is_deleted() {
      resultOf(accounts.create(ANN, session("f", 1), Optional.empty()));
      assertEquals(Optional.of(List.of("f")), resultOf(accounts.delete(ANN, END)));
      assertEquals(Optional.empty(), resultOf(accounts.find(ANN.id())));
      assertInstanceOf(Renewed.Unknown.class, renew("f", 1, NOW));
      assertFalse(resultOf(accounts.signIn(ANN, session("g", 1))));
      assertTrue(resultOf(accounts.create(ANN, session("h", 1), Optional.empty())));
    }
  }

  @Nested
  class The_rooms_of_an_account_that_is_deleted {
    private static final Subject ANNS = new Subject.Member(ANN.id());
    private static final Subject BOBS = Given.member("abob");

    @BeforeEach
    void create_it() {
      resultOf(accounts.create(ANN, session("f", 1), Optional.empty()));
    }

    private LastingAct.Result write(LastingAct act) {
      return resultOf(store.topics().write(Given.LOBBY, act, Given.entry(NOW, "act"))).result();
    }

    private StoredStanding standing() {
      return resultOf(store.topics().standing(Given.LOBBY, List.of(ANNS)));
    }

    private static Affiliation ownerUntil(Subject subject, OptionalLong until) {
      return Given.affiliation(subject, new Affiliation.Standing.Ranked(Rank.OWNER), until);
    }

    @Test
    void remember_no_rank_of_it() {
      write(Given.register(Given.ranked(BOBS, Rank.OWNER), Given.ranked(ANNS, Rank.OWNER)));
      assertEquals(Optional.of(List.of("f")), resultOf(accounts.delete(ANN, END)));
      assertEquals(Optional.empty(), standing().rank());
      assertEquals(LastingAct.Result.LAST_OWNER, write(new LastingAct.Demote(BOBS)));
    }

    @Test
    void have_a_change_counted_so_that_a_live_one_notices() {
      write(Given.register(Given.ranked(ANNS, Rank.VIP)));
      resultOf(accounts.delete(ANN, END));
      assertEquals(2, standing().version());
    }

    @Test
    void keep_it_if_one_would_be_left_without_an_owner() {
      long later = System.currentTimeMillis() + 3_600_000;
      write(Given.register(Given.ranked(ANNS, Rank.OWNER)));
      write(Given.affiliate(ownerUntil(BOBS, OptionalLong.of(later))));
      assertEquals(Optional.empty(), resultOf(accounts.delete(ANN, END)));
      assertEquals(Optional.of(ANN), resultOf(accounts.find(ANN.id())));
      assertEquals(2, standing().version());
      assertInstanceOf(Renewed.Current.class, renew("f", 1, NOW));
      write(Given.affiliate(ownerUntil(BOBS, OptionalLong.empty())));
      assertTrue(resultOf(accounts.delete(ANN, END)).isPresent());
    }

    @Test
    void keep_its_bans_without_a_nick_for_as_long_as_its_access_tokens_may_be_used() {
      long end = System.currentTimeMillis() + 600_000;
      write(Given.register(Given.banned(ANNS, OptionalLong.empty())));
      resultOf(accounts.delete(ANN, end));
      Affiliation ban = standing().ban().orElseThrow();
      assertEquals(Optional.empty(), ban.nick());
      assertEquals(OptionalLong.of(end), ban.untilAt());
    }

    @Test
    void have_an_owner_also_if_two_owners_delete_theirs_at_once() {
      Account bob = account("bob");
      resultOf(accounts.create(bob, session("g", 1), Optional.empty()));
      write(Given.register(Given.ranked(ANNS, Rank.OWNER), Given.ranked(BOBS, Rank.OWNER)));
      List<CompletionStage<Optional<List<String>>>> both =
          List.of(accounts.delete(ANN, END), accounts.delete(bob, END));
      assertEquals(1, both.stream().filter(it -> resultOf(it).isPresent()).count());
    }
  }

  @Nested
  class A_name {
    @Test
    void is_known_without_asking_also_after_a_restart_until_its_account_is_deleted()
        throws CannotOpen {
      assertFalse(accounts.mayHave("ann-key"));
      resultOf(accounts.create(ANN, session("f", 1), Optional.empty()));
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
      resultOf(accounts.create(ANN, session("f", 1), Optional.empty()));
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
    void goes_on_with_one_token_when_the_same_one_is_shown_twice_at_once() {
      assertEquals(new Renewed.Current(ANN), renew("f", 1, 2, LATER));
      assertEquals(new Renewed.Current(ANN), renew("f", 1, 2, LATER + 9_999));
      assertEquals(new Renewed.Current(ANN), renew("f", 2, 3, LATER + 60_000));
    }

    @Test
    void ends_at_the_next_use_if_a_thief_has_shown_a_token_at_the_same_time() {
      renew("f", 1, 2, LATER);
      renew("f", 1, 2, LATER + 5_000);
      assertEquals(new Renewed.Current(ANN), renew("f", 2, 3, LATER + 60_000));
      assertInstanceOf(Renewed.Reused.class, renew("f", 2, 3, LATER + 120_000));
      assertInstanceOf(Renewed.Unknown.class, renew("f", 3, 4, LATER + 120_000));
    }

    @Test
    void gives_no_token_that_was_replaced_itself_and_goes_on() {
      renew("f", 1, 2, LATER);
      renew("f", 2, 3, LATER + 1);
      assertInstanceOf(Renewed.Outdated.class, renew("f", 1, 2, LATER + 2));
      assertEquals(new Renewed.Current(ANN), renew("f", 3, 4, LATER + 60_000));
    }

    @Test
    void ends_when_a_token_that_was_replaced_is_shown_again() {
      resultOf(accounts.signIn(ANN, session("g", 1)));
      renew("f", 1, LATER);
      assertInstanceOf(Renewed.Reused.class, renew("f", 1, LATER + 10_000));
      assertInstanceOf(Renewed.Unknown.class, renew("f", 1, LATER + 10_000));
      assertEquals(List.of("f"), revoked(NOW));
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
      assertEquals(3, revoked(NOW).size());
    }

    @Test
    void makes_room_for_the_next_when_there_are_too_many() {
      for (int i = 0; i < SessionRows.MOST; i++) {
        resultOf(accounts.signIn(ANN, new Session("many", "many" + i, LATER, END)));
      }
      assertInstanceOf(Renewed.Unknown.class, renew("f", 1, LATER));
      assertEquals(List.of("f"), revoked(NOW));
      assertEquals(new Renewed.Current(ANN), renew("many", 0, LATER));
    }

    @Test
    void loses_only_its_older_tokens_when_there_are_too_many() {
      for (int i = 0; i < SessionRows.MOST - 1; i++) {
        resultOf(accounts.signIn(ANN, new Session("many", "many" + i, LATER, END)));
      }
      assertEquals(new Renewed.Current(ANN), renew("f", 1, LATER + 1));
      assertEquals(List.of(), revoked(NOW));
      assertEquals(new Renewed.Current(ANN), renew("f", LATER + 1, LATER + 2));
    }
  }

  @Nested
  class Revocations {
    @Test
    void outlive_the_server_until_they_end() throws CannotOpen {
      resultOf(accounts.create(ANN, session("f", 1), Optional.empty()));
      resultOf(accounts.signOut(new Revocation("f", END)));
      close();
      reopen();
      assertEquals(List.of("f"), revoked(NOW));
      assertEquals(List.of(), revoked(END));
    }
  }

  private static Link link(Link.Kind kind, Optional<MemberId> account, int uses) {
    return new Link(kind, "code", account, uses, LATER);
  }

  private static Link.Use use(Link.Kind kind, String code, long now) {
    return new Link.Use(kind, code, now);
  }

  private boolean creates(String name, Link.Use use) {
    return resultOf(accounts.create(account(name), session("f" + name, 1), Optional.of(use)));
  }

  @Nested
  class A_link {
    private static final Link.Use INVITED = use(Link.Kind.INVITE, "code", NOW);

    @Test
    void is_good_until_its_end_for_what_it_was_made() {
      resultOf(store.links().add(link(Link.Kind.INVITE, Optional.empty(), 1)));
      assertTrue(resultOf(store.links().isGood(INVITED)));
      for (Link.Use bad :
          List.of(
              use(Link.Kind.SETUP, "code", NOW),
              use(Link.Kind.RESET, "code", NOW),
              use(Link.Kind.INVITE, "edoc", NOW),
              use(Link.Kind.INVITE, "code", LATER))) {
        assertFalse(resultOf(store.links().isGood(bad)), bad::toString);
        assertFalse(creates("ann", bad), bad::toString);
      }
      assertTrue(creates("ann", INVITED));
      assertFalse(resultOf(store.links().isGood(INVITED)));
    }

    @Test
    void is_added_only_while_there_is_room_for_one_more_that_is_good() {
      LinkStore.Room room = new LinkStore.Room(2, NOW);
      resultOf(store.links().add(new Link(Link.Kind.INVITE, "ended", Optional.empty(), 1, NOW)));
      resultOf(store.links().add(new Link(Link.Kind.RESET, "other", Optional.empty(), 1, LATER)));
      assertTrue(isAdded("a", room));
      assertTrue(isAdded("b", room));
      assertFalse(isAdded("c", room));
      assertFalse(resultOf(store.links().isGood(use(Link.Kind.INVITE, "c", NOW))));
      assertTrue(creates("ann", use(Link.Kind.INVITE, "a", NOW)));
      assertTrue(isAdded("d", room));
    }

    private boolean isAdded(String code, LinkStore.Room room) {
      return resultOf(
          store
              .links()
              .addIfRoom(
                  new Link(Link.Kind.INVITE, code, Optional.empty(), 1, LATER),
                  room,
                  act("invite")));
    }

    @Test
    void is_used_as_often_as_it_may_be_even_if_many_use_it_at_once() {
      resultOf(store.links().add(link(Link.Kind.INVITE, Optional.empty(), 3)));
      List<CompletionStage<Boolean>> all =
          IntStream.range(0, 8)
              .mapToObj(
                  i -> accounts.create(account("n" + i), session("f" + i, 1), Optional.of(INVITED)))
              .toList();
      assertEquals(3, all.stream().filter(Given::resultOf).count());
    }

    @Test
    void is_not_used_up_by_a_name_that_is_taken() {
      resultOf(store.links().add(link(Link.Kind.INVITE, Optional.empty(), 1)));
      resultOf(accounts.create(ANN, session("f", 1), Optional.empty()));
      assertFalse(creates("ann", INVITED));
      assertTrue(creates("bob", INVITED));
    }

    @Test
    void is_gone_when_its_kind_is_forgotten() {
      resultOf(store.links().add(link(Link.Kind.INVITE, Optional.empty(), 1)));
      assertEquals(0, resultOf(store.links().forget(Link.Kind.SETUP)));
      assertEquals(1, resultOf(store.links().forget(Link.Kind.INVITE)));
      assertFalse(creates("ann", INVITED));
    }

    @Test
    void that_resets_a_password_ends_all_sessions_and_every_other_such_link() {
      resultOf(accounts.create(ANN, session("f", 1), Optional.empty()));
      resultOf(store.links().add(link(Link.Kind.RESET, Optional.of(ANN.id()), 1)));
      resultOf(
          store.links().add(new Link(Link.Kind.RESET, "other", Optional.of(ANN.id()), 1, LATER)));
      AccountStore.Reset reset = reset("code").orElseThrow();
      assertEquals("next", reset.account().password());
      assertEquals(List.of("f"), reset.ended());
      assertEquals("next", resultOf(accounts.find(ANN.id())).orElseThrow().password());
      assertEquals(new Renewed.Current(reset.account()), renew("r", 1, NOW));
      assertEquals(Optional.empty(), reset("code"));
      assertEquals(Optional.empty(), reset("other"));
    }

    @Test
    void that_resets_a_password_is_good_no_more_once_the_password_is_another() {
      resultOf(accounts.create(ANN, session("f", 1), Optional.empty()));
      resultOf(store.links().add(link(Link.Kind.RESET, Optional.of(ANN.id()), 1)));
      resultOf(accounts.changePassword(ANN, "other", Optional.of("f"), END));
      assertEquals(Optional.empty(), reset("code"));
      assertEquals("other", resultOf(accounts.find(ANN.id())).orElseThrow().password());
    }

    @Test
    void resets_no_password_of_an_account_that_is_disabled_or_gone() {
      resultOf(accounts.create(ANN, session("f", 1), Optional.empty()));
      resultOf(store.links().add(link(Link.Kind.RESET, Optional.of(ANN.id()), 2)));
      resultOf(accounts.setDisabled(ANN, true, act("disable"), END));
      assertEquals(Optional.empty(), reset("code"));
      assertEquals("hash", resultOf(accounts.find(ANN.id())).orElseThrow().password());
      resultOf(accounts.delete(ANN, END));
      assertEquals(Optional.empty(), reset("code"));
    }

    @Test
    void that_resets_a_password_takes_the_place_of_those_before() {
      resultOf(accounts.create(ANN, session("f", 1), Optional.empty()));
      assertTrue(replaces("first"));
      assertTrue(replaces("second"));
      assertEquals(Optional.empty(), reset("first"));
      assertTrue(reset("second").isPresent());
    }

    @Test
    void that_resets_a_password_is_the_only_one_even_if_many_are_made_at_once() {
      resultOf(accounts.create(ANN, session("f", 1), Optional.empty()));
      List<CompletionStage<Boolean>> all =
          IntStream.range(0, 8)
              .mapToObj(i -> store.links().replace(ANN, reset(ANN, "c" + i), act("reset-link")))
              .toList();
      assertEquals(8, all.stream().filter(Given::resultOf).count());
      assertEquals(
          1,
          IntStream.range(0, 8)
              .filter(i -> resultOf(store.links().isGood(use(Link.Kind.RESET, "c" + i, NOW))))
              .count());
    }

    @Test
    void that_resets_a_password_is_good_no_more_once_its_account_is_an_admin() {
      resultOf(accounts.create(ANN, session("f", 1), Optional.empty()));
      assertTrue(replaces("code"));
      resultOf(accounts.setAdmin(ANN, true, act("promote"), END));
      assertEquals(Optional.empty(), reset("code"));
      assertEquals("hash", resultOf(accounts.find(ANN.id())).orElseThrow().password());
    }

    @Test
    void that_resets_a_password_is_not_made_for_whoever_has_become_an_admin_meanwhile() {
      resultOf(accounts.create(ANN, session("f", 1), Optional.empty()));
      resultOf(accounts.setAdmin(ANN, true, act("promote"), END));
      assertFalse(replaces("code"));
      assertFalse(resultOf(store.links().isGood(use(Link.Kind.RESET, "code", NOW))));
      assertTrue(replaces(resultOf(accounts.find(ANN.id())).orElseThrow(), "code"));
    }

    @Test
    void that_resets_a_password_is_made_for_no_account_that_is_gone() {
      assertFalse(replaces("code"));
      assertFalse(resultOf(store.links().isGood(use(Link.Kind.RESET, "code", NOW))));
    }

    private static Link reset(Account account, String code) {
      return new Link(Link.Kind.RESET, code, Optional.of(account.id()), 1, LATER);
    }

    private boolean replaces(String code) {
      return replaces(ANN, code);
    }

    private boolean replaces(Account account, String code) {
      return resultOf(store.links().replace(account, reset(account, code), act("reset-link")));
    }

    private Optional<AccountStore.Reset> reset(String code) {
      return resultOf(
          accounts.resetPassword(use(Link.Kind.RESET, code, NOW), "next", session("r", 1), END));
    }
  }

  @Nested
  class What_operators_do {
    @BeforeEach
    void create() {
      resultOf(accounts.create(ANN, session("f", 1), Optional.empty()));
    }

    private Account ann() {
      return resultOf(accounts.find(ANN.id())).orElseThrow();
    }

    @Test
    void makes_an_account_an_admin_and_ends_its_sessions_when_it_is_none_any_more() {
      assertFalse(resultOf(accounts.hasAdmin()));
      assertEquals(List.of(), resultOf(accounts.setAdmin(ANN, true, act("promote"), END)));
      assertTrue(resultOf(accounts.hasAdmin()));
      assertEquals(new Renewed.Current(ann()), renew("f", 1, NOW));
      assertTrue(ann().isAdmin());
      assertEquals(List.of("f"), resultOf(accounts.setAdmin(ANN, false, act("demote"), END)));
      assertFalse(resultOf(accounts.hasAdmin()));
      assertInstanceOf(Renewed.Unknown.class, renew("f", 1, NOW));
      assertEquals(List.of("f"), revoked(NOW));
    }

    @Test
    void lets_nobody_sign_in_as_the_admin_that_an_account_was() {
      resultOf(accounts.setAdmin(ANN, true, act("promote"), END));
      Account admin = ann();
      resultOf(accounts.setAdmin(ANN, false, act("demote"), END));
      assertFalse(resultOf(accounts.signIn(admin, session("g", 1))));
      assertTrue(resultOf(accounts.signIn(ANN, session("g", 1))));
    }

    @Test
    void is_in_the_audit_log_as_soon_as_it_is_done() {
      resultOf(accounts.setAdmin(ANN, true, act("promote"), END));
      resultOf(accounts.setDisabled(ANN, true, act("disable"), END));
      resultOf(store.links().replace(ann(), reset("other"), act("reset-link")));
      resultOf(
          store
              .links()
              .addIfRoom(
                  link(Link.Kind.INVITE, Optional.empty(), 1),
                  new LinkStore.Room(1, NOW),
                  act("invite")));
      assertEquals(List.of("invite", "reset-link", "disable", "promote"), written());
    }

    @Test
    void is_not_in_the_audit_log_if_nothing_was_done() {
      Account gone = account("gone");
      resultOf(accounts.setAdmin(gone, true, act("promote"), END));
      resultOf(accounts.setDisabled(gone, true, act("disable"), END));
      resultOf(store.links().replace(gone, reset("code"), act("reset-link")));
      resultOf(
          store
              .links()
              .addIfRoom(
                  link(Link.Kind.INVITE, Optional.empty(), 1),
                  new LinkStore.Room(0, NOW),
                  act("invite")));
      assertEquals(List.of(), written());
    }

    private static Link reset(String code) {
      return new Link(Link.Kind.RESET, code, Optional.of(ANN.id()), 1, LATER);
    }

    /// What is in the table, and does not wait in memory; newest first.
    private List<String> written() {
      return resultOf(
          store
              .database()
              .read(handle ->
                  handle
                      .createQuery("select act from audit order by id desc")
                      .mapTo(String.class)
                      .list()));
    }

    @Test
    void disables_an_account_until_it_is_enabled() {
      assertEquals(List.of("f"), resultOf(accounts.setDisabled(ANN, true, act("disable"), END)));
      assertTrue(ann().isDisabled());
      assertFalse(resultOf(accounts.signIn(ANN, session("g", 1))));
      assertEquals(List.of(), resultOf(accounts.setDisabled(ANN, false, act("enable"), END)));
      assertTrue(resultOf(accounts.signIn(ANN, session("g", 1))));
    }

    @Test
    void lists_accounts_by_name_a_page_at_a_time() {
      Account bob = account("bob");
      resultOf(accounts.create(bob, session("g", 1), Optional.empty()));
      assertEquals(List.of(ANN), resultOf(accounts.page(AccountFilter.ALL, "", 1)));
      assertEquals(List.of(bob), resultOf(accounts.page(AccountFilter.ALL, "ann-key", 1)));
      assertEquals(List.of(), resultOf(accounts.page(AccountFilter.ALL, "bob-key", 1)));
    }

    @Test
    void lists_those_alone_that_are_admins_or_disabled_or_are_not() {
      Account bob = account("bob");
      resultOf(accounts.create(bob, session("g", 1), Optional.empty()));
      resultOf(accounts.setAdmin(ANN, true, act("promote"), END));
      resultOf(accounts.setDisabled(bob, true, act("disable"), END));
      assertEquals(List.of("ann"), names(Optional.of(true), Optional.empty()));
      assertEquals(List.of("bob"), names(Optional.of(false), Optional.empty()));
      assertEquals(List.of("bob"), names(Optional.empty(), Optional.of(true)));
      assertEquals(List.of("ann"), names(Optional.empty(), Optional.of(false)));
      assertEquals(List.of(), names(Optional.of(true), Optional.of(true)));
    }

    private List<String> names(Optional<Boolean> isAdmin, Optional<Boolean> isDisabled) {
      return resultOf(accounts.page(new AccountFilter(isAdmin, isDisabled), "", 10)).stream()
          .map(Account::name)
          .toList();
    }
  }
}
