package hubbub.cluster;

import hubbub.codec.CborReader;
import hubbub.codec.CborWriter;
import hubbub.codec.SlotTypes;
import hubbub.codec.Unreadable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Has a node leave only when its topics have enough copies elsewhere. The node asks all members,
/// itself included, again and again: they no longer count on its copies, and answer whether the
/// topics that they own are on enough other nodes. Any thread.
final class OrderlyLeave {
  private static final String SUBJECT = "leave";
  private static final long AGAIN_MILLIS = 100;

  /// After this time, the node leaves all the same.
  private static final long LONGEST_MILLIS = 6_000;

  private static final byte[] YES = {1};
  private static final byte[] NO = {0};

  private final Bulletin bulletin;
  private final Members members;
  private final ScheduledExecutorService loop;
  private final Runnable someoneLeaves;
  private final Supplier<CompletionStage<Boolean>> areCopied;
  private final CompletableFuture<Void> settled = new CompletableFuture<>();

  /// Runs `someoneLeaves` when this node first hears that one is going to; `areCopied` tells
  /// whether the topics that are owned here are on enough nodes that stay.
  OrderlyLeave(
      Bulletin bulletin,
      Members members,
      ScheduledExecutorService loop,
      Runnable someoneLeaves,
      Supplier<CompletionStage<Boolean>> areCopied) {
    this.bulletin = bulletin;
    this.members = members;
    this.loop = loop;
    this.someoneLeaves = someoneLeaves;
    this.areCopied = areCopied;
    bulletin.answer(SUBJECT, this::answer);
  }

  /// Completes when this node can be spared, or has asked for long enough. Call this once.
  CompletionStage<Void> begin() {
    var _ = loop.schedule(this::settle, LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    ask();
    return settled;
  }

  private void ask() {
    byte[] self =
        new CborWriter(SlotTypes.NONE).version().number(members.self().number()).toBytes();
    var _ =
        bulletin
            .ask(SUBJECT, self)
            .thenAccept(answers -> {
              boolean isSpared =
                  answers.areComplete() && answers.all().stream().allMatch(it -> it[0] == YES[0]);
              if (isSpared) {
                settle();
              } else if (!settled.isDone()) {
                var _ = loop.schedule(this::ask, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
              }
            });
  }

  private void settle() {
    settled.complete(null);
  }

  private CompletionStage<byte[]> answer(byte[] question) {
    try {
      CborReader in = new CborReader(question, SlotTypes.NONE);
      int _ = in.version();
      if (members.leaves(in.smallNumber())) {
        someoneLeaves.run();
      }
    } catch (Unreadable e) {
      return CompletableFuture.failedStage(e);
    }
    return areCopied.get().thenApply(are -> are ? YES : NO);
  }
}
