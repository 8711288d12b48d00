package hubbub.app;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/// How much of the heap the collector leaves free: HotSpot's `MinHeapFreeRatio` and
/// `MaxHeapFreeRatio`, in per cent, which may be changed while it runs. A heap that has work to do
/// needs room; one that has none is to keep nothing. Confined to one thread.
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

  /// Those of this process, as it was started.
  static FreeRatios ofProcess() {
    return new FreeRatios(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class));
  }

  /// Collects the whole heap, and gives nearly all back that is free then; everybody waits
  /// meanwhile. The ratios are then as before: the next marking gives the heap its room again.
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
