package hubbub.session.guard;

import hubbub.logging.ThrottledLog;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;

/// Bugs met while a message was judged: in a [MessageRule][hubbub.topic.extension.MessageRule] or a
/// [KeywordPolicy][hubbub.topic.extension.KeywordPolicy]. Each costs that message, and neither its
/// sender's connection nor anybody else anything. Any thread.
public final class PluginBugs {
  private static final ThrottledLog LOG = new ThrottledLog(PluginBugs.class);

  private PluginBugs() {}

  /// Logs `bug`. Answers how the message is refused.
  public static Refusal refusal(Throwable bug) {
    LOG.error(
        "A bug in a rule for messages or keywords refused a message; nothing else is affected."
            + " Please report it to the author of the plugin, if it is a plugin's",
        bug);
    return Refusal.of(Reason.INTERNAL);
  }
}
