package hubbub.cluster;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/// The bulletin of a node without others. There is one for all such nodes, so it knows nothing.
final class LoneBulletin implements Bulletin {
  @Override
  public void tell(String subject, byte[] content) {}

  @Override
  public void hear(String subject, Consumer<byte[]> ear) {}

  @Override
  public void whenMissed(Runnable again) {}

  @Override
  public CompletionStage<Answers> ask(String subject, byte[] question) {
    return CompletableFuture.completedStage(new Answers(List.of(), true));
  }

  @Override
  public void answer(String subject, Function<byte[], CompletionStage<byte[]>> answer) {}
}
