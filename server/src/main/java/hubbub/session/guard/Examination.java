package hubbub.session.guard;

import hubbub.text.FoldedWords;
import hubbub.text.Folding;
import hubbub.text.HostNames;
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Speaker;
import hubbub.topic.extension.Utterance;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One speech while the rules look at it. What several rules need of its text is made once, by the
/// first that asks. Confined to the thread that judges it.
final class Examination {
  /// What the ids of accounts of this server's own begin with.
  private static final char SIGNED_UP = 'a';

  private final Speech speech;
  private final KnownPerson person;
  private @Nullable Utterance said;
  private @Nullable TextTraits traits;
  private @Nullable Fingerprint fingerprint;
  private @Nullable FoldedWords words;
  private @Nullable List<HostNames.Host> hosts;
  private @Nullable MessageMeta meta;

  /// `person` is what the guard knows of the sender.
  Examination(Speech speech, KnownPerson person) {
    this.speech = speech;
    this.person = person;
  }

  /// The same speech with another text.
  Examination saying(String text) {
    return new Examination(speech.saying(text), person);
  }

  Speech speech() {
    return speech;
  }

  /// What the guard knows of the sender.
  KnownPerson person() {
    return person;
  }

  TopicName topic() {
    return speech.topic();
  }

  MemberId from() {
    return speech.from().id();
  }

  String text() {
    return speech.text();
  }

  long nowNanos() {
    return speech.nowNanos();
  }

  /// The same for rules of plugins.
  Utterance said() {
    Utterance made = said;
    if (made == null) {
      made =
          new Utterance(
              speech.topic(),
              speech.what(),
              speech.text(),
              speech.meta(),
              speaker(),
              speech.snapshot(),
              speech.nowNanos());
      said = made;
    }
    return made;
  }

  private Speaker speaker() {
    Speech.Sender from = speech.from();
    return new Speaker(
        from.id(), from.rank(), from.address(), millis(knownNanos()), millis(presentNanos()));
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  /// How long the sender has been known, in any topic.
  long knownNanos() {
    long here = speech.nowNanos() - Math.min(person.firstNanos(), speech.from().sinceNanos());
    return Math.max(here, speech.circumstances().knownNanos());
  }

  /// How long ago the sender first came into this topic.
  long presentNanos() {
    long since = Math.min(speech.from().sinceNanos(), speech.nowNanos());
    return speech.nowNanos() - person.topics().sinceNanos(speech.topic(), since);
  }

  /// Whether the sender has no rank here, has been known for less than `nanos`, and is a guest or
  /// has an account that anybody can sign up for.
  boolean isFresh(long nanos) {
    boolean isAnybody = from().isGuest() || from().value().charAt(0) == SIGNED_UP;
    return isAnybody && speech.from().rank() == Rank.GUEST && knownNanos() < nanos;
  }

  /// Whether the sender is a guest who was given no rank in the topic.
  boolean isGuest() {
    return from().isGuest() && speech.from().rank() == Rank.GUEST;
  }

  /// What the beginning of the text is made of.
  TextTraits traits() {
    TextTraits made = traits;
    if (made == null) {
      made = TextTraits.of(speech.text());
      traits = made;
    }
    return made;
  }

  /// The text as lists of words see it.
  FoldedWords words() {
    FoldedWords made = words;
    if (made == null) {
      made = FoldedWords.of(speech.text());
      words = made;
    }
    return made;
  }

  /// The hosts that the text, and those in the meta, link to.
  List<HostNames.Host> hosts() {
    List<HostNames.Host> made = hosts;
    if (made == null) {
      made = hosts(traits(), speech.text());
      for (String other : meta().texts()) {
        made = Stream.concat(made.stream(), hosts(TextTraits.of(other), other).stream()).toList();
      }
      hosts = made;
    }
    return made;
  }

  private static List<HostNames.Host> hosts(TextTraits traits, String text) {
    return traits.mayLink() ? HostNames.in(text) : List.of();
  }

  /// What is in the meta.
  MessageMeta meta() {
    MessageMeta made = meta;
    if (made == null) {
      made = speech.meta().map(MessageMeta::parse).orElse(MessageMeta.NONE);
      meta = made;
    }
    return made;
  }

  /// What identifies the folded text.
  Fingerprint fingerprint() {
    Fingerprint made = fingerprint;
    if (made == null) {
      made = Fingerprint.of(Folding.of(speech.text()), Folding.bulk(speech.text()));
      fingerprint = made;
    }
    return made;
  }
}
