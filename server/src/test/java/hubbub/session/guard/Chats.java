package hubbub.session.guard;

import hubbub.topic.MemberId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The recorded chats, written for the tests, in `hubbub/spam`.
final class Chats {
  private Chats() {}

  /// What a new guard of that preset says to each line of `<name>.jsonl`.
  static List<Replay.Judged> replayed(String name, Preset preset) {
    return Replay.of(of(name), Guard.of(preset.policy()));
  }

  /// The same, if those who speak are users of a site, and no new guests.
  static List<Replay.Judged> replayedByKnown(String name, Preset preset) {
    return Replay.of(of(name).stream().map(Chats::byUser).toList(), Guard.of(preset.policy()));
  }

  private static RecordedSpeech byUser(RecordedSpeech line) {
    Speech speech = line.speech();
    Speech.Sender guest = speech.from();
    MemberId user = new MemberId("t" + guest.id().value());
    Speech.Sender from = new Speech.Sender(user, guest.rank(), guest.address(), guest.sinceNanos());
    return new RecordedSpeech(
        line.atMillis(),
        new Speech(
            speech.topic(),
            speech.what(),
            speech.text(),
            speech.meta(),
            speech.nonce(),
            from,
            speech.snapshot(),
            speech.circumstances(),
            speech.nowNanos()));
  }

  /// The lines of `<name>.jsonl`. Those who speak in it are guests whom nobody knows.
  static List<RecordedSpeech> of(String name) {
    String file = "/hubbub/spam/" + name + ".jsonl";
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Chats.class.getResourceAsStream(file), file),
                StandardCharsets.UTF_8))) {
      return in.lines().map(RecordedSpeech::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
