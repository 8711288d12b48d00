package hubbub.topic;

import java.util.List;
import java.util.Optional;

/// What follows in a topic from a lasting act: of a registered topic once the store has it, of any
/// other at once. Whether it may be has been decided before.
final class Enactment {
  private static final String SERVER = "hubbub";

  private final BannedPeople banned;

  Enactment(BannedPeople banned) {
    this.banned = banned;
  }

  /// Adds the events of `lasting`. `version` is the registered topic's version after it.
  void enact(DecisionBuilder decision, Decision.Lasting lasting, long version) {
    String by = lasting.entry().by().id();
    switch (lasting.act()) {
      case LastingAct.Register(TopicSettings settings, var affiliations) -> {
        settle(decision, settings, by);
        register(decision, new Registration(settings, version, lasting.entry().at(), by));
        affiliations.stream()
            .filter(it -> !it.isBan() && it.subject().key().equals(by))
            .forEach(it -> affiliate(decision, List.of(it)));
      }
      case LastingAct.Configure(TopicSettings settings) -> {
        settle(decision, settings, by);
        decision
            .state
            .registration()
            .ifPresent(it -> register(decision, it.with(settings, version)));
      }
      case LastingAct.Unregister _ -> unregister(decision, by);
      case LastingAct.Affiliate(var affiliations) -> {
        affiliate(decision, affiliations);
        version(decision, version);
      }
      case LastingAct.Demote(Subject subject) -> {
        demote(decision, subject, by, lasting.entry().text());
        version(decision, version);
      }
      case LastingAct.Unban(Subject subject) -> {
        decision.add(new Event.Unaffiliated(subject, true));
        version(decision, version);
      }
    }
  }

  private static void register(DecisionBuilder decision, Registration registration) {
    decision.add(new Event.RegistrationChanged(Optional.of(registration)));
  }

  private static void unregister(DecisionBuilder decision, String by) {
    decision.add(new Event.RegistrationChanged(Optional.empty()));
    decision.add(new Event.SettingsChanged(false, TopicSettings.About.NONE, by));
  }

  private static void version(DecisionBuilder decision, long version) {
    decision
        .state
        .registration()
        .ifPresent(it -> register(decision, it.with(it.settings(), version)));
  }

  /// Changes the modes to what the settings say, where that is news.
  private static void settle(DecisionBuilder decision, TopicSettings settings, String by) {
    TopicSettings before =
        decision.state.registration().map(Registration::settings).orElse(TopicSettings.DEFAULT);
    Modes modes = decision.state.modes();
    Modes now = Modes.of(settings);
    if (!settings.about().equals(before.about()) || decision.state.registration().isEmpty()) {
      decision.add(new Event.SettingsChanged(true, settings.about(), by));
    }
    if (!now.title().equals(modes.title())) {
      decision.add(new Event.TitleChanged(now.title(), by));
    }
    if (!settings.quiet().equals(before.quiet())) {
      decision.add(new Event.QuietChanged(now.quiet(), Optional.of(by)));
    }
    if (!settings.slowMillis().equals(before.slowMillis())) {
      decision.add(new Event.SlowChanged(now.slow(), Optional.of(by)));
    }
    if (!settings.password().equals(before.password())
        && !settings.password().equals(modes.password())) {
      decision.add(new Event.PasswordSet(now.password()));
    }
    if (!now.lock().equals(modes.lock())) {
      decision.add(new Event.LockChanged(now.lock(), by));
    }
  }

  /// Carries out the first; others are the addresses of the one that it is about, from which nobody
  /// new may join.
  private void affiliate(DecisionBuilder decision, List<Affiliation> affiliations) {
    affiliations.forEach(it -> decision.add(new Event.Affiliated(it)));
    Affiliation first = affiliations.getFirst();
    switch (first.standing()) {
      case Affiliation.Standing.Ranked _ -> ranked(decision, first);
      case Affiliation.Standing.Banned _ -> ban(decision, first);
    }
  }

  private static void ranked(DecisionBuilder decision, Affiliation affiliation) {
    if (affiliation.subject() instanceof Subject.Member(MemberId id)) {
      String by = affiliation.by();
      tellRank(decision, id, affiliation.lasting(), Optional.of(by), affiliation.text());
    }
  }

  private static void demote(
      DecisionBuilder decision, Subject subject, String by, Optional<String> text) {
    decision.add(new Event.Unaffiliated(subject, false));
    if (subject instanceof Subject.Member(MemberId id)) {
      tellRank(decision, id, Optional.empty(), Optional.of(by), text);
    }
  }

  /// Tells which rank somebody has with another lasting one, or with none; of an admin, nothing
  /// changes.
  private static void tellRank(
      DecisionBuilder decision,
      MemberId id,
      Optional<LastingRank> lasting,
      Optional<String> by,
      Optional<String> text) {
    Person person = decision.state.people().get(id);
    if (person != null
        && person.isKnownAt(decision.now)
        && person.ranks().account() != Rank.ADMIN) {
      PersonRanks after = person.ranks().withoutGrants().withLasting(lasting);
      decision.add(rankChanged(decision, person, after, by, text));
    }
  }

  private static Event rankChanged(
      DecisionBuilder decision,
      Person person,
      PersonRanks after,
      Optional<String> by,
      Optional<String> text) {
    long now = decision.now;
    return new Event.RankChanged(person.id(), after.at(now), after.untilAt(now), by, text);
  }

  /// Ends the memberships of whom the ban is about.
  private void ban(DecisionBuilder decision, Affiliation ban) {
    Ending ending = new Ending.Banned(ban.untilAt(), ban.text(), ban.by());
    if (ban.subject() instanceof Subject.Member(MemberId id)) {
      decision.add(new Event.MemberBanned(id, ban.untilAt(), ban.text(), ban.by()));
    }
    for (Person person : banned.present(decision, ban)) {
      person
          .memberships()
          .forEach(membership -> decision.add(new Event.Left(membership.id(), ending)));
    }
  }

  /// Brings the settings to what the store has by now. The version is an earlier one until people
  /// have been brought to it, too.
  void reconcile(DecisionBuilder decision, Optional<Registration> stored) {
    Optional<Registration> known = decision.state.registration();
    if (stored.isPresent()) {
      TopicSettings settings = stored.get().settings();
      long version =
          known.map(Registration::version).orElse(Math.max(1, stored.get().version() - 1));
      settle(decision, settings, SERVER);
      register(decision, stored.get().with(settings, version));
      if (known.isEmpty()) {
        dropGrants(decision);
      }
    } else if (known.isPresent()) {
      unregister(decision, SERVER);
    }
  }

  /// A registered topic has no founder, nor anybody whom one has given a rank.
  private static void dropGrants(DecisionBuilder decision) {
    for (Person person : decision.state.people().after(null)) {
      PersonRanks left = person.ranks().withoutGrants();
      if (person.isKnownAt(decision.now) && left.at(decision.now) != person.rankAt(decision.now)) {
        decision.add(rankChanged(decision, person, left, Optional.empty(), Optional.empty()));
      }
    }
  }

  /// Removes somebody who is here if a ban concerns them, as their account ranks now.
  void removeIfBanned(DecisionBuilder decision, Person person, StoredStanding stored) {
    Optional<Affiliation> ban = stored.banAt(decision.now);
    if (ban.isPresent()
        && person.ranks().account() != Rank.ADMIN
        && !banned.present(decision, ban.get()).isEmpty()) {
      ban(decision, ban.get());
    }
  }

  /// Brings somebody who is here to what the store has of them by now.
  void reconcile(DecisionBuilder decision, MemberId id, StoredStanding stored) {
    Person person = decision.state.people().get(id);
    if (person == null || !person.isKnownAt(decision.now)) {
      return;
    }
    removeIfBanned(decision, person, stored);
    Optional<Affiliation> rank = stored.rankAt(decision.now);
    Optional<LastingRank> lasting = rank.flatMap(Affiliation::lasting);
    if (!lasting.equals(person.ranks().withoutEnded(decision.now).lasting())) {
      decision.add(
          rank.<Event>map(Event.Affiliated::new)
              .orElseGet(() -> new Event.Unaffiliated(new Subject.Member(id), false)));
      tellRank(decision, id, lasting, rank.map(Affiliation::by), rank.flatMap(Affiliation::text));
    }
  }
}
