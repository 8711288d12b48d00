package hubbub.store;

import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.LastingAct;
import hubbub.topic.Lock;
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.Subject;
import hubbub.topic.TopicFilter;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import hubbub.topic.port.TopicStore.Unavailable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Values for tests of the store.
final class Given {
  static final TopicName LOBBY = new TopicName("room:lobby");
  static final TopicName OTHER = new TopicName("room:other");
  static final Subject ANN = member("ann");
  static final Subject BOB = member("bob");

  private Given() {}

  static Subject member(String id) {
    return new Subject.Member(new MemberId(id));
  }

  static Subject address(String tag) {
    return new Subject.Address(tag);
  }

  static Affiliation ranked(Subject subject, Rank rank) {
    return affiliation(subject, new Affiliation.Standing.Ranked(rank), OptionalLong.empty());
  }

  static Affiliation banned(Subject subject, OptionalLong until) {
    return affiliation(subject, new Affiliation.Standing.Banned(false), until);
  }

  static Affiliation affiliation(
      Subject subject, Affiliation.Standing standing, OptionalLong until) {
    return new Affiliation(
        subject, standing, Optional.of("nick"), until, 17, "by", Rank.OWNER, Optional.of("why"));
  }

  static LastingAct.Register register(Affiliation... affiliations) {
    return new LastingAct.Register(TopicSettings.DEFAULT, List.of(affiliations));
  }

  static LastingAct.Affiliate affiliate(Affiliation affiliation) {
    return new LastingAct.Affiliate(List.of(affiliation));
  }

  static AuditEntry entry(long at, String act) {
    return new AuditEntry(
        at,
        act,
        new AuditEntry.Party("ann", Optional.empty(), Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty());
  }

  /// Settings with every field set, and `text` in each that has text.
  static TopicSettings settingsOf(String text) {
    return new TopicSettings(
        text,
        new TopicSettings.About(
            Optional.of(text), Optional.of(text), Optional.of(text), Optional.of(text)),
        Optional.of(Rank.MEMBER),
        OptionalLong.of(5_000_000_000L),
        new Lock(true, true, OptionalInt.of(50)),
        Optional.of("pbkdf2:" + text),
        true,
        OptionalInt.of(7),
        Optional.of(Rank.VIP),
        new TopicFilter(
            List.of("grog", "+" + line(text)),
            TopicFilter.Action.MASK,
            List.of("example.org"),
            List.of("example.com", "example.net")));
  }

  /// Entries of lists have no ends of lines.
  private static String line(String text) {
    return text.replace('\n', ' ');
  }

  /// What a stage gives; fails if that takes longer than any test should.
  static <T> T resultOf(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Whether a stage fails because the store cannot be asked.
  static boolean isUnavailable(CompletionStage<?> stage) {
    try {
      Object _ = stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
      return false;
    } catch (ExecutionException e) {
      return e.getCause() instanceof Unavailable;
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
