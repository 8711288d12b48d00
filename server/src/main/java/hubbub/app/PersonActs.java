package hubbub.app;

import hubbub.app.AdminRequest.Answer;
import hubbub.cluster.Cluster;
import hubbub.identity.AccountTokens;
import hubbub.identity.Accounts;
import hubbub.identity.MintedIds;
import hubbub.identity.RevocationList.Revocation;
import hubbub.store.ErasureLedger;
import hubbub.store.PersonalData;
import hubbub.store.RestoredStore;
import hubbub.store.Store;
import hubbub.topic.MemberId;
import hubbub.topic.PersonInTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/// Hands out what is kept about one person, and erases it: in the store, and in the topics that
/// live on this server. Blocks; not for event loops. Throws [IllegalArgumentException] for what
/// cannot be done.
final class PersonActs {
  private static final long PATIENCE_SECONDS = 20;

  /// What the last run left to the next start, if that did not come yet, ended before it was up, or
  /// could not use it.
  private static final List<String> LEFT =
      List.of("handover", "handover.taken", "handover.rejected");

  private final Cluster topics;
  private final Store store;
  private final Ground ground;

  PersonActs(Cluster topics, Store store, Ground ground) {
    this.topics = topics;
    this.store = store;
    this.ground = ground;
  }

  /// Where people are known by other names, and what must know that they are gone.
  ///
  /// @param siteUsers the id of whoever a site calls `site:ann`
  /// @param revoke revokes the access tokens of a session's family
  /// @param data the data folder
  record Ground(
      ErasureLedger ledger,
      Function<String, Optional<MemberId>> siteUsers,
      Consumer<String> revoke,
      Path data) {}

  /// Prints all that is kept about a person, as JSON.
  Answer export(AdminRequest request, Consumer<String> out) {
    MemberId member = member(request);
    Known known = known(member);
    if (known.isNothing()) {
      return nothing(member);
    }
    PersonExport export = new PersonExport(out);
    export.begin(member, Instant.now());
    known.sections().forEach(each -> export.section(each.name(), each.rows()));
    export.beginSection("audit");
    for (Optional<Long> after = Optional.of(0L); after.isPresent(); ) {
      PersonalData.AuditPart part = await(store.personalData().audit(member, after.get()));
      part.lines().forEach(export::row);
      after = part.next();
    }
    export.endSection();
    export.topics(known.topics());
    export.notSearched(left());
    export.end();
    store.auditAct("export", member.value());
    return Answer.DONE;
  }

  /// Erases a person for good.
  Answer erase(AdminRequest request) {
    MemberId member = member(request);
    if (known(member).isNothing() && !mayBeLeft(member)) {
      return nothing(member);
    }
    boolean isForGood = RestoredStore.neverComesBack(member);
    String pseudonym = ground.ledger().add(member, System.currentTimeMillis());
    await(store.personalData().note(member, pseudonym));
    eraseFromTopics(member, pseudonym);
    long revokedUntil = Instant.now().plus(AccountTokens.LIFE).plusSeconds(60).toEpochMilli();
    await(store.personalData().erase(member, pseudonym, isForGood, revokedUntil))
        .forEach(ground.revoke());
    eraseFromTopics(member, pseudonym); // what the store had written before came to them meanwhile
    store.auditAct("erase", pseudonym);
    List<String> lines = new ArrayList<>();
    lines.add(member + " is erased; the audit log says " + pseudonym);
    lines.addAll(deleteLeft());
    lines.add("Backups made before still have it: delete them, or restore them by admin restore");
    return new Answer(true, lines);
  }

  private void eraseFromTopics(MemberId member, String pseudonym) {
    if (!await(topics.erase(member, pseudonym, RestoredStore.neverComesBack(member)))) {
      throw new IllegalArgumentException(
          "not erased from every room: the server is stopping, or met a bug. Erase again");
    }
  }

  private Answer nothing(MemberId member) {
    List<Path> left = left();
    return Answer.refused(
        "nothing is kept about "
            + member
            + (left.isEmpty() ? "" : "; what the last run left was not searched: " + left));
  }

  /// Whether only what the last run left may have a person: a guest or a site's user, of whom there
  /// is nothing else unless something was done to them.
  private boolean mayBeLeft(MemberId member) {
    return MintedIds.parse(member.value()).isPresent() && !left().isEmpty();
  }

  /// The files that the last run left.
  private List<Path> left() {
    return LEFT.stream().map(ground.data()::resolve).filter(Files::exists).toList();
  }

  private List<String> deleteLeft() {
    List<String> deleted = new ArrayList<>();
    for (Path file : left()) {
      try {
        if (Files.deleteIfExists(file)) {
          deleted.add(file + " is deleted, since it may have messages: rooms start empty");
        }
      } catch (IOException e) {
        throw new IllegalArgumentException(file + " cannot be deleted: " + e, e);
      }
    }
    return deleted;
  }

  /// What is kept about somebody, but for the audit log; `isInAudit`: that has something, too.
  private record Known(
      List<PersonalData.Section> sections, List<PersonInTopic> topics, boolean isInAudit) {
    boolean isNothing() {
      return topics.isEmpty()
          && !isInAudit
          && sections.stream().allMatch(each -> each.rows().isEmpty());
    }
  }

  private Known known(MemberId member) {
    boolean isInAudit = false;
    Optional<Long> after = Optional.of(0L);
    while (after.isPresent() && !isInAudit) {
      PersonalData.AuditPart part = await(store.personalData().audit(member, after.get()));
      isInAudit = !part.lines().isEmpty();
      after = part.next();
    }
    List<PersonalData.Section> sections = new ArrayList<>(await(store.personalData().of(member)));
    sections.add(new PersonalData.Section("revocations", revocations(member)));
    return new Known(sections, await(topics.about(member)), isInAudit);
  }

  /// The revocations of all tokens of a person. They have a site's user under the name that the
  /// site uses, so the id is computed for each.
  private List<Map<String, Object>> revocations(MemberId member) {
    return await(store.revocations().all(System.currentTimeMillis())).stream()
        .filter(its -> its.kind() == Revocation.Kind.SUBJECT && isOf(member, its))
        .map(PersonActs::row)
        .toList();
  }

  private boolean isOf(MemberId member, Revocation its) {
    return its.issuer().equals(AccountTokens.NAME)
        ? its.name().equals(member.value())
        : ground.siteUsers().apply(its.issuer() + ":" + its.name()).equals(Optional.of(member));
  }

  private static Map<String, Object> row(Revocation its) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("issuer", its.issuer());
    row.put("name", its.name());
    row.put("issued_before", its.before());
    row.put("until_at", its.until());
    return row;
  }

  /// The person whose name or id was given.
  private MemberId member(AdminRequest request) {
    String word =
        request
            .word(1)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "whom? (expected: the name of an account, an id, or site:user)"));
    if (word.indexOf(':') >= 0) {
      return ground
          .siteUsers()
          .apply(word)
          .orElseThrow(
              () -> new IllegalArgumentException(word + ": no such site in hubbub.tokens"));
    }
    Optional<MemberId> named = named(word);
    if (MintedIds.parse(word).isEmpty()) {
      return named.orElseGet(() -> new MemberId(word));
    }
    if (named.isPresent() && !named.get().value().equals(word)) {
      throw new IllegalArgumentException(
          word + " is an id, and the name of the account " + named.get() + ": say which by its id");
    }
    return new MemberId(word);
  }

  private Optional<MemberId> named(String name) {
    return Accounts.keyOf(name)
        .flatMap(key -> await(store.accounts().named(key)))
        .map(account -> account.id());
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalArgumentException(
          "it could not be done: "
              + Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse(""),
          e);
    } catch (TimeoutException e) {
      throw new IllegalArgumentException("no answer within " + PATIENCE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalArgumentException("interrupted", e);
    }
  }
}
