package hubbub.identity;

import hubbub.logging.ThrottledLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// Revoked tokens, in memory, and in the store if there is one. Bounded: a revocation for which
/// there is no room is refused, never one forgotten for another. Any thread; one lock.
public final class RevocationList implements Revocations {
  /// How long a revocation of all tokens issued before a time counts: no token should live longer.
  public static final Duration KEPT = Duration.ofDays(366);

  /// The most of each kind that are kept for an issuer.
  private static final int MOST = 10_000;

  private static final ThrottledLog LOG = new ThrottledLog(RevocationList.class);

  private final InstantSource clock;
  private final Map<Group, Map<String, Mark>> all = new HashMap<>();
  private volatile Consumer<Revocation> listener = _ -> {};
  private volatile Keeper keeper = (_, _) -> CompletableFuture.completedStage(true);

  /// A revocation: of the token with the id `name`, or of all tokens of the subject `name`, or of
  /// the issuer, that were issued before `before`. By `until`, all these tokens have ended. Times
  /// are milliseconds since 1970 UTC; `before` means nothing for a single token.
  public record Revocation(Kind kind, String issuer, String name, long before, long until) {
    /// What is revoked.
    public enum Kind {
      TOKEN,
      SUBJECT,
      ISSUER
    }

    /// Of the token with that `jti`, which ends at `end`.
    public static Revocation ofToken(String issuer, String id, Instant end) {
      return new Revocation(Kind.TOKEN, issuer, id, 0, end.toEpochMilli());
    }

    /// Of all tokens of a subject that were issued before `time`.
    public static Revocation ofSubject(String issuer, String subject, Instant time, Duration kept) {
      return new Revocation(
          Kind.SUBJECT, issuer, subject, time.toEpochMilli(), time.plus(kept).toEpochMilli());
    }

    /// Of all tokens of an issuer that were issued before `time`.
    public static Revocation ofIssuer(String issuer, Instant time, Duration kept) {
      return new Revocation(
          Kind.ISSUER, issuer, "", time.toEpochMilli(), time.plus(kept).toEpochMilli());
    }
  }

  /// Where revocations outlive the server. Must not block.
  @FunctionalInterface
  public interface Keeper {
    /// Keeps one, and `act` if an operator did it. Fails with
    /// [hubbub.topic.port.TopicStore.Unavailable] if it cannot now.
    CompletionStage<?> keep(Revocation its, Optional<OperatorAct> act);
  }

  private record Group(Revocation.Kind kind, String issuer) {}

  private record Mark(long before, long until) {
    Mark or(Mark other) {
      return new Mark(Math.max(before, other.before), Math.max(until, other.until));
    }
  }

  public RevocationList(InstantSource clock) {
    this.clock = clock;
  }

  /// Has `listener` told of what is revoked here from now on, but not of what is [taken
  /// over][#take].
  public void onRevoked(Consumer<Revocation> listener) {
    this.listener = listener;
  }

  /// Has `keeper` keep what is [revoked][#revoke] here from now on.
  public void keepIn(Keeper keeper) {
    this.keeper = keeper;
  }

  /// Revokes the token with that `jti`, which ends at `end`.
  ///
  /// @return whether there was room for it
  public boolean revoke(String issuer, String id, Instant end) {
    return revoke(Revocation.ofToken(issuer, id, end));
  }

  /// Revokes all tokens of a subject that were issued before `time`, and those that do not say when
  /// they were. It counts for [#KEPT].
  ///
  /// @return whether there was room for it
  public boolean revokeIssuedBefore(String issuer, String subject, Instant time) {
    return revoke(Revocation.ofSubject(issuer, subject, time, KEPT));
  }

  /// Revokes all tokens of an issuer that were issued before `time`, and those that do not say when
  /// they were. It counts for [#KEPT].
  ///
  /// @return whether there was room for it
  public boolean revokeIssuedBefore(String issuer, Instant time) {
    return revoke(Revocation.ofIssuer(issuer, time, KEPT));
  }

  /// Revokes at once, and has that kept.
  ///
  /// @return whether there was room for it
  public boolean revoke(Revocation its) {
    boolean hadRoom = revokeKept(its);
    if (hadRoom) {
      var _ =
          keeper
              .keep(its, Optional.empty())
              .whenComplete((_, fault) -> {
                if (fault != null) {
                  LOG.warn(
                      "Revoked tokens count again after a restart, since the store could not keep"
                          + " that they are: {}",
                      String.valueOf(fault.getMessage()));
                }
              });
    }
    return hadRoom;
  }

  /// Revokes at once, and completes when that is kept, with `act`, with whether there was room for
  /// it. If it fails, the revocation counts until the server stops.
  public CompletionStage<Boolean> revoke(Revocation its, OperatorAct act) {
    return revokeKept(its)
        ? keeper.keep(its, Optional.of(act)).thenApply(_ -> true)
        : CompletableFuture.completedStage(false);
  }

  /// Revokes what the store keeps already.
  ///
  /// @return whether there was room for it
  public boolean revokeKept(Revocation its) {
    boolean hadRoom = take(its);
    listener.accept(its);
    return hadRoom;
  }

  /// Takes over what was revoked elsewhere.
  ///
  /// @return whether there was room for it
  public synchronized boolean take(Revocation its) {
    Map<String, Mark> group =
        all.computeIfAbsent(new Group(its.kind(), its.issuer()), _ -> new HashMap<>());
    if (group.size() >= MOST) {
      dropEnded(group);
    }
    if (group.size() >= MOST && !group.containsKey(its.name())) {
      return false;
    }
    group.merge(its.name(), new Mark(its.before(), its.until()), Mark::or);
    return true;
  }

  private void dropEnded(Map<String, Mark> group) {
    long now = clock.millis();
    group.values().removeIf(mark -> mark.until() <= now);
  }

  /// All that count.
  public synchronized List<Revocation> all() {
    List<Revocation> found = new ArrayList<>();
    all.forEach((group, marks) -> {
      dropEnded(marks);
      marks.forEach((name, mark) ->
          found.add(
              new Revocation(group.kind(), group.issuer(), name, mark.before(), mark.until())));
    });
    return found;
  }

  @Override
  public synchronized boolean isRevoked(Token token) {
    return token.id().flatMap(id -> mark(Revocation.Kind.TOKEN, token.issuer(), id)).isPresent()
        || isBefore(token, mark(Revocation.Kind.ISSUER, token.issuer(), ""))
        || isBefore(token, mark(Revocation.Kind.SUBJECT, token.issuer(), token.subject()));
  }

  private static boolean isBefore(Token token, Optional<Mark> mark) {
    return mark.filter(its -> token.issuedAt() < its.before()).isPresent();
  }

  private Optional<Mark> mark(Revocation.Kind kind, String issuer, String name) {
    return Optional.ofNullable(all.getOrDefault(new Group(kind, issuer), Map.of()).get(name))
        .filter(mark -> mark.until() > clock.millis());
  }
}
