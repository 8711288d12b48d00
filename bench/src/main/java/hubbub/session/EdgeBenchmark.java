package hubbub.session;

import hubbub.fanout.Cursor;
import hubbub.fanout.Outlet;
import hubbub.identity.Guests;
import hubbub.identity.Identities;
import hubbub.identity.KeyPurpose;
import hubbub.identity.ReadTokens;
import hubbub.identity.ServerKeys;
import hubbub.identity.Tokens;
import hubbub.keywords.DefaultKeywords;
import hubbub.session.guard.Guard;
import hubbub.session.guard.Preset;
import hubbub.session.guard.Rate;
import hubbub.session.guard.RepeatLimits;
import hubbub.session.guard.SpamPolicy;
import hubbub.topic.AddressPrefix;
import hubbub.topic.KindSettings;
import hubbub.topic.MembershipId;
import hubbub.topic.Reason;
import hubbub.topic.port.Feed;
import hubbub.wire.BadFrame;
import hubbub.wire.V2Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The cost of a message at the edge, from the bytes of its frame to the bytes of its reply:
/// decode, find the membership, apply the spam rules, find terms, hand over, reply. The topic
/// answers at once.
@State(Scope.Thread)
public class EdgeBenchmark {
  private static final byte[] JOIN = bytes("[\"1\",\"1\",\"room:lobby\",\"phx_join\",{}]");
  private static final byte[] SEND =
      bytes(
          "[\"1\",\"2\",\"room:lobby\",\"send\",{\"body\":\"a message of sixty-four bytes, with"
              + " some words to find terms in it\"}]");

  /// The benchmark says one text again and again.
  private static final RepeatLimits UNBOUNDED =
      new RepeatLimits(
          new Rate(1e9, 1_000_000),
          new Rate(1e9, 1_000_000),
          new Rate(1e9, 1_000_000),
          11,
          3,
          Duration.ofSeconds(30));

  private final Line line = new Line();
  private final ServerKeys keys = new ServerKeys(new byte[32]);
  private final Identities identities =
      new Identities(
          true,
          new Guests(keys, InstantSource.system()),
          new Tokens(List.of(), keys.of(KeyPurpose.SITE_USERS), _ -> false, InstantSource.system()),
          new ReadTokens(keys, _ -> true, InstantSource.system()));
  private final Session session =
      new Session(
          new SessionContext(
              new AgreeingTopics(),
              Map.of(
                  "room",
                  new SessionContext.Kind(KindSettings.DEFAULT, new DefaultKeywords("auto"))),
              identities,
              Guard.of(
                  Preset.NORMAL
                      .policy()
                      .with(
                          new SpamPolicy.Speed(
                              new Rate(1e9, 1_000_000), UNBOUNDED, 6, Duration.ofSeconds(30)))),
              new Uncounted(),
              new Draining()),
          new Client(
              identities.guests().identity(Optional.of("ann"), Optional.empty()),
              Optional.of(AddressPrefix.parse("203.0.113.7")),
              new V2Json()),
          line,
          _ -> {});

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Setup
  public void join() throws BadFrame {
    receive(JOIN);
  }

  @Benchmark
  public byte[] send() throws BadFrame {
    receive(SEND);
    return line.last;
  }

  private void receive(byte[] frame) throws BadFrame {
    session.received(frame);
  }

  /// Keeps the last frame written. There is no socket, and the log is never behind.
  private static final class Line implements Outlet {
    private byte[] last = {};

    @Override
    public void write(byte[] frame) {
      last = frame;
    }

    @Override
    public Cursor open(MembershipId membership, Cursor.Lagged lagged) {
      return new Prompt();
    }

    @Override
    public void move(Executor home, Runnable then) {
      then.run();
    }

    @Override
    public void post(Runnable task) {
      task.run();
    }

    @Override
    public void pauseReading(boolean paused) {}
  }

  private static final class Prompt implements Cursor {
    @Override
    public void at(long after, Runnable step) {
      step.run();
    }

    @Override
    public void follow(Feed feed, long from, long seqBefore) {}

    @Override
    public void stop() {}
  }

  private static final class Uncounted implements SessionContext.Traffic {
    @Override
    public void refused(Reason reason) {
      throw new IllegalStateException("refused: " + reason);
    }

    @Override
    public void sent() {}

    @Override
    public void memberships(int change) {}
  }
}
