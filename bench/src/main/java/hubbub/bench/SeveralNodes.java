package hubbub.bench;

import static hubbub.bench.Case.Target.atMost;
import static hubbub.bench.Case.Target.ratioAtMost;
import static hubbub.bench.Measures.CPU;
import static hubbub.bench.Measures.LOST;
import static hubbub.bench.Measures.P50;
import static hubbub.bench.Measures.P99;
import static hubbub.bench.Measures.PER_BIRTH;
import static hubbub.bench.Measures.named;

import hubbub.bench.Case.Load;
import hubbub.bench.Case.Side;
import hubbub.bench.Cases.CaseBuilder;
import hubbub.bench.Contender.Nodes;
import hubbub.bench.Contender.Prelude;
import hubbub.bench.Contender.Server;
import java.util.List;

/// What three nodes together use, compared with one that has the same load. All share this machine,
/// so that it is CPU that says what further machines would bring. The members of each topic are
/// spread over all nodes.
final class SeveralNodes {
  private static final String HOSTS = " --host 127.0.0.2 --hosts 3";

  private SeveralNodes() {}

  static List<Case> all() {
    return List.of(
        compared("40", "one topic of 2,000 at 40/s", 2_000, "--rate 40")
            .asks(CPU.should(ratioAtMost(1.11)), P50, P99, LOST),
        compared("many", "500 topics of 10 at 1,000/s", 5_000, MANY).asks(CPU, P50, P99, LOST),
        compared("churn", "300 topics a second are created", 300, "--churn --churn-rate 300")
            .asks(
                PER_BIRTH.should(ratioAtMost(3)),
                named("churn_errors", "errors", "").should(atMost(0))));
  }

  private static final String MANY = "--topics 500 --senders 500 --rate 1000";

  private static CaseBuilder compared(String name, String says, int connections, String load) {
    return new CaseBuilder(
        "nodes-" + name,
        says + ", on three nodes",
        new Side(new Nodes("three nodes"), Load.of(connections, load + HOSTS)),
        new Side(new Server("one server", Prelude.NOTHING), Load.of(connections, load)));
  }
}
