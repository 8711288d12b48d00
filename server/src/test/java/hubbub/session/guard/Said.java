package hubbub.session.guard;

import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Utterance;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What somebody says in a test, at a time in milliseconds. The id of a guest begins with `g`.
record Said(
    String topic,
    String who,
    Rank rank,
    Utterance.What what,
    String text,
    Optional<String> meta,
    long knownMillis) {
  static Said by(String who, String text) {
    return new Said("room:a", who, Rank.GUEST, Utterance.What.MESSAGE, text, Optional.empty(), 0);
  }

  Said in(String other) {
    return new Said(other, who, rank, what, text, meta, knownMillis);
  }

  Said as(Rank other) {
    return new Said(topic, who, other, what, text, meta, knownMillis);
  }

  Said a(Utterance.What other) {
    return new Said(topic, who, rank, other, text, meta, knownMillis);
  }

  Said with(String json) {
    return new Said(topic, who, rank, what, text, Optional.of(json), knownMillis);
  }

  Said knownFor(long millis) {
    return new Said(topic, who, rank, what, text, meta, millis);
  }

  Speech at(long nowMillis) {
    long now = TimeUnit.MILLISECONDS.toNanos(nowMillis);
    return new Speech(
        new TopicName(topic),
        what,
        text,
        meta,
        Optional.empty(),
        new Speech.Sender(
            new MemberId(who),
            rank,
            Optional.empty(),
            now - TimeUnit.MILLISECONDS.toNanos(knownMillis)),
        Optional.empty(),
        Speech.Circumstances.USUAL,
        now);
  }

  /// To a rule, by somebody of whom nothing else is known.
  Examination examined() {
    Speech speech = at(TimeUnit.DAYS.toMillis(1));
    return new Examination(speech, new KnownPerson(speech.nowNanos()));
  }
}
