package hubbub.app;

import hubbub.app.AdminRequest.Answer;
import java.util.List;
import java.util.Map;

/// An [AdminConsole] whose settings are known to be good.
record Operator(AdminConsole console) {
  Operator(Map<String, String> settings) {
    this(new AdminConsole(settings));
  }

  /// What the command answers.
  Answer asks(String... words) {
    try {
      return console.run(words);
    } catch (BadSetting e) {
      throw new AssertionError(e);
    }
  }

  /// What the command prints; fails if it does not do what was asked.
  List<String> does(String... words) {
    try {
      return console.does(words);
    } catch (BadSetting e) {
      throw new AssertionError(e);
    }
  }
}
