package hubbub.app;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/// How much free heap the collector keeps: HotSpot's `MinHeapFreeRatio` and `MaxHeapFreeRatio`, in
/// per cent. Both can be changed at run time. A busy heap needs headroom, an idle one needs none.
/// Confined to one thread.
final class FreeRatios {
  private static final String LEAST = "MinHeapFreeRatio";
  private static final String MOST = "MaxHeapFreeRatio";
  private static final int LEAST_AT_REST = 5;
  private static final int MOST_AT_REST = 10;

  private final HotSpotDiagnosticMXBean options;
  private final int least;
  private final int most;

  private FreeRatios(HotSpotDiagnosticMXBean options) {
    this.options = options;
    this.least = percent(LEAST);
    this.most = percent(MOST);
  }

  /// The ratios that this process was started with.
  static FreeRatios ofProcess() {
    return new FreeRatios(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class));
  }

  /// Runs a full collection and gives nearly all free heap back to the system; stops all threads
  /// meanwhile. Then restores the ratios: the next marking cycle lets the heap grow again.
  void collect() {
    set(LEAST, Math.min(least, LEAST_AT_REST));
    set(MOST, Math.min(most, MOST_AT_REST));
    System.gc();
    set(MOST, most);
    set(LEAST, least);
  }

  private int percent(String option) {
    return Integer.parseInt(options.getVMOption(option).getValue());
  }

  private void set(String option, int percent) {
    options.setVMOption(option, String.valueOf(percent));
  }
}
