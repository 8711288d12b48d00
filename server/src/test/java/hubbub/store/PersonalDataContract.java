package hubbub.store;

import static hubbub.store.Given.LOBBY;
import static hubbub.store.Given.resultOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.identity.Account;
import hubbub.identity.AccountStore.Session;
import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.LastingAct;
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.port.TopicStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the store hands out of one person, and erases, on each database.
abstract class PersonalDataContract {
  private static final MemberId ANN = new MemberId("aAnn'; drop table audit; --");
  private static final MemberId BOB = new MemberId("gBob");
  private static final MemberId SITE_USER = new MemberId("tCleo");
  private static final MemberId DAN = new MemberId("gDan");
  private static final String NICK = "Ann \"O'Neil\" 😀";
  private static final String PSEUDONYM = "erased-1";

  private StoreSettings settings;
  private Store store;

  /// The settings of a database in which nothing is.
  abstract StoreSettings fresh();

  @BeforeEach
  void open() throws CannotOpen {
    settings = fresh();
    store = Store.open(settings);
    Account account = new Account(ANN, NICK, "key of ann", "a hash", 1, false, false);
    assertTrue(
        resultOf(
            store
                .accounts()
                .create(account, new Session("family", "hash", 1, 2L << 40), Optional.empty())));
    resultOf(
        store
            .topics()
            .write(
                LOBBY,
                Given.register(
                    of(ANN, new Affiliation.Standing.Ranked(Rank.OWNER), "x"),
                    of(BOB, new Affiliation.Standing.Banned(false), ANN.value()),
                    of(SITE_USER, new Affiliation.Standing.Banned(false), "x")),
                entry("register", ANN, BOB)));
    store.topics().writeBehind(LOBBY, entry("kick", BOB, ANN));
    store.topics().writeBehind(LOBBY, entry("kick", BOB, BOB));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Affiliation of(MemberId id, Affiliation.Standing standing, String by) {
    return new Affiliation(
        Given.member(id.value()),
        standing,
        Optional.of(NICK),
        OptionalLong.empty(),
        17,
        by,
        Rank.OWNER,
        Optional.of("about " + NICK));
  }

  private static AuditEntry entry(String act, MemberId by, MemberId about) {
    return new AuditEntry(
        5,
        act,
        new AuditEntry.Party(by.value(), Optional.of(NICK), Optional.empty()),
        Optional.of(new AuditEntry.Party(about.value(), Optional.of(NICK), Optional.empty())),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty());
  }

  private List<Map<String, Object>> rows(MemberId member, String section) {
    return resultOf(store.personalData().of(member)).stream()
        .filter(each -> each.name().equals(section))
        .findFirst()
        .orElseThrow()
        .rows();
  }

  private List<Map<String, Object>> audit(MemberId member) {
    return resultOf(store.personalData().audit(member, 0)).lines();
  }

  private void erase(MemberId member) {
    List<String> _ =
        resultOf(
            store
                .personalData()
                .erase(member, PSEUDONYM, RestoredStore.neverComesBack(member), 2L << 40));
  }

  @Test
  void everything_about_a_person_is_handed_out_but_no_hash() {
    assertEquals(NICK, rows(ANN, "account").getFirst().get("name"));
    assertEquals(false, rows(ANN, "account").getFirst().get("disabled"));
    assertEquals(1, rows(ANN, "sessions").size());
    assertEquals("owner", rows(ANN, "ranks_and_bans").getFirst().get("rank"));
    assertEquals(1, rows(ANN, "ranks_and_bans_given").size());
    assertEquals(1, rows(ANN, "topics_registered").size());
    assertEquals(2, audit(ANN).size());
    assertFalse(resultOf(store.personalData().of(ANN)).toString().contains("hash"));
  }

  @Test
  void an_account_is_gone_with_all_that_names_it() {
    erase(ANN);
    resultOf(store.personalData().of(ANN))
        .forEach(each -> assertEquals(List.of(), each.rows(), each.name()));
    assertEquals(List.of(), audit(ANN));
    assertFalse(store.accounts().mayHave("key of ann"));
  }

  @Test
  void the_audit_log_has_one_pseudonym_for_all_lines_of_a_person() {
    erase(ANN);
    List<Map<String, Object>> lines = audit(new MemberId(PSEUDONYM));
    assertEquals(2, lines.size());
    assertFalse(lines.get(0).containsKey("by_nick"));
    assertEquals(NICK, lines.get(0).get("about_nick"));
    assertFalse(lines.get(1).containsKey("about_nick"));
  }

  @Test
  void bans_of_a_guest_go_and_those_of_a_sites_user_stay_without_nick() {
    erase(BOB);
    erase(SITE_USER);
    assertEquals(List.of(), rows(BOB, "ranks_and_bans"));
    Map<String, Object> ban = rows(SITE_USER, "ranks_and_bans").getFirst();
    assertEquals("ban", ban.get("kind"));
    assertFalse(ban.containsKey("nick") || ban.containsKey("text"), ban.toString());
  }

  @Test
  void erasing_again_does_no_harm() {
    erase(ANN);
    erase(ANN);
    assertEquals(2, audit(new MemberId(PSEUDONYM)).size());
    assertEquals(3, audit(BOB).size());
  }

  @Test
  void a_long_audit_log_is_read_and_erased_in_parts() {
    resultOf(
        store
            .database()
            .write(handle ->
                handle.execute(
                    "insert into audit (id, topic, at, act, by_id)"
                        + overriding()
                        + " select "
                        + PersonalRows.WINDOW
                        + " * 2, 'room:lobby', 6, 'kick', by_id from audit where about_id = 'gBob'"
                        + " and by_id <> 'gBob'")));
    assertEquals(2, audit(ANN).size());
    Optional<Long> next = resultOf(store.personalData().audit(ANN, 0)).next();
    assertEquals(Optional.of(PersonalRows.WINDOW), next);
    assertEquals(1, resultOf(store.personalData().audit(ANN, next.orElseThrow())).lines().size());
    erase(ANN);
    assertEquals(List.of(), resultOf(store.personalData().audit(ANN, next.orElseThrow())).lines());
  }

  /// Lasting acts that name somebody: as the one whom it is about, as the one who does it.
  enum Naming {
    SUBJECT {
      @Override
      LastingAct act(MemberId id) {
        return Given.affiliate(of(id, new Affiliation.Standing.Banned(false), BOB.value()));
      }

      @Override
      AuditEntry entry(MemberId id, long at) {
        return at(at, PersonalDataContract.entry("ban", BOB, id));
      }
    },
    AUTHOR {
      @Override
      LastingAct act(MemberId id) {
        return Given.affiliate(of(DAN, new Affiliation.Standing.Ranked(Rank.VIP), id.value()));
      }

      @Override
      AuditEntry entry(MemberId id, long at) {
        return at(at, PersonalDataContract.entry("grant", id, DAN));
      }
    };

    abstract LastingAct act(MemberId id);

    abstract AuditEntry entry(MemberId id, long at);
  }

  private static AuditEntry at(long at, AuditEntry entry) {
    return new AuditEntry(
        at, entry.act(), entry.by(), entry.about(), entry.value(), entry.untilAt(), entry.text());
  }

  private void expectNothingOf(MemberId member) {
    resultOf(store.personalData().of(member))
        .forEach(each -> assertEquals(List.of(), each.rows(), each.name()));
    assertEquals(List.of(), audit(member));
  }

  @Nested
  class What_is_under_way_during_an_erasure {
    /// Writes an act, and does not commit it before the erasure has ended, or waits.
    @ParameterizedTest
    @EnumSource(Naming.class)
    void is_written_before_it(Naming naming) throws InterruptedException {
      CountDownLatch isWritten = new CountDownLatch(1);
      CountDownLatch mayCommit = new CountDownLatch(1);
      CompletionStage<TopicStore.Written> act =
          store
              .database()
              .write(handle -> {
                TopicStore.Written written =
                    writer().write(handle, LOBBY, naming.act(ANN), naming.entry(ANN, 5));
                isWritten.countDown();
                await(mayCommit);
                return written;
              });
      isWritten.await();
      CompletableFuture<List<String>> erasure =
          store.personalData().erase(ANN, PSEUDONYM, true, 2L << 40).toCompletableFuture();
      Object _ = erasure.copy().completeOnTimeout(List.of(), 300, TimeUnit.MILLISECONDS).join();
      mayCommit.countDown();
      assertEquals(LastingAct.Result.DONE, resultOf(act).result());
      List<String> _ = resultOf(erasure);
      expectNothingOf(ANN);
    }

    private ActWriter writer() {
      return new ActWriter(
          new AuditLog(Duration.ofDays(1)),
          new Erasures(Dialect.of(settings.url()).orElseThrow()),
          new RegisteredNames(),
          ActWriter.Bounds.DEFAULT);
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @ParameterizedTest
    @EnumSource(Naming.class)
    void is_refused_after_it(Naming naming) {
      erase(ANN);
      assertEquals(LastingAct.Result.ERASED, write(naming, ANN, 5));
      assertEquals(LastingAct.Result.ERASED, write(naming, ANN, Long.MAX_VALUE));
      expectNothingOf(ANN);
    }

    private LastingAct.Result write(Naming naming, MemberId id, long at) {
      return resultOf(store.topics().write(LOBBY, naming.act(id), naming.entry(id, at))).result();
    }

    @Test
    void is_refused_once_it_is_noted() {
      assertTrue(resultOf(store.personalData().note(ANN, PSEUDONYM)));
      assertEquals(LastingAct.Result.ERASED, write(Naming.SUBJECT, ANN, 5));
      assertEquals(1, rows(ANN, "account").size());
    }

    @Test
    void does_not_register_a_room() {
      erase(ANN);
      AuditEntry entry = entry("register", ANN, ANN);
      assertEquals(
          LastingAct.Result.ERASED,
          resultOf(store.topics().write(Given.OTHER, Given.register(), entry)).result());
      assertEquals(Optional.empty(), resultOf(store.topics().registration(Given.OTHER)));
    }

    @Test
    void says_the_pseudonym_in_the_audit_log() {
      erase(ANN);
      store.topics().writeBehind(LOBBY, entry("kick", BOB, ANN));
      assertEquals(List.of(), audit(ANN));
      assertEquals(3, audit(new MemberId(PSEUDONYM)).size());
    }

    @Test
    void bans_nobody_from_the_server_who_never_comes_back_and_others_without_text() {
      erase(ANN);
      erase(SITE_USER);
      ban(ANN, "admin");
      ban(SITE_USER, "admin");
      ban(BOB, ANN.value());
      expectNothingOf(ANN);
      assertFalse(rows(SITE_USER, "server_bans").getFirst().containsKey("text"));
      assertEquals(PSEUDONYM, rows(BOB, "server_bans").getFirst().get("by_id"));
    }

    private void ban(MemberId member, String by) {
      Void _ =
          resultOf(
              store
                  .bans()
                  .put(
                      new ServerBan(
                          new ServerBan.Whom.Member(member),
                          OptionalLong.empty(),
                          5,
                          by,
                          Optional.of("why"))));
    }

    @Test
    void is_no_business_of_a_sites_user_who_comes_again() {
      erase(SITE_USER);
      long later = System.currentTimeMillis() + Duration.ofMinutes(2).toMillis();
      assertEquals(LastingAct.Result.ERASED, write(Naming.SUBJECT, SITE_USER, 5));
      assertEquals(LastingAct.Result.DONE, write(Naming.SUBJECT, SITE_USER, later));
    }
  }

  /// What a statement needs that chooses an id itself.
  abstract String overriding();
}
