package hubbub.session.guard;

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

  /// The lines of `<name>.jsonl`.
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
