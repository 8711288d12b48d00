package hubbub.session.guard;

import hubbub.topic.extension.MessageRule;
import hubbub.topic.extension.Utterance;
import java.util.ArrayList;
import java.util.List;

/// The rules of one kind of topic, in the order in which they are asked: those first that cost
/// little and bound how often the others run, and repeated text last, since what another rule
/// refused was not said. Any thread.
final class RuleBook {
  private final SpamPolicy policy;
  private final RateRule rate;
  private final List<SpeechRule> speaking;
  private final List<SpeechRule> showing;
  private final List<SpeechRule> own;

  private RuleBook(
      SpamPolicy policy, OwnFilters own, List<SpeechRule> contents, List<SpeechRule> last) {
    this.policy = policy;
    this.own = List.of(own::judgeLinks, own);
    this.rate = new RateRule(policy.speed().messages());
    this.showing = List.copyOf(contents);
    List<SpeechRule> all = new ArrayList<>();
    all.add(rate);
    all.add(new RenamingRule());
    all.addAll(contents);
    all.addAll(last);
    this.speaking = List.copyOf(all);
  }

  static RuleBook of(SpamPolicy policy, List<MessageRule> plugins) {
    SpamPolicy.Contents its = policy.contents();
    List<SpeechRule> contents = new ArrayList<>();
    SpamPolicy.Newcomers newcomers = policy.newcomers();
    if (!newcomers.presence().isZero() || newcomers.holdsFirst()) {
      contents.add(new NewcomerRule(newcomers.presence(), newcomers.holdsFirst()));
    }
    contents.add(new ShoutingRule(its.shouting()));
    contents.add(new MentionRule(its.mentions()));
    OwnFilters own = new OwnFilters();
    contents.add(new LinkRule(its.links(), own));
    if (!its.words().isEmpty()) {
      contents.add(new WordRule(its.words()));
    }
    contents.add(own);
    plugins.forEach(rule -> contents.add(SpeechRule.of(rule)));
    return new RuleBook(
        policy,
        own,
        contents,
        List.of(
            new HoppingRule(policy.speed().topics(), policy.speed().window()),
            new RepeatRule(policy.speed().repeats(), policy.newcomers().fresh())));
  }

  /// A book of only these rules, with a rate beyond any load.
  static RuleBook only(List<MessageRule> rules) {
    SpamPolicy policy = Preset.NORMAL.policy().with(new Rate(1e6, 1_000_000));
    List<SpeechRule> all = rules.stream().map(SpeechRule::of).toList();
    return new RuleBook(policy, new OwnFilters(), all, List.of());
  }

  SpamPolicy policy() {
    return policy;
  }

  /// The rule that limits how fast people speak.
  RateRule rate() {
    return rate;
  }

  /// The rules for that: all for messages and new nicks. Commands and joins have rates of their
  /// own.
  List<SpeechRule> rulesFor(Utterance.What what) {
    return switch (what) {
      case MESSAGE, NICK -> speaking;
      case NICK_AT_JOIN, TITLE, KEYWORD -> showing;
    };
  }

  /// The rules of the topic's owners alone: for what was judged before the topic was known.
  List<SpeechRule> rulesOfOwners() {
    return own;
  }
}
