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
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the store hands out of one person, and erases, on each database.
abstract class PersonalDataContract {
  private static final MemberId ANN = new MemberId("aAnn'; drop table audit; --");
  private static final MemberId BOB = new MemberId("gBob");
  private static final MemberId SITE_USER = new MemberId("tCleo");
  private static final String NICK = "Ann \"O'Neil\" 😀";
  private static final String PSEUDONYM = "erased-1";

  private Store store;

  /// The settings of a database in which nothing is.
  abstract StoreSettings fresh();

  @BeforeEach
  void open() throws CannotOpen {
    store = Store.open(fresh());
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

  /// What a statement needs that chooses an id itself.
  abstract String overriding();
}
