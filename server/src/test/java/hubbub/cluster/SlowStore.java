package hubbub.cluster;

import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.LastingAct;
import hubbub.topic.Registration;
import hubbub.topic.StoredStanding;
import hubbub.topic.Subject;
import hubbub.topic.TopicName;
import hubbub.topic.port.TopicStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

/// A store in memory that answers on a thread of its own: at once, when the test lets it, or never.
final class SlowStore implements TopicStore {
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<AuditEntry> writtenBehind = new CopyOnWriteArrayList<>();
  private final Map<TopicName, Registration> registrations = new HashMap<>();
  private final Map<TopicName, List<Affiliation>> affiliations = new HashMap<>();
  private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
  private volatile boolean isDown;
  private volatile Optional<String> holding = Optional.empty();
  private volatile Optional<String> losing = Optional.empty();
  private final Executor thread;

  SlowStore() {
    this(ForkJoinPool.commonPool());
  }

  /// Answers on that thread.
  SlowStore(Executor thread) {
    this.thread = thread;
  }

  void goDown(boolean isDown) {
    this.isDown = isDown;
  }

  /// Answers nothing until [#release].
  void hold() {
    hold("");
  }

  /// Answers nothing that begins with `what` until [#release].
  void hold(String what) {
    holding = Optional.of(what);
  }

  /// Does what begins with `what`, but says that it failed; empty: not any more.
  void loseAnswers(Optional<String> what) {
    losing = what;
  }

  /// Answers all that is asked from now on, but not what was asked before.
  void holdNoMore() {
    holding = Optional.empty();
  }

  /// Answers what was asked meanwhile, and all that is asked from now on.
  void release() {
    holdNoMore();
    while (!held.isEmpty()) {
      releaseNext();
    }
  }

  /// Answers what was asked first of what is held.
  void releaseNext() {
    thread.execute(held.remove());
  }

  int heldAnswers() {
    return held.size();
  }

  /// What another program writes into the store.
  synchronized void register(TopicName topic, Registration registration) {
    registrations.put(topic, registration);
  }

  synchronized Optional<Registration> registered(TopicName topic) {
    return Optional.ofNullable(registrations.get(topic));
  }

  synchronized void affiliate(TopicName topic, Affiliation affiliation) {
    List<Affiliation> all = affiliations.computeIfAbsent(topic, _ -> new ArrayList<>());
    all.removeIf(it -> isSame(it, affiliation.subject(), isBan(affiliation)));
    all.add(affiliation);
  }

  private static boolean isBan(Affiliation affiliation) {
    return affiliation.standing() instanceof Affiliation.Standing.Banned;
  }

  private static boolean isSame(Affiliation it, Subject subject, boolean isBan) {
    return it.subject().equals(subject) && isBan(it) == isBan;
  }

  /// What is read is read now, however late the answer is.
  private <T> CompletionStage<T> ask(String what, Supplier<T> answer) {
    asked.add(what);
    CompletableFuture<T> stage = new CompletableFuture<>();
    if (isDown) {
      thread.execute(() -> stage.completeExceptionally(new Unavailable("as this test wants it")));
      return stage;
    }
    T value = answer.get();
    if (losing.filter(what::startsWith).isPresent()) {
      thread.execute(() -> stage.completeExceptionally(new Unavailable("as this test wants it")));
      return stage;
    }
    if (holding.filter(what::startsWith).isPresent()) {
      held.add(() -> stage.complete(value));
    } else {
      thread.execute(() -> stage.complete(value));
    }
    return stage;
  }

  @Override
  public synchronized boolean mayBeRegistered(TopicName topic) {
    return registrations.containsKey(topic);
  }

  @Override
  public synchronized CompletionStage<Optional<Registration>> registration(TopicName topic) {
    return ask("registration", () -> Optional.ofNullable(registrations.get(topic)));
  }

  @Override
  public synchronized CompletionStage<StoredStanding> standing(
      TopicName topic, List<Subject> subjects) {
    return ask(
        "standing",
        () ->
            StoredStanding.of(
                version(topic),
                affiliations.getOrDefault(topic, List.of()).stream()
                    .filter(it -> subjects.contains(it.subject()))
                    .toList()));
  }

  private long version(TopicName topic) {
    Registration registration = registrations.get(topic);
    return registration == null ? 0 : registration.version();
  }

  @Override
  public synchronized CompletionStage<Written> write(
      TopicName topic, LastingAct act, AuditEntry entry) {
    return ask("write " + entry.act(), () -> written(topic, act, entry));
  }

  private Written written(TopicName topic, LastingAct act, AuditEntry entry) {
    long version = version(topic) + 1;
    Registration before = registrations.get(topic);
    switch (act) {
      case LastingAct.Register(var settings, var all) -> {
        registrations.put(topic, new Registration(settings, version, entry.at(), entry.by().id()));
        all.forEach(it -> affiliate(topic, it));
      }
      case LastingAct.Configure(var settings) ->
          registrations.put(
              topic,
              new Registration(
                  settings, version, before == null ? 0 : before.registeredAt(), "test"));
      case LastingAct.Unregister _ -> registrations.remove(topic);
      case LastingAct.Affiliate(var all) -> all.forEach(it -> affiliate(topic, it));
      case LastingAct.Demote(Subject subject) -> forget(topic, subject, false);
      case LastingAct.Unban(Subject subject) -> forget(topic, subject, true);
    }
    if (before != null && before.equals(registrations.get(topic))) {
      registrations.put(
          topic, new Registration(before.settings(), version, before.registeredAt(), before.by()));
    }
    return new Written(LastingAct.Result.DONE, version);
  }

  private void forget(TopicName topic, Subject subject, boolean isBan) {
    affiliations.getOrDefault(topic, new ArrayList<>()).removeIf(it -> isSame(it, subject, isBan));
  }

  @Override
  public void writeBehind(TopicName topic, AuditEntry entry) {
    writtenBehind.add(entry);
  }

  @Override
  public synchronized CompletionStage<Page<Affiliation>> affiliations(
      TopicName topic, Filter filter, Optional<String> after, int limit) {
    return ask(
        "affiliations",
        () ->
            page(
                affiliations.getOrDefault(topic, List.of()).stream()
                    .filter(it -> isBan(it) == (filter == Filter.BANS))
                    .sorted(Comparator.comparing(SlowStore::key))
                    .filter(it -> key(it).compareTo(after.orElse("")) > 0)
                    .toList(),
                limit));
  }

  private static Page<Affiliation> page(List<Affiliation> all, int limit) {
    return all.size() <= limit
        ? new Page<>(all, Optional.empty())
        : new Page<>(all.subList(0, limit), Optional.of(key(all.get(limit - 1))));
  }

  private static String key(Affiliation its) {
    return (its.subject() instanceof Subject.Member ? "m:" : "a:") + its.subject().key();
  }

  @Override
  public synchronized CompletionStage<Page<AuditEntry>> audit(TopicName topic, AuditPart part) {
    return ask("audit", () -> new Page<>(List.of(), Optional.empty()));
  }
}
