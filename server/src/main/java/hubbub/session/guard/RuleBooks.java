package hubbub.session.guard;

import hubbub.topic.extension.MessageRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The rules of each kind of topic. Kinds without a policy of their own share `usual`, so that
/// nobody has two allowances there. Any thread.
record RuleBooks(RuleBook usual, Map<String, RuleBook> byKind) {
  RuleBooks {
    byKind = Map.copyOf(byKind);
  }

  static RuleBooks of(SpamPolicies policies, List<MessageRule> plugins) {
    Map<String, RuleBook> byKind = new HashMap<>();
    policies.byKind().forEach((kind, policy) -> byKind.put(kind, RuleBook.of(policy, plugins)));
    return new RuleBooks(RuleBook.of(policies.usual(), plugins), byKind);
  }

  RuleBook of(String kind) {
    return byKind.getOrDefault(kind, usual);
  }
}
