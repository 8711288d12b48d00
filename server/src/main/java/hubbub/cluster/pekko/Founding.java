package hubbub.cluster.pekko;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Decides who founds a cluster of which no node is a member yet, so that never two do. Pure; used
/// by one actor.
sealed interface Founding {
  /// The node that may found the cluster, as far as this one is concerned; empty if this one has no
  /// say.
  String vote();

  /// Another node, which is no member either, says whom it votes for.
  void heard(Endpoint from, String vote, long nowNanos);

  /// Whether this node founds the cluster now.
  boolean founds(Answers answers, long nowNanos);

  static Founding of(PekkoSettings settings, long nowNanos) {
    return switch (settings.seeds()) {
      case Seeds.Listed listed -> new ByFirst(settings, listed, nowNanos);
      case Seeds.Named _ -> new ByVote(settings);
    };
  }

  /// The first of the list founds it, as soon as all others of the list have answered that they are
  /// no members, or have said nothing for five seconds.
  final class ByFirst implements Founding {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PekkoSettings settings;
    private final Seeds.Listed seeds;
    private final long startNanos;

    private ByFirst(PekkoSettings settings, Seeds.Listed seeds, long startNanos) {
      this.settings = settings;
      this.seeds = seeds;
      this.startNanos = startNanos;
    }

    @Override
    public String vote() {
      return "";
    }

    @Override
    public void heard(Endpoint from, String vote, long nowNanos) {}

    @Override
    public boolean founds(Answers answers, long nowNanos) {
      Endpoint self = settings.endpoint();
      boolean haveAllAnswered =
          seeds.nodes().stream().allMatch(it -> it.equals(self) || answers.has(it, nowNanos));
      return seeds.nodes().getFirst().equals(self)
          && (haveAllAnswered || nowNanos - startNanos >= PATIENCE_NANOS)
          && answers.count(nowNanos) + 1 >= settings.quorum();
    }
  }

  /// The one for which a majority votes founds it. Each node has one vote, at first its own. It
  /// gives that to a node with a lower address, and then stays with it until that node votes for
  /// another one, and so has given up itself, or has been silent for ten seconds.
  final class ByVote implements Founding {
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PekkoSettings settings;
    private Optional<Endpoint> chosen = Optional.empty();
    private long heardNanos;

    private ByVote(PekkoSettings settings) {
      this.settings = settings;
    }

    @Override
    public String vote() {
      return chosen.orElse(settings.endpoint()).toString();
    }

    @Override
    public void heard(Endpoint from, String vote, long nowNanos) {
      boolean isCandidate = vote.equals(from.toString());
      if (chosen.isEmpty() && isCandidate && from.compareTo(settings.endpoint()) < 0) {
        chosen = Optional.of(from);
        heardNanos = nowNanos;
      } else if (chosen.filter(from::equals).isPresent()) {
        chosen = chosen.filter(_ -> isCandidate);
        heardNanos = nowNanos;
      }
    }

    @Override
    public boolean founds(Answers answers, long nowNanos) {
      if (chosen.isPresent() && nowNanos - heardNanos > SILENCE_NANOS) {
        chosen = Optional.empty();
      }
      return chosen.isEmpty()
          && answers.votesFor(settings.endpoint(), nowNanos) + 1 >= settings.quorum();
    }
  }
}
