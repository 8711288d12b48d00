package hubbub.store;

import static hubbub.store.Given.ANN;
import static hubbub.store.Given.BOB;
import static hubbub.store.Given.LOBBY;
import static hubbub.store.Given.OTHER;
import static hubbub.store.Given.address;
import static hubbub.store.Given.affiliate;
import static hubbub.store.Given.banned;
import static hubbub.store.Given.entry;
import static hubbub.store.Given.member;
import static hubbub.store.Given.ranked;
import static hubbub.store.Given.register;
import static hubbub.store.Given.resultOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.AddressPrefix;
import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.AuditFilter;
import hubbub.topic.LastingAct;
import hubbub.topic.LastingAct.Result;
import hubbub.topic.Rank;
import hubbub.topic.Registration;
import hubbub.topic.StoredStanding;
import hubbub.topic.Subject;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import hubbub.topic.port.TopicStore.AuditPart;
import hubbub.topic.port.TopicStore.Filter;
import hubbub.topic.port.TopicStore.Page;
import hubbub.topic.port.TopicStore.Written;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the store must do on each database; the test of each extends this.
abstract class TopicStoreContract {
  private static final ActWriter.Bounds BOUNDS = new ActWriter.Bounds(3, 2, 4);
  private static final long LATER = 10_000;

  private final TestClock clock = new TestClock();
  private StoreSettings settings;
  private Store store;

  /// The settings of a database in which nothing is.
  abstract StoreSettings fresh() throws Exception;

  @BeforeEach
  void open() throws Exception {
    settings = fresh();
    store = opened();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Store opened() throws CannotOpen {
    return new Store(settings, Opened.open(settings, Schema.CURRENT), BOUNDS, clock);
  }

  private Written write(TopicName topic, LastingAct act) {
    return resultOf(writing(topic, act));
  }

  private CompletionStage<Written> writing(TopicName topic, LastingAct act) {
    return store.topics().write(topic, act, entry(clock.millis(), "act"));
  }

  private Written done(long version) {
    return new Written(Result.DONE, version);
  }

  private static Written refused(Result why) {
    return new Written(why, 0);
  }

  private Optional<Registration> registration(TopicName topic) {
    return resultOf(store.topics().registration(topic));
  }

  private StoredStanding standing(Subject... subjects) {
    return resultOf(store.topics().standing(LOBBY, List.of(subjects)));
  }

  private Page<AuditEntry> audit(TopicName topic) {
    return resultOf(store.topics().audit(topic, AuditPart.ofAll(Optional.empty(), 100)));
  }

  private List<String> subjects(Filter filter) {
    return resultOf(store.topics().affiliations(LOBBY, filter, Optional.empty(), 100))
        .entries()
        .stream()
        .map(each -> SubjectKeys.of(each.subject()))
        .toList();
  }

  @Nested
  class A_topic_that_is_registered {
    @Test
    void keeps_all_its_settings() {
      TopicSettings all = Given.settingsOf("text");
      assertEquals(done(1), write(LOBBY, new LastingAct.Register(all, List.of())));
      assertEquals(
          Optional.of(new Registration(all, 1, clock.millis(), "ann")), registration(LOBBY));
    }

    @Test
    void keeps_no_digest_of_its_password_that_is_quick_to_guess_from() {
      TopicSettings all = Given.settingsOf("text");
      TopicSettings quick =
          new TopicSettings(
              all.title(),
              all.about(),
              all.quiet(),
              all.slowMillis(),
              all.lock(),
              Optional.of("0123"),
              all.listed(),
              all.history(),
              all.titleRank(),
              all.filter());
      write(LOBBY, new LastingAct.Register(quick, List.of()));
      String kept = registration(LOBBY).orElseThrow().settings().password().orElseThrow();
      assertTrue(kept.startsWith("pbkdf2:"), kept);
      write(LOBBY, new LastingAct.Configure(quick));
      String again = registration(LOBBY).orElseThrow().settings().password().orElseThrow();
      assertTrue(again.startsWith("pbkdf2:"), again);
      assertNotEquals(kept, again, "each has a salt of its own");
    }

    @Test
    void keeps_that_it_has_none() {
      assertEquals(done(1), write(LOBBY, register()));
      assertEquals(TopicSettings.DEFAULT, registration(LOBBY).orElseThrow().settings());
    }

    @Test
    void brings_along_what_it_remembers_about_people() {
      Affiliation owner = ranked(ANN, Rank.OWNER);
      Affiliation ban = banned(BOB, OptionalLong.of(clock.millis() + LATER));
      write(LOBBY, register(owner, ban));
      assertEquals(StoredStanding.of(1, List.of(owner)), standing(ANN));
      assertEquals(StoredStanding.of(1, List.of(ban)), standing(BOB));
    }

    @Test
    void cannot_be_registered_again() {
      write(LOBBY, register());
      assertEquals(refused(Result.ALREADY_REGISTERED), write(LOBBY, register()));
      assertEquals(1, audit(LOBBY).entries().size());
    }

    @Test
    void is_registered_once_if_two_do_it_at_once() {
      List<CompletionStage<Written>> both =
          List.of(writing(LOBBY, register()), writing(LOBBY, register()));
      assertEquals(
          Set.of(done(1), refused(Result.ALREADY_REGISTERED)),
          Set.of(resultOf(both.getFirst()), resultOf(both.getLast())));
    }

    @Test
    void gets_new_settings_and_the_next_version() {
      write(LOBBY, register());
      TopicSettings all = Given.settingsOf("text");
      assertEquals(done(2), write(LOBBY, new LastingAct.Configure(all)));
      assertEquals(
          Optional.of(new Registration(all, 2, clock.millis(), "ann")), registration(LOBBY));
    }

    @Test
    void is_forgotten_with_what_it_remembers_but_not_its_audit_log() {
      write(LOBBY, register(ranked(ANN, Rank.OWNER)));
      assertEquals(done(2), write(LOBBY, new LastingAct.Unregister()));
      assertEquals(Optional.empty(), registration(LOBBY));
      assertEquals(2, audit(LOBBY).entries().size());
      write(LOBBY, register());
      assertEquals(StoredStanding.of(1, List.of()), standing(ANN));
    }

    @Test
    void is_refused_beyond_the_most_there_may_be() {
      for (int i = 0; i < BOUNDS.topics(); i++) {
        assertEquals(done(1), write(new TopicName("room:" + i), register()));
      }
      assertEquals(refused(Result.FULL), write(LOBBY, register()));
      assertEquals(Optional.empty(), registration(LOBBY));
      assertFalse(store.topics().mayBeRegistered(LOBBY));
    }

    @Test
    void is_one_of_few_that_one_person_registers_as_its_owner() {
      LastingAct.Register anns = register(ranked(ANN, Rank.OWNER));
      for (int i = 0; i < BOUNDS.topicsOfOne(); i++) {
        assertEquals(done(1), write(new TopicName("room:" + i), anns));
      }
      assertEquals(refused(Result.FULL_OF_ONES_OWN), write(LOBBY, anns));
      assertEquals(Optional.empty(), registration(LOBBY));
      assertFalse(store.topics().mayBeRegistered(LOBBY));
      write(new TopicName("room:0"), new LastingAct.Unregister());
      assertEquals(done(1), write(LOBBY, anns));
      assertEquals(done(1), write(OTHER, register(ranked(BOB, Rank.OWNER))));
    }
  }

  @Nested
  class A_topic_that_is_not_registered {
    @Test
    void keeps_nothing() {
      for (LastingAct act :
          List.of(
              new LastingAct.Configure(TopicSettings.DEFAULT),
              new LastingAct.Unregister(),
              affiliate(ranked(ANN, Rank.MEMBER)),
              new LastingAct.Demote(ANN),
              new LastingAct.Unban(ANN))) {
        assertEquals(refused(Result.NOT_REGISTERED), write(LOBBY, act));
      }
      assertEquals(List.of(), audit(LOBBY).entries());
      assertEquals(StoredStanding.of(0, List.of()), standing(ANN));
    }

    @Test
    void is_known_without_asking_the_database() {
      long before = store.counters().statements();
      assertFalse(store.topics().mayBeRegistered(LOBBY));
      assertEquals(before, store.counters().statements());
    }
  }

  @Nested
  class The_names_in_memory {
    @Test
    void have_a_topic_as_long_as_it_is_registered() {
      write(LOBBY, register());
      assertTrue(store.topics().mayBeRegistered(LOBBY));
      assertFalse(store.topics().mayBeRegistered(OTHER));
      write(LOBBY, new LastingAct.Unregister());
      assertFalse(store.topics().mayBeRegistered(LOBBY));
    }

    @Test
    void are_there_again_after_a_restart() throws CannotOpen {
      write(LOBBY, register());
      store.close();
      store = opened();
      assertTrue(store.topics().mayBeRegistered(LOBBY));
      assertFalse(store.topics().mayBeRegistered(OTHER));
    }
  }

  @Nested
  class What_a_topic_remembers_about_people {
    @BeforeEach
    void register_it() {
      write(LOBBY, register());
    }

    @Test
    void can_be_a_rank_and_a_ban_of_one_person() {
      Affiliation rank = ranked(ANN, Rank.VIP);
      Affiliation ban =
          Given.affiliation(ANN, new Affiliation.Standing.Banned(true), OptionalLong.empty());
      assertEquals(done(2), write(LOBBY, affiliate(rank)));
      assertEquals(done(3), write(LOBBY, affiliate(ban)));
      assertEquals(StoredStanding.of(3, List.of(rank, ban)), standing(ANN));
    }

    @Test
    void is_replaced_by_another_of_its_kind() {
      write(LOBBY, affiliate(ranked(ANN, Rank.VIP)));
      Affiliation bare =
          new Affiliation(
              ANN,
              new Affiliation.Standing.Ranked(Rank.MODERATOR),
              Optional.empty(),
              OptionalLong.of(clock.millis() + LATER),
              18,
              "somebody else",
              Rank.MODERATOR,
              Optional.empty());
      write(LOBBY, affiliate(bare));
      assertEquals(Optional.of(bare), standing(ANN).rank());
    }

    @Test
    void can_be_taken_back() {
      write(LOBBY, affiliate(ranked(ANN, Rank.VIP)));
      write(LOBBY, affiliate(banned(ANN, OptionalLong.empty())));
      assertEquals(done(4), write(LOBBY, new LastingAct.Demote(ANN)));
      assertEquals(Optional.empty(), standing(ANN).rank());
      assertTrue(standing(ANN).ban().isPresent());
      assertEquals(done(5), write(LOBBY, new LastingAct.Unban(ANN)));
      assertEquals(StoredStanding.of(5, List.of()), standing(ANN));
    }

    @Test
    void is_of_one_topic_only() {
      write(OTHER, register());
      write(OTHER, affiliate(ranked(ANN, Rank.VIP)));
      assertEquals(StoredStanding.of(1, List.of()), standing(ANN));
    }

    @Test
    void is_looked_up_by_all_that_a_person_goes_by() {
      Affiliation rank = ranked(ANN, Rank.VIP);
      Affiliation short_ = banned(ANN, OptionalLong.of(clock.millis() + LATER));
      Affiliation long_ = banned(address("home"), OptionalLong.empty());
      Stream.of(rank, short_, long_).forEach(each -> write(LOBBY, affiliate(each)));
      assertEquals(
          new StoredStanding(4, Optional.of(rank), Optional.of(short_), Optional.of(long_)),
          standing(ANN, address("home")));
      assertEquals(Optional.of(short_), standing(ANN, address("elsewhere")).ban());
    }

    @Test
    void is_nothing_for_nobody() {
      assertEquals(StoredStanding.of(1, List.of()), standing());
    }

    @Test
    void is_never_read_after_its_end_however_late_the_sweep_is() {
      long end = clock.millis() + LATER;
      write(LOBBY, affiliate(banned(ANN, OptionalLong.of(end))));
      clock.moveTo(end - 1);
      assertTrue(standing(ANN).ban().isPresent());
      assertEquals(List.of("m:ann"), subjects(Filter.BANS));
      clock.moveTo(end);
      assertEquals(Optional.empty(), standing(ANN).ban());
      assertEquals(List.of(), subjects(Filter.BANS));
    }

    @Test
    void is_bounded() {
      for (int i = 0; i < BOUNDS.affiliations(); i++) {
        write(LOBBY, affiliate(banned(member("m" + i), OptionalLong.empty())));
      }
      assertEquals(refused(Result.FULL), write(LOBBY, affiliate(ranked(ANN, Rank.VIP))));
      assertEquals(
          Result.DONE,
          write(LOBBY, affiliate(banned(member("m1"), OptionalLong.of(Long.MAX_VALUE)))).result());
    }

    @Test
    void gets_a_version_of_its_own_for_each_of_many_writes_at_once() {
      List<CompletionStage<Written>> writes =
          IntStream.range(0, 100)
              .mapToObj(i -> writing(LOBBY, affiliate(ranked(ANN, Rank.VIP))))
              .toList();
      Set<Long> versions = new HashSet<>();
      writes.forEach(each -> versions.add(resultOf(each).version()));
      assertEquals(100, versions.size());
      assertEquals(101, registration(LOBBY).orElseThrow().version());
    }
  }

  @Nested
  class The_last_owner {
    @BeforeEach
    void register_it() {
      write(LOBBY, register(ranked(ANN, Rank.OWNER)));
    }

    @Test
    void cannot_step_down() {
      assertEquals(refused(Result.LAST_OWNER), write(LOBBY, new LastingAct.Demote(ANN)));
      assertEquals(
          refused(Result.LAST_OWNER), write(LOBBY, affiliate(ranked(ANN, Rank.MODERATOR))));
      assertEquals(1, registration(LOBBY).orElseThrow().version());
      assertEquals(1, audit(LOBBY).entries().size());
    }

    @Test
    void is_not_the_last_beside_another() {
      write(LOBBY, affiliate(ranked(BOB, Rank.OWNER)));
      assertEquals(Result.DONE, write(LOBBY, new LastingAct.Demote(ANN)).result());
      assertEquals(refused(Result.LAST_OWNER), write(LOBBY, new LastingAct.Demote(BOB)));
    }

    @Test
    void is_the_last_beside_one_whose_rank_has_ended() {
      long end = clock.millis() + LATER;
      write(LOBBY, affiliate(ownerFor(BOB, LATER)));
      clock.moveTo(end);
      assertEquals(refused(Result.LAST_OWNER), write(LOBBY, new LastingAct.Demote(ANN)));
    }

    @Test
    void is_the_last_beside_one_whose_rank_will_end() {
      write(LOBBY, affiliate(ownerFor(BOB, LATER)));
      assertEquals(refused(Result.LAST_OWNER), write(LOBBY, new LastingAct.Demote(ANN)));
      assertEquals(Result.DONE, write(LOBBY, new LastingAct.Demote(BOB)).result());
    }

    @Test
    void cannot_become_an_owner_for_a_while_only() {
      assertEquals(refused(Result.LAST_OWNER), write(LOBBY, affiliate(ownerFor(ANN, LATER))));
      write(LOBBY, affiliate(ranked(BOB, Rank.OWNER)));
      assertEquals(Result.DONE, write(LOBBY, affiliate(ownerFor(ANN, LATER))).result());
      assertEquals(refused(Result.LAST_OWNER), write(LOBBY, affiliate(ownerFor(BOB, LATER))));
    }

    private Affiliation ownerFor(Subject subject, long millis) {
      return Given.affiliation(
          subject,
          new Affiliation.Standing.Ranked(Rank.OWNER),
          OptionalLong.of(clock.millis() + millis));
    }

    @Test
    void is_one_of_two_who_step_down_at_once() {
      write(LOBBY, affiliate(ranked(BOB, Rank.OWNER)));
      List<CompletionStage<Written>> both =
          List.of(
              writing(LOBBY, new LastingAct.Demote(ANN)),
              writing(LOBBY, new LastingAct.Demote(BOB)));
      assertEquals(
          Set.of(done(3), refused(Result.LAST_OWNER)),
          Set.of(resultOf(both.getFirst()), resultOf(both.getLast())));
      assertEquals(1, subjects(Filter.OWNERS).size());
    }

    @Test
    void may_be_banned_or_others_demoted() {
      assertEquals(
          Result.DONE, write(LOBBY, affiliate(banned(ANN, OptionalLong.empty()))).result());
      assertEquals(Result.DONE, write(LOBBY, new LastingAct.Demote(BOB)).result());
    }
  }

  @Nested
  class Lists_of_people {
    @Test
    void have_those_of_at_least_a_rank() {
      write(
          LOBBY,
          register(
              ranked(member("a"), Rank.MEMBER),
              ranked(member("b"), Rank.MODERATOR),
              ranked(member("c"), Rank.OWNER),
              banned(member("d"), OptionalLong.empty())));
      assertEquals(List.of("m:a", "m:b", "m:c"), subjects(Filter.MEMBERS));
      assertEquals(List.of("m:b", "m:c"), subjects(Filter.MODERATORS));
      assertEquals(List.of("m:c"), subjects(Filter.OWNERS));
      assertEquals(List.of("m:d"), subjects(Filter.BANS));
    }

    @Test
    void are_read_in_parts_in_the_order_of_the_bytes_of_subjects() {
      List<String> ids = List.of("B", "Z", "a", "ä");
      write(
          LOBBY,
          register(
              ids.stream()
                  .map(id -> banned(member(id), OptionalLong.empty()))
                  .toArray(Affiliation[]::new)));
      List<String> read = new ArrayList<>();
      Optional<String> after = Optional.empty();
      List<Integer> sizes = new ArrayList<>();
      do {
        Page<Affiliation> page =
            resultOf(store.topics().affiliations(LOBBY, Filter.BANS, after, 2));
        page.entries().forEach(each -> read.add(SubjectKeys.of(each.subject())));
        sizes.add(page.entries().size());
        after = page.next();
      } while (after.isPresent());
      assertEquals(ids.stream().map(id -> "m:" + id).toList(), read);
      assertEquals(List.of(2, 2), sizes);
    }
  }

  @Nested
  class The_audit_log {
    private final AuditEntry full =
        new AuditEntry(
            5,
            "ban",
            new AuditEntry.Party(
                "ann", Optional.of("Ann"), Optional.of(AddressPrefix.parse("192.0.2.7"))),
            Optional.of(
                new AuditEntry.Party(
                    "bob", Optional.of("Bob"), Optional.of(AddressPrefix.parse("2001:db8::/64")))),
            Optional.of("out"),
            OptionalLong.of(99),
            Optional.of("for this"));

    private AuditEntry at(long millis) {
      return new AuditEntry(
          millis, "ban", full.by(), full.about(), full.value(), full.untilAt(), full.text());
    }

    @Test
    void has_the_line_of_each_act() {
      AuditEntry line = at(clock.millis());
      resultOf(store.topics().write(LOBBY, register(), line));
      assertEquals(List.of(line), audit(LOBBY).entries());
      assertEquals(List.of(), audit(OTHER).entries());
    }

    @Test
    void gets_lines_without_an_answer_and_has_them_for_whoever_asks_next() {
      for (int i = 1; i <= 50; i++) {
        store.topics().writeBehind(LOBBY, entry(i, "kick"));
        assertEquals(i, audit(LOBBY).entries().size());
      }
    }

    @Test
    void is_written_to_its_end_before_the_store_is_closed() throws CannotOpen {
      IntStream.range(0, 3_000).forEach(i -> store.topics().writeBehind(LOBBY, entry(i, "kick")));
      store.close();
      store = opened();
      Page<AuditEntry> all =
          resultOf(store.topics().audit(LOBBY, AuditPart.ofAll(Optional.empty(), 5_000)));
      assertEquals(3_000, all.entries().size());
      assertEquals(0, store.counters().lost());
    }

    @Test
    void is_read_in_parts_newest_first() {
      write(LOBBY, register());
      for (long at : List.of(3, 1, 2, 2)) {
        resultOf(store.topics().write(LOBBY, affiliate(ranked(ANN, Rank.VIP)), entry(at, "rank")));
      }
      List<Long> read = new ArrayList<>();
      Optional<String> after = Optional.empty();
      do {
        Page<AuditEntry> page = resultOf(store.topics().audit(LOBBY, AuditPart.ofAll(after, 2)));
        page.entries().forEach(each -> read.add(each.at()));
        after = page.next();
      } while (after.isPresent());
      assertEquals(List.of(clock.millis(), 3L, 2L, 2L, 1L), read);
    }

    @Test
    void is_read_in_part_by_what_was_done_by_whom_to_whom_and_since_when() {
      write(LOBBY, register());
      AuditEntry kick = entry(5, "kick");
      AuditEntry mute = entry(6, "mute");
      List.of(kick, mute).forEach(it -> store.topics().writeBehind(LOBBY, it));
      String by = kick.by().id();
      assertEquals(List.of(kick), lines(Optional.of("kick"), Optional.of(by), 5));
      assertEquals(List.of(), lines(Optional.of("kick"), Optional.of("nobody"), 0));
      assertEquals(List.of(), lines(Optional.of("kick"), Optional.empty(), 6));
      assertTrue(lines(Optional.empty(), Optional.empty(), 6).contains(mute));
      assertFalse(lines(Optional.empty(), Optional.empty(), 6).contains(kick));
      AuditFilter aboutNobody =
          new AuditFilter(
              Optional.empty(), Optional.empty(), Optional.of("nobody"), OptionalLong.empty());
      assertEquals(List.of(), lines(aboutNobody));
    }

    private List<AuditEntry> lines(Optional<String> act, Optional<String> by, long since) {
      return lines(new AuditFilter(act, by, Optional.empty(), OptionalLong.of(since)));
    }

    private List<AuditEntry> lines(AuditFilter filter) {
      return resultOf(store.topics().audit(LOBBY, new AuditPart(filter, Optional.empty(), 10)))
          .entries();
    }

    @Test
    void after_what_is_no_place_has_no_lines() {
      write(LOBBY, register());
      for (String after : List.of("", "x", "1", "1.x", "9".repeat(30) + ".1")) {
        Page<AuditEntry> page =
            resultOf(store.topics().audit(LOBBY, AuditPart.ofAll(Optional.of(after), 10)));
        assertEquals(List.of(), page.entries(), after);
      }
    }

    @Test
    void forgets_addresses_in_time_however_late_the_sweep_is() {
      long kept = settings.addressesKept().toMillis();
      AuditEntry line = at(clock.millis());
      resultOf(store.topics().write(LOBBY, register(), line));
      clock.moveTo(clock.millis() + kept - 1);
      resultOf(store.sweep());
      assertEquals(List.of(line), audit(LOBBY).entries());
      clock.moveTo(clock.millis() + 1);
      AuditEntry forgotten = audit(LOBBY).entries().getFirst();
      assertEquals(Optional.empty(), forgotten.by().from());
      assertEquals(Optional.empty(), forgotten.about().orElseThrow().from());
      assertEquals(Optional.of("Ann"), forgotten.by().nick());
      resultOf(store.sweep());
      clock.moveTo(0);
      assertEquals(List.of(forgotten), audit(LOBBY).entries());
    }
  }

  @Nested
  class What_has_ended {
    @Test
    void is_swept() {
      long end = clock.millis() + LATER;
      write(
          LOBBY,
          register(
              banned(ANN, OptionalLong.of(end)),
              banned(BOB, OptionalLong.of(end + 1)),
              ranked(BOB, Rank.VIP)));
      clock.moveTo(end);
      resultOf(store.sweep());
      clock.moveTo(0);
      assertEquals(Optional.empty(), standing(ANN).ban());
      assertTrue(standing(BOB).ban().isPresent());
      assertTrue(standing(BOB).rank().isPresent());
    }

    @Test
    void is_swept_though_two_servers_do_so_at_once() throws CannotOpen {
      write(
          LOBBY,
          register(
              banned(ANN, OptionalLong.of(clock.millis())),
              banned(BOB, OptionalLong.of(clock.millis()))));
      try (Store second = opened()) {
        List<CompletionStage<Integer>> both = List.of(store.sweep(), second.sweep());
        both.forEach(Given::resultOf);
      }
      clock.moveTo(0);
      assertEquals(List.of(), subjects(Filter.BANS));
    }
  }

  @Nested
  class Text {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "'; drop table registered_topics; --",
          "\" or 1=1 --",
          "\\'; <keys> :topic ? ${key} $1",
          "Größe 我们讨论 👩\u200d💻 \u202eabc ﷽ e\u0301",
          "line\nbreak\ttab"
        })
    void is_kept_as_it_is(String text) {
      TopicSettings all = Given.settingsOf(text);
      write(LOBBY, new LastingAct.Register(all, List.of()));
      Subject odd = member(text);
      Affiliation ban =
          new Affiliation(
              odd,
              new Affiliation.Standing.Banned(false),
              Optional.of(text),
              OptionalLong.empty(),
              1,
              text,
              Rank.VIP,
              Optional.of(text));
      AuditEntry.Party party = new AuditEntry.Party(text, Optional.of(text), Optional.empty());
      AuditEntry line =
          new AuditEntry(
              1,
              text,
              party,
              Optional.of(party),
              Optional.of(text),
              OptionalLong.empty(),
              Optional.of(text));
      resultOf(store.topics().write(LOBBY, affiliate(ban), line));
      assertEquals(all, registration(LOBBY).orElseThrow().settings());
      assertEquals(Optional.of(ban), standing(odd).ban());
      assertTrue(audit(LOBBY).entries().contains(line));
      assertEquals(done(3), write(LOBBY, new LastingAct.Unban(odd)));
      assertEquals(Optional.empty(), standing(odd).ban());
    }

    @Test
    void loses_what_not_every_database_can_store() {
      write(LOBBY, new LastingAct.Register(Given.settingsOf("a\0b\ud83dc"), List.of()));
      assertEquals("a\ufffdb\ufffdc", registration(LOBBY).orElseThrow().settings().title());
    }
  }

  @Nested
  class A_crowd_that_comes_at_once {
    @Test
    void costs_few_statements_and_everybody_gets_its_own_answer() {
      Affiliation rank = ranked(member("m7"), Rank.VIP);
      write(LOBBY, register(rank));
      CountDownLatch busy = new CountDownLatch(1);
      IntStream.range(0, 8).forEach(_ -> occupyUntil(busy));
      long before = store.counters().statements();
      List<CompletionStage<StoredStanding>> crowd =
          IntStream.range(0, 5_000)
              .mapToObj(i -> store.topics().standing(LOBBY, List.of(member("m" + i))))
              .toList();
      busy.countDown();
      for (int i = 0; i < crowd.size(); i++) {
        assertEquals(i == 7 ? Optional.of(rank) : Optional.empty(), resultOf(crowd.get(i)).rank());
      }
      assertEquals(5, store.counters().statements() - before);
    }

    private void occupyUntil(CountDownLatch end) {
      var _ =
          store
              .database()
              .read(_ -> {
                try {
                  return end.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
    }
  }
}
