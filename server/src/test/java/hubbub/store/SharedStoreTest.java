package hubbub.store;

import static hubbub.store.Given.ANN;
import static hubbub.store.Given.LOBBY;
import static hubbub.store.Given.entry;
import static hubbub.store.Given.ranked;
import static hubbub.store.Given.register;
import static hubbub.store.Given.resultOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.identity.Account;
import hubbub.identity.AccountStore;
import hubbub.topic.Affiliation;
import hubbub.topic.LastingAct;
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two servers that share a PostgreSQL, and tell each other what has changed.
class SharedStoreTest {
  private static final MemberId MALLORY = new MemberId("mallory");

  private Store a;
  private Store b;

  @BeforeEach
  void open() throws CannotOpen {
    StoreSettings settings = TestPostgres.fresh();
    a = Store.open(settings);
    b = Store.open(settings);
    a.reach(b::hear);
    b.reach(a::hear);
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  private static Account account(String id, String key) {
    return new Account(new MemberId(id), key, key, "hash", 1, false, false);
  }

  private static boolean create(Store store, Account account) {
    return resultOf(
        store
            .accounts()
            .create(
                account,
                new AccountStore.Session("family" + account.id(), "hash" + account.id(), 1, 2),
                Optional.empty()));
  }

  @Test
  void a_topic_that_one_registered_is_loaded_by_the_other() {
    assertFalse(b.topics().mayBeRegistered(LOBBY));
    var _ = resultOf(a.topics().write(LOBBY, register(ranked(ANN, Rank.OWNER)), entry(1, "it")));
    assertTrue(b.topics().mayBeRegistered(LOBBY));
    assertTrue(resultOf(b.topics().registration(LOBBY)).isPresent());
    assertEquals(
        ranked(ANN, Rank.OWNER),
        resultOf(b.topics().standing(LOBBY, List.of(ANN))).rank().orElseThrow());
  }

  @Test
  void others_know_a_name_before_it_is_written() {
    List<Boolean> wasThere = new CopyOnWriteArrayList<>();
    a.reach(news ->
        b.topics()
            .registration(new TopicName(news.about()))
            .thenCompose(found -> {
              wasThere.add(found.isPresent());
              return b.hear(news).thenApply(_ -> true);
            }));
    var _ = resultOf(a.topics().write(LOBBY, register(), entry(1, "it")));
    assertFalse(wasThere.getFirst());
  }

  @Test
  void a_topic_can_be_registered_anew_by_the_other() {
    var _ = resultOf(a.topics().write(LOBBY, register(), entry(1, "it")));
    var _ = resultOf(b.topics().write(LOBBY, new LastingAct.Unregister(), entry(2, "it")));
    assertTrue(resultOf(a.topics().registration(LOBBY)).isEmpty());
    assertEquals(
        LastingAct.Result.DONE,
        resultOf(b.topics().write(LOBBY, register(), entry(3, "it"))).result());
    assertTrue(a.topics().mayBeRegistered(LOBBY));
  }

  @Test
  void a_ban_of_one_holds_at_the_other_when_it_is_answered() {
    ServerBan.Whom whom = new ServerBan.Whom.Member(MALLORY);
    ServerBan ban = new ServerBan(whom, OptionalLong.empty(), 17, "admin", Optional.empty());
    var _ = resultOf(a.bans().put(ban));
    assertTrue(b.bans().holds(MALLORY));
    assertTrue(resultOf(b.bans().remove(whom, "admin")));
    assertFalse(a.bans().holds(MALLORY));
  }

  @Test
  void the_name_of_an_account_is_reserved_at_both_for_as_long_as_there_is_one() {
    Account first = account("afirst", "ann");
    assertTrue(create(a, first));
    assertTrue(b.accounts().mayHave("ann"));
    var _ = resultOf(b.accounts().delete(first, 1));
    Awaitility.await().until(() -> !a.accounts().mayHave("ann"));
    assertTrue(create(b, account("asecond", "ann")));
    assertTrue(a.accounts().mayHave("ann"));
  }

  @Test
  void a_name_that_was_given_again_meanwhile_stays_reserved() {
    Account first = account("afirst", "ann");
    assertTrue(create(a, first));
    var _ = resultOf(a.accounts().delete(first, 1));
    assertTrue(create(b, account("asecond", "ann")));
    var _ = resultOf(a.hear(new StoreNews(StoreNews.Kind.ACCOUNT_DELETED, "ann")));
    assertTrue(a.accounts().mayHave("ann"));
  }

  @Test
  void what_was_written_before_one_could_hear_it_is_caught_up_on() {
    a.reach(StoreNews.Way.NONE);
    var _ = resultOf(a.topics().write(LOBBY, register(), entry(1, "it")));
    assertFalse(b.topics().mayBeRegistered(LOBBY));
    var _ = resultOf(b.catchUp());
    assertTrue(b.topics().mayBeRegistered(LOBBY));
  }

  @Test
  void a_name_whose_registration_is_refused_or_ends_is_forgotten_by_the_other() {
    LastingAct.Register full =
        register(
            IntStream.rangeClosed(0, 100_000)
                .mapToObj(_ -> ranked(ANN, Rank.VIP))
                .toArray(Affiliation[]::new));
    assertEquals(
        LastingAct.Result.FULL, resultOf(a.topics().write(LOBBY, full, entry(1, "it"))).result());
    Awaitility.await().until(() -> !b.topics().mayBeRegistered(LOBBY));
    var _ = resultOf(a.topics().write(LOBBY, register(), entry(2, "it")));
    assertTrue(b.topics().mayBeRegistered(LOBBY));
    var _ = resultOf(a.topics().write(LOBBY, new LastingAct.Unregister(), entry(3, "it")));
    Awaitility.await().until(() -> !b.topics().mayBeRegistered(LOBBY));
  }

  @Test
  void a_name_that_was_registered_again_meanwhile_stays_known() {
    var _ = resultOf(a.topics().write(LOBBY, register(), entry(1, "it")));
    var _ = resultOf(b.hear(new StoreNews(StoreNews.Kind.TOPIC_GONE, LOBBY.value())));
    assertTrue(b.topics().mayBeRegistered(LOBBY));
  }
}
