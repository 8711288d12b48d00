package hubbub.session.guard;

import hubbub.text.HostNames;
import hubbub.topic.extension.Verdict;
import java.util.List;
import java.util.stream.Stream;

/// Refuses links to what is on a list of denied domains, to what only looks like another domain,
/// and, as [LinkLimits] say, all others or those of people whom nobody knows yet. Domains on the
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
    Verdict denied = judgeDenied(it);
    return denied instanceof Verdict.Pass ? judgeStrangers(it) : denied;
  }

  /// About what nobody may link to.
  Verdict judgeDenied(Examination it) {
    List<HostNames.Host> hosts = it.hosts();
    if (hosts.isEmpty()) {
      return Verdict.PASS;
    }
    boolean isBad =
        strange(hosts).anyMatch(host -> host.isLookAlike() || domains.denies(host))
            || hosts.stream().anyMatch(own.of(it).domains()::denies);
    return isBad ? NEVER : Verdict.PASS;
  }

  /// About what only some may link to.
  Verdict judgeStrangers(Examination it) {
    List<HostNames.Host> strange = strange(it.hosts()).toList();
    return strange.isEmpty() ? Verdict.PASS : stranger(it, strange, own.of(it).domains());
  }

  private Stream<HostNames.Host> strange(List<HostNames.Host> hosts) {
    return hosts.stream().filter(host -> !domains.allows(host));
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
