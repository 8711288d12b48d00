package hubbub.session;

import hubbub.protocol.ReplyWriter;
import hubbub.session.guard.Reputation;
import hubbub.wire.JsonWriter;
import java.util.concurrent.TimeUnit;

/// Writes what the spam guard knows against somebody: the reply to `why`. Pure functions.
public final class ReputationWriter {
  private ReputationWriter() {}

  static ReplyWriter.Reply reply(Reputation its, long now, long nowNanos) {
    return new ReplyWriter.Reply("ok", json(its, now, nowNanos));
  }

  /// What the reply says at `now`, which is `nowNanos` on the monotonic clock.
  public static byte[] json(Reputation its, long now, long nowNanos) {
    JsonWriter json =
        new JsonWriter()
            .beginObject()
            .field("score", rounded(its.score()))
            .field("limit", its.limit())
            .field("strikes", its.strikes())
            .field("next", its.next())
            .field("node_only", true)
            .name("verdicts")
            .beginArray();
    for (Reputation.Judged judged : its.verdicts()) {
      long ago = TimeUnit.NANOSECONDS.toMillis(nowNanos - judged.atNanos());
      json.beginObject()
          .field("at", now - ago)
          .field("rule", judged.rule())
          .field("verdict", judged.verdict())
          .field("score", rounded(judged.score()))
          .field("dry", judged.isDry())
          .endObject();
    }
    return json.endArray().endObject().toBytes();
  }

  private static double rounded(double score) {
    return Math.round(score * 100) / 100.0;
  }
}
