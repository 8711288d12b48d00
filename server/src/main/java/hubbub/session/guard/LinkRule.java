package hubbub.session.guard;

import hubbub.text.HostNames;
import hubbub.topic.extension.Verdict;
import java.util.List;

/// Refuses links to what is on a list of denied domains, to what only looks like another domain,
/// and, as [LinkLimits] say, all others or those of guests whom nobody knows yet. Domains on the
/// allowed list, and what is below them, are free.
///
/// A topic's owners may deny more, and spare guests the wait; they cannot allow what is denied in
/// all topics of the kind. Any thread.
final class LinkRule implements SpeechRule {
  static final String RULE = "links";
  static final Verdict NEVER = new Verdict.Refuse(RULE, 0);

  private final LinkLimits limits;
  private final DomainLists domains;
  private final OwnFilters own;

  LinkRule(LinkLimits limits, OwnFilters own) {
    this.limits = limits;
    this.domains = new DomainLists(limits.allowed(), limits.denied());
    this.own = own;
  }

  @Override
  public Verdict judge(Examination it) {
    List<HostNames.Host> hosts = it.hosts();
    if (hosts.isEmpty()) {
      return Verdict.PASS;
    }
    DomainLists ofTopic = own.of(it).domains();
    List<HostNames.Host> strange = hosts.stream().filter(host -> !domains.allows(host)).toList();
    boolean isBad =
        strange.stream().anyMatch(host -> host.isLookAlike() || domains.denies(host))
            || hosts.stream().anyMatch(ofTopic::denies);
    if (isBad) {
      return NEVER;
    }
    return strange.isEmpty() ? Verdict.PASS : stranger(it, strange, ofTopic);
  }

  private Verdict stranger(Examination it, List<HostNames.Host> strange, DomainLists ofTopic) {
    return switch (limits.strangers()) {
      case ANYBODY -> Verdict.PASS;
      case NOBODY -> NEVER;
      case KNOWN -> {
        long fresh = limits.fresh().toNanos();
        yield it.isFresh(fresh) && !strange.stream().allMatch(ofTopic::allows)
            ? Verdict.Refuse.until(RULE, fresh - it.knownNanos())
            : Verdict.PASS;
      }
    };
  }
}
