package hubbub.app;

import hubbub.app.AdminRequest.Answer;
import hubbub.app.AdminRequest.Wrong;
import hubbub.session.guard.Guard;
import hubbub.session.guard.Heard;
import hubbub.session.guard.RecordedSpeech;
import hubbub.topic.AddressPrefix;
import hubbub.topic.TopicName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What operators ask of the spam guard of a server that runs: `spam reload` and `spam record
/// TOPIC`. Blocks.
final class SpamActs {
  private static final Duration USUAL = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  /// How long recorded lines may gather before they are sent.
  private static final Duration LATE = Duration.ofSeconds(1);

  private static final int MOST_WAITING = 10_000;

  private final Guard guard;
  private final Settings settings;

  /// `settings` say where the settings are to be read again.
  SpamActs(Guard guard, Settings settings) {
    this.guard = guard;
    this.settings = settings;
  }

  /// Does what is asked. Lines go to `out` as they come.
  Answer run(AdminRequest request, Consumer<String> out) throws Wrong {
    return switch (request.word(1).orElse("")) {
      case "reload" -> reload();
      case "record" -> record(request, out);
      default -> throw new Wrong("what? (expected: spam replay FILE, record TOPIC, or reload)");
    };
  }

  private Answer reload() throws Wrong {
    try {
      Settings now = settings.again();
      if (now.get(SettingsTable.SPAM_ENABLED) != guard.isOn()) {
        throw new Wrong("hubbub.spam.enabled takes effect at the next start");
      }
      guard.change(SpamSettings.policies(now));
      return Answer.ok("the spam guard follows its settings as they are now");
    } catch (BadSetting e) {
      throw new Wrong("nothing has changed: " + e.getMessage());
    }
  }

  private Answer record(AdminRequest request, Consumer<String> out) throws Wrong {
    TopicName topic =
        request
            .word(2)
            .flatMap(TopicName::parse)
            .orElseThrow(() -> new Wrong("which topic? (expected: such as room:lobby)"));
    Duration life = request.duration(AdminActs.LIFE).orElse(USUAL);
    if (life.compareTo(LONGEST) > 0) {
      throw new Wrong(AdminActs.LIFE + ": is too long (expected: at most 1h)");
    }
    if (!guard.isOn()) {
      throw new Wrong("hubbub.spam.enabled is false, so the spam guard hears nothing");
    }
    BlockingQueue<Heard> said = new LinkedBlockingQueue<>(MOST_WAITING);
    Runnable stop = guard.record(topic, said::offer);
    try {
      new Recording(System.nanoTime(), out).run(said, life);
      return Answer.DONE;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Wrong("interrupted");
    } finally {
      stop.run();
    }
  }

  /// A chat while it is recorded. Addresses get numbers, in the order in which they come.
  private static final class Recording {
    private final long startNanos;
    private final Consumer<String> out;
    private final Map<AddressPrefix, String> addresses = new HashMap<>();

    Recording(long startNanos, Consumer<String> out) {
      this.startNanos = startNanos;
      this.out = out;
    }

    void run(BlockingQueue<Heard> said, Duration life) throws InterruptedException {
      long sentNanos = startNanos;
      long left = life.toNanos();
      while (left > 0) {
        Heard next = said.poll(Math.min(left, LATE.toNanos()), TimeUnit.NANOSECONDS);
        if (next != null) {
          write(next);
        }
        long now = System.nanoTime();
        if (now - sentNanos >= LATE.toNanos()) {
          out.accept("");
          sentNanos = now;
        }
        left = startNanos + life.toNanos() - now;
      }
    }

    private void write(Heard heard) {
      long at = TimeUnit.NANOSECONDS.toMillis(heard.speech().nowNanos() - startNanos);
      Optional<String> address = heard.speech().from().address().map(this::numbered);
      out.accept(RecordedSpeech.line(at, heard, address));
    }

    /// One of 198.18.0.0/15, which belong to nobody (RFC 2544).
    private String numbered(AddressPrefix address) {
      return addresses.computeIfAbsent(
          address,
          _ -> {
            int number = addresses.size();
            return "198."
                + (18 + (number >> 16 & 1))
                + "."
                + (number >> 8 & 255)
                + "."
                + (number & 255);
          });
    }
  }
}
