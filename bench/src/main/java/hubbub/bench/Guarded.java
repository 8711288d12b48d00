package hubbub.bench;

import static hubbub.bench.Case.Target.ratioAtMost;
import static hubbub.bench.Measures.CPU;
import static hubbub.bench.Measures.LOST;
import static hubbub.bench.Measures.P50;
import static hubbub.bench.Measures.P99;

import hubbub.bench.Case.Load;
import hubbub.bench.Case.Side;
import hubbub.bench.Cases.CaseBuilder;
import hubbub.bench.Contender.Prelude;
import hubbub.bench.Contender.Server;
import java.util.List;

/// The spam guard with all rules of `normal`, compared with none. Everybody is a guest, since
/// nobody else is judged, and says something else each time, at a rate that the guard allows.
final class Guarded {
  /// The generator's mark takes 40 letters. Connections are not opened faster than a server that
  /// has just started can take people in.
  private static final String VARIED = " --payload 100 --fill words --connect-rate 500";

  private static final String GUESTS = "--hubbub.kinds.room.founder-rank=guest";

  private static final Contender GUARDED =
      new Server(
          "guard",
          Prelude.NOTHING,
          List.of(
              GUESTS,
              "--hubbub.spam.enabled=true",
              "--hubbub.spam.rate=100000/s",
              "--hubbub.spam.burst=100000"));

  private static final Contender UNGUARDED =
      new Server("no guard", Prelude.NOTHING, List.of(GUESTS));

  private Guarded() {}

  static List<Case> all() {
    return List.of(
        compared("400", "one topic of 2,000 at 400/s", Cases.CROWD, 1.03),
        compared("many", "500 topics of 10 at 3,000/s", Cases.MANY, 1.08));
  }

  private static Case compared(String name, String says, Load load, double most) {
    Load varied = Load.of(load.connections(), String.join(" ", load.options()) + VARIED);
    return new CaseBuilder(
            "guard-" + name,
            says + ", 60 letters of varied words, judged by the spam guard",
            new Side(GUARDED, varied),
            new Side(UNGUARDED, varied))
        .asks(CPU.should(ratioAtMost(most)), P50, P99, LOST);
  }
}
