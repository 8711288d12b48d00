package hubbub.session.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hubbub.text.FoldedWords;
import hubbub.text.HostNames;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicFilter;
import hubbub.topic.extension.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the owners of topics keep out of them, ready to be looked for. Each [TopicFilter] is
/// prepared once, when the first message after a change is judged, and forgotten with it. Any
/// thread.
final class OwnFilters implements SpeechRule {
  private static final Prepared NOTHING =
      new Prepared(Optional.empty(), new DomainLists(List.of(), List.of()));

  /// By identity: all snapshots between two changes have the same object.
  private final Cache<TopicFilter, Prepared> all = Caffeine.newBuilder().weakKeys().build();

  /// A filter's words, if it has any, and its domains.
  record Prepared(Optional<WordRule> words, DomainLists domains) {}

  /// What is kept out of the topic in which that is said.
  Prepared of(Examination it) {
    TopicFilter filter = it.speech().snapshot().map(Snapshot::filter).orElse(TopicFilter.NONE);
    return filter.isEmpty() ? NOTHING : all.get(filter, OwnFilters::prepared);
  }

  /// About links to what is kept out, or only looks like an allowed domain.
  Verdict judgeLinks(Examination it) {
    List<HostNames.Host> hosts = it.hosts();
    return !hosts.isEmpty() && hosts.stream().anyMatch(of(it).domains()::denies)
        ? LinkRule.NEVER
        : Verdict.PASS;
  }

  /// About the words.
  @Override
  public Verdict judge(Examination it) {
    return of(it).words().map(rule -> rule.judge(it)).orElse(Verdict.PASS);
  }

  private static Prepared prepared(TopicFilter filter) {
    WordLimits words = words(filter);
    return new Prepared(
        words.isEmpty() ? Optional.empty() : Optional.of(new WordRule(words)),
        new DomainLists(filter.allowed(), filter.denied()));
  }

  /// Without what another release took for a word, and this one does not.
  private static WordLimits words(TopicFilter filter) {
    List<String> words = new ArrayList<>();
    List<String> allowed = new ArrayList<>();
    for (String entry : filter.words()) {
      if (!FoldedWords.of(entry).isEmpty()) {
        WordLists.add(entry, words, allowed);
      }
    }
    return new WordLimits(words, allowed, List.of(), action(filter.action()));
  }

  private static WordLimits.Action action(TopicFilter.Action action) {
    return switch (action) {
      case REFUSE -> WordLimits.Action.REFUSE;
      case MASK -> WordLimits.Action.MASK;
      case HOLD -> WordLimits.Action.HOLD;
    };
  }
}
