package hubbub.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Rules for registering a topic, and for its settings.
final class RegistrationRules {
  private RegistrationRules() {}

  /// Registers the topic: as it is now, with the changes asked for. Whoever asks becomes its owner,
  /// and what it remembers about people comes along.
  static Outcome register(DecisionBuilder decision, Who who, Command.Register register) {
    if (decision.state.registration().isPresent()) {
      return Outcome.refused(Reason.ALREADY);
    }
    if (who.person() != null && who.person().id().isGuest() && who.rank() != Rank.ADMIN) {
      return Outcome.refused(Reason.ACCOUNTS_ONLY);
    }
    return register
        .settings()
        .title()
        .flatMap(ModeRules::longTitle)
        .orElseGet(() -> {
          TopicSettings settings = asItIs(decision).with(register.settings());
          decision.act(new LastingAct.Register(settings, remembered(decision, who)));
          return Outcome.OK;
        });
  }

  private static TopicSettings asItIs(DecisionBuilder decision) {
    Modes modes = decision.state.modes();
    TopicSettings none = TopicSettings.DEFAULT;
    return new TopicSettings(
        modes.title(),
        none.about(),
        none.quiet(),
        none.slowMillis(),
        modes.lock(),
        modes.password(),
        decision.state.settings().listed(),
        none.history(),
        none.titleRank(),
        none.filter());
  }

  private static List<Affiliation> remembered(DecisionBuilder decision, Who who) {
    List<Affiliation> all = new ArrayList<>(decision.state.affiliations().allAt(decision.now));
    Person person = who.person();
    if (person != null && who.rank() != Rank.ADMIN) {
      Subject owner = new Subject.Member(person.id());
      all.removeIf(it -> it.subject().equals(owner) && !it.isBan());
      all.add(
          new Affiliation(
              owner,
              new Affiliation.Standing.Ranked(Rank.OWNER),
              Optional.of(person.nick().value()),
              OptionalLong.empty(),
              decision.now,
              who.by(),
              who.rank(),
              Optional.empty()));
    }
    return all;
  }

  static Outcome configure(DecisionBuilder decision, Command.Configure configure) {
    Optional<Registration> before = decision.state.registration();
    if (before.isEmpty()) {
      return Outcome.refused(Reason.NO_SUCH_TOPIC);
    }
    long version = before.get().version();
    if (configure.version().orElse(version) != version) {
      return Outcome.refused(Reason.CHANGED);
    }
    return configure
        .settings()
        .title()
        .flatMap(ModeRules::longTitle)
        .orElseGet(() -> set(decision, before.get().settings().with(configure.settings())));
  }

  private static Outcome set(DecisionBuilder decision, TopicSettings settings) {
    if (settings.equals(decision.state.registration().orElseThrow().settings())) {
      return Outcome.refused(Reason.ALREADY);
    }
    decision.act(new LastingAct.Configure(settings));
    return Outcome.OK;
  }

  /// In a registered topic a title is one of its settings.
  static Outcome title(DecisionBuilder decision, Title title) {
    return configure(decision, new Command.Configure(TopicSettings.Patch.NONE.withTitle(title)));
  }

  /// So is the lock.
  static Outcome lock(DecisionBuilder decision, Command.SetLock lock) {
    return configure(decision, new Command.Configure(TopicSettings.Patch.NONE.withLock(lock)));
  }

  static Outcome unregister(DecisionBuilder decision) {
    if (decision.state.registration().isEmpty()) {
      return Outcome.refused(Reason.NO_SUCH_TOPIC);
    }
    decision.act(new LastingAct.Unregister());
    return Outcome.OK;
  }
}
