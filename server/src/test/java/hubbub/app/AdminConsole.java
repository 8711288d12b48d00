package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.app.AdminRequest.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Runs `./hubbub admin` with these settings, inside this JVM.
record AdminConsole(Map<String, String> settings) {
  /// All lines that it would print, and whether it is done.
  Answer run(String... words) throws BadSetting {
    CommandSpec spec = CommandSpec.create();
    spec.addPositional(PositionalParamSpec.builder().index("0").arity("0..1").build());
    AdminCommand.addTo(spec);
    String[] all = new String[words.length + 1];
    all[0] = AdminCommand.NAME;
    System.arraycopy(words, 0, all, 1, words.length);
    List<String> lines = new ArrayList<>();
    Answer answer =
        AdminCommand.run(
            new CommandLine(spec).parseArgs(all),
            Settings.of(settings),
            Plugins.onClassPath(),
            lines::add);
    lines.addAll(answer.lines());
    return new Answer(answer.isOk(), lines);
  }

  /// The lines of a command that must be carried out.
  List<String> does(String... words) throws BadSetting {
    Answer answer = run(words);
    assertTrue(answer.isOk(), () -> Arrays.toString(words) + ": " + answer.lines());
    return answer.lines();
  }
}
