package hubbub.session.guard;

import hubbub.topic.extension.MessageRule;
import hubbub.topic.extension.Utterance;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The rules of one kind of topic, in the order in which they are asked: those first that cost
/// little and bound how often the others run, and repeated text last, since what another rule
/// refused was not said. Any thread.
final class RuleBook {
  private final SpamPolicy policy;
  private final RateRule rate;
  private final List<SpeechRule> pace;
  private final List<SpeechRule> speaking;
  private final List<SpeechRule> showing;
  private final List<SpeechRule> atDoor;
  private final List<SpeechRule> atOwner;

  private RuleBook(SpamPolicy policy, Contents contents, List<SpeechRule> last) {
    this.policy = policy;
    this.rate = new RateRule(policy.speed().messages());
    this.pace = List.of(rate, new RenamingRule());
    this.showing = contents.all();
    this.speaking = Stream.concat(showing.stream(), last.stream()).toList();
    this.atDoor = contents.atDoor();
    this.atOwner = contents.atOwner();
  }

  static RuleBook of(SpamPolicy policy, List<MessageRule> plugins) {
    SpamPolicy.Newcomers newcomers = policy.newcomers();
    return new RuleBook(
        policy,
        Contents.of(policy, plugins),
        List.of(
            new HoppingRule(policy.speed().topics(), policy.speed().window()),
            new RepeatRule(policy.speed().repeats(), newcomers.fresh())));
  }

  /// A book of only these rules, with a rate beyond any load.
  static RuleBook only(List<MessageRule> rules) {
    List<SpeechRule> all = rules.stream().map(SpeechRule::of).toList();
    return new RuleBook(
        Preset.NORMAL.policy().with(new Rate(1e6, 1_000_000)),
        new Contents(all, all, List.of()),
        List.of());
  }

  /// The rules about what is said: all of them; those for the nick of somebody who joins, as far as
  /// they need not know the topic; and the rest of these.
  private record Contents(List<SpeechRule> all, List<SpeechRule> atDoor, List<SpeechRule> atOwner) {
    static Contents of(SpamPolicy policy, List<MessageRule> plugins) {
      SpamPolicy.Contents its = policy.contents();
      SpamPolicy.Newcomers newcomers = policy.newcomers();
      OwnFilters own = new OwnFilters();
      LinkRule links = new LinkRule(its.links(), own);
      List<SpeechRule> all = new ArrayList<>();
      if (!newcomers.presence().isZero() || newcomers.holdsFirst()) {
        all.add(new NewcomerRule(newcomers));
      }
      all.add(new ShoutingRule(its.shouting()));
      all.add(new MentionRule(its.mentions()));
      all.add(links);
      if (!its.words().isEmpty()) {
        all.add(new WordRule(its.words()));
      }
      plugins.forEach(rule -> all.add(SpeechRule.of(rule)));
      List<SpeechRule> atDoor = new ArrayList<>(all);
      atDoor.set(atDoor.indexOf(links), links::judgeDenied);
      all.add(own);
      return new Contents(
          List.copyOf(all),
          List.copyOf(atDoor),
          List.of(own::judgeLinks, links::judgeStrangers, own));
    }
  }

  SpamPolicy policy() {
    return policy;
  }

  /// The rule that limits how fast people speak.
  RateRule rate() {
    return rate;
  }

  /// The rules for how often that may be said, which bound how often the others run. Commands and
  /// joins have rates of their own.
  List<SpeechRule> paceOf(Utterance.What what) {
    return isSpoken(what) ? pace : List.of();
  }

  /// The rules for what is said.
  List<SpeechRule> rulesFor(Utterance.What what) {
    return isSpoken(what) ? speaking : showing;
  }

  private static boolean isSpoken(Utterance.What what) {
    return switch (what) {
      case MESSAGE, NICK -> true;
      case NICK_AT_JOIN, TITLE, KEYWORD -> false;
    };
  }

  /// The rules for the nick of somebody who joins, as far as they need not know the topic.
  List<SpeechRule> rulesAtDoor() {
    return atDoor;
  }

  /// The rest of these, for the topic's owner, which knows what is kept out of the topic, and
  /// whether the topic knows who joins.
  List<SpeechRule> rulesAtOwner() {
    return atOwner;
  }
}
