package hubbub.app;

import hubbub.session.guard.Guard;
import hubbub.session.guard.Preset;
import hubbub.session.guard.RecordedSpeech;
import hubbub.session.guard.Replay;
import hubbub.session.guard.SpamCounts;
import hubbub.session.guard.SpamPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// `spam replay FILE`: what each preset, and the rules as they are set, would have said to a
/// recorded chat. Plugins' rules are asked, too.
final class SpamCommand {
  /// The command's name.
  static final String NAME = "spam";

  private static final String REPLAY = "replay";
  private static final int EXAMPLES = 3;
  private static final int LONGEST_EXAMPLE = 80;

  private SpamCommand() {}

  /// Whether that is a request to replay a chat; the others are for the server that runs.
  static boolean isReplay(List<String> words) {
    return words.size() == 2 && words.getFirst().equals(REPLAY);
  }

  /// Replays the chat in `file`, and prints what came of it to `out`.
  ///
  /// @throws BadSetting if the file cannot be read, or a line of it is none
  static void replay(String file, Settings settings, Plugins plugins, Consumer<String> out)
      throws BadSetting {
    List<RecordedSpeech> lines = lines(Path.of(file));
    for (Preset preset : Preset.values()) {
      report(preset.word(), judged(lines, SpamPolicies.of(preset.policy()), plugins), out);
    }
    report("as set", judged(lines, SpamSettings.policies(settings), plugins), out);
  }

  private static List<RecordedSpeech> lines(Path file) throws BadSetting {
    List<RecordedSpeech> lines = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          lines.add(RecordedSpeech.parse(line));
        }
      }
      return lines;
    } catch (IOException e) {
      throw new BadSetting(file + ": cannot be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new BadSetting(file + ": line " + (lines.size() + 1) + ": " + e.getMessage());
    }
  }

  private static List<Replay.Judged> judged(
      List<RecordedSpeech> lines, SpamPolicies policies, Plugins plugins) {
    return Replay.of(lines, Guard.of(policies, plugins.rules(), SpamCounts.NONE));
  }

  private static void report(String name, List<Replay.Judged> judged, Consumer<String> out) {
    Map<String, List<Replay.Judged>> byRule = new TreeMap<>();
    for (Replay.Judged each : judged) {
      String verdict = verdict(each);
      if (!verdict.isEmpty()) {
        byRule.computeIfAbsent(verdict, _ -> new ArrayList<>()).add(each);
      }
    }
    long passed = judged.stream().filter(Replay.Judged::hasPassed).count();
    out.accept(name + ": " + passed + " of " + judged.size() + " passed");
    byRule.forEach((verdict, all) -> {
      out.accept("  " + verdict + ": " + all.size());
      all.stream().limit(EXAMPLES).forEach(each -> out.accept("    " + example(each)));
    });
    long sanctions = judged.stream().filter(each -> each.sanction().isPresent()).count();
    out.accept("  warnings, mutes and kicks: " + sanctions);
  }

  private static String verdict(Replay.Judged judged) {
    if (judged.rule().isEmpty()) {
      return "";
    }
    return judged.rule() + (judged.hasPassed() || judged.refusal().isPresent() ? "" : " (held)");
  }

  private static String example(Replay.Judged judged) {
    String text = judged.line().speech().text().replace('\n', ' ');
    String shown =
        text.length() > LONGEST_EXAMPLE
            ? text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST_EXAMPLE)))
                + "…"
            : text;
    return judged.line().atMillis() + " ms " + judged.line().speech().from().id() + ": " + shown;
  }
}
