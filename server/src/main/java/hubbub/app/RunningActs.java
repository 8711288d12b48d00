package hubbub.app;

import hubbub.app.AdminRequest.Answer;
import hubbub.app.AdminRequest.Wrong;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Carries out what operators ask of a server that runs: of its cluster, its spam guard and, if it
/// has one, its store. Blocks; not for event loops.
record RunningActs(ClusterActs cluster, SpamActs spam, Optional<AdminSocket.Acts> store)
    implements AdminSocket.Acts {
  private static final Set<String> WORDS = Set.of(ClusterActs.NAME, SpamCommand.NAME);

  /// Whether a request is of those that only a server that runs can carry out.
  static boolean areNeededFor(AdminRequest request) {
    return request.word(0).filter(WORDS::contains).isPresent();
  }

  @Override
  public Answer run(AdminRequest request, Consumer<String> out) {
    try {
      return switch (request.word(0).orElse("")) {
        case ClusterActs.NAME -> cluster.run(request);
        case SpamCommand.NAME -> spam.run(request, out);
        default ->
            store
                .map(it -> it.run(request, out))
                .orElseGet(() -> Answer.refused("this server has no store: see hubbub.store.url"));
      };
    } catch (Wrong e) {
      return Answer.refused(String.valueOf(e.getMessage()));
    }
  }
}
