package hubbub.app;

import hubbub.codec.CborReader;
import hubbub.codec.CborWriter;
import hubbub.codec.Form;
import hubbub.codec.OutcomeCodec;
import hubbub.codec.SlotTypes;
import hubbub.codec.Unreadable;
import hubbub.handover.Appendix;
import hubbub.http.Idempotency;
import hubbub.http.Idempotency.Answered;
import java.util.List;

/// Leaves to the next start what came of the requests of API keys, so that one that is sent again
/// then is not carried out again.
record LeftAnswers(Idempotency idempotency) implements Appendix {
  private static final Form<Answered> ANSWERED =
      Form.record(
          "answer",
          (out, it) ->
              out.text(it.key())
                  .text(it.id())
                  .text(it.digest())
                  .value(it.outcome(), OutcomeCodec.OUTCOME),
          in -> new Answered(in.text(), in.text(), in.text(), in.value(OutcomeCodec.OUTCOME)));

  @Override
  public byte[] leave() {
    List<Answered> all = idempotency.answers();
    return all.isEmpty()
        ? new byte[0]
        : new CborWriter(SlotTypes.NONE).version().list(all, ANSWERED).toBytes();
  }

  @Override
  public void take(byte[] bytes) throws Unreadable {
    CborReader in = new CborReader(bytes, SlotTypes.NONE);
    int _ = in.version();
    idempotency.take(in.list(ANSWERED));
  }
}
