package hubbub.topic;

import hubbub.topic.port.AddressTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What follows in a topic from a lasting act: of a registered topic once the store has it, of any
/// other at once. Whether it may be has been decided before.
final class Enactment {
  private final AddressTags tags;

  Enactment(AddressTags tags) {
    this.tags = tags;
  }

  /// Adds the events of `lasting`. `version` is the registered topic's version after it.
  void enact(DecisionBuilder decision, Decision.Lasting lasting, long version) {
    String by = lasting.entry().by().id();
    switch (lasting.act()) {
      case LastingAct.Register(TopicSettings settings, var affiliations) -> {
        settle(decision, settings, by);
        register(decision, new Registration(settings, version, decision.now, by));
        affiliations.stream()
            .filter(it -> !it.isBan() && it.subject().key().equals(by))
            .forEach(it -> ranked(decision, it, lasting.entry().text()));
      }
      case LastingAct.Configure(TopicSettings settings) -> {
        settle(decision, settings, by);
        decision
            .state
            .registration()
            .ifPresent(it -> register(decision, it.with(settings, version)));
      }
      case LastingAct.Unregister _ -> {
        decision.add(new Event.RegistrationChanged(Optional.empty()));
        decision.add(new Event.SettingsChanged(false, TopicSettings.About.NONE, by));
      }
      case LastingAct.Affiliate(var affiliations) -> {
        affiliate(decision, affiliations);
        version(decision, version);
      }
      case LastingAct.Demote(Subject subject) -> {
        decision.add(new Event.Unaffiliated(subject, false));
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
      case Affiliation.Standing.Ranked _ -> ranked(decision, first, first.text());
      case Affiliation.Standing.Banned(boolean unlessSignedIn) ->
          ban(decision, first, unlessSignedIn);
    }
  }

  /// A lasting rank beats what the id brought along, higher or lower, but for an admin's.
  private static void ranked(
      DecisionBuilder decision, Affiliation affiliation, Optional<String> text) {
    if (!(affiliation.subject() instanceof Subject.Member(MemberId id))) {
      return;
    }
    Person person = decision.state.people().get(id);
    if (person == null
        || !person.isKnownAt(decision.now)
        || person.ranks().account() == Rank.ADMIN) {
      return;
    }
    if (!affiliation.rank().isAtLeast(person.ranks().account())) {
      decision.add(new Event.AccountRankChanged(id, affiliation.rank()));
    }
    decision.add(
        new Event.RankChanged(
            id, affiliation.rank(), affiliation.untilAt(), Optional.of(affiliation.by()), text));
  }

  private static void demote(
      DecisionBuilder decision, Subject subject, String by, Optional<String> text) {
    if (subject instanceof Subject.Member(MemberId id)) {
      Person person = decision.state.people().get(id);
      if (person != null && person.isKnownAt(decision.now)) {
        decision.add(
            new Event.RankChanged(
                id, person.ranks().account(), OptionalLong.empty(), Optional.of(by), text));
      }
    }
  }

  /// Ends the memberships of whom the ban is about.
  private void ban(DecisionBuilder decision, Affiliation ban, boolean unlessSignedIn) {
    Ending ending = new Ending.Banned(ban.untilAt(), ban.text(), ban.by());
    if (ban.subject() instanceof Subject.Member(MemberId id)) {
      decision.add(new Event.MemberBanned(id, ban.untilAt(), ban.text(), ban.by()));
    }
    for (Person person : meant(decision, ban.subject())) {
      if (!unlessSignedIn || person.id().isGuest()) {
        person
            .memberships()
            .forEach(membership -> decision.add(new Event.Left(membership.id(), ending)));
      }
    }
  }

  private List<Person> meant(DecisionBuilder decision, Subject subject) {
    return switch (subject) {
      case Subject.Member(MemberId id) ->
          Optional.ofNullable(decision.state.people().get(id)).stream().toList();
      case Subject.Address(String tag) -> {
        List<Person> all = new ArrayList<>();
        for (Person person : decision.state.people().after(null)) {
          if (person.isPresent()
              && !person.rankAt(decision.now).isAtLeast(Rank.MEMBER)
              && comesFrom(decision, person, tag)) {
            all.add(person);
          }
        }
        yield all;
      }
    };
  }

  private boolean comesFrom(DecisionBuilder decision, Person person, String tag) {
    TopicName topic = decision.state.name();
    return person.addresses().stream().anyMatch(from -> tags.tag(topic, from).equals(tag));
  }
}
