package hubbub.identity;

import hubbub.topic.Rank;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What a token costs at the handshake: its signature by HMAC with SHA-256, and its claims.
@State(Scope.Thread)
public class TokenBenchmark {
  private final ServerKeys keys = new ServerKeys(new byte[32]);
  private final Tokens tokens =
      new Tokens(
          List.of(LocalTokens.issuer(keys)),
          keys.of(KeyPurpose.SITE_USERS),
          _ -> false,
          InstantSource.system());
  private final String token =
      LocalTokens.sign(
          keys,
          new LocalTokens.Request(
              "ann",
              Optional.of("Ann"),
              Rank.MODERATOR,
              new TopicPattern("room:*"),
              Duration.ofHours(6)),
          Instant.now());

  @Benchmark
  public Tokens.Verdict verify() {
    return tokens.verify(token);
  }
}
