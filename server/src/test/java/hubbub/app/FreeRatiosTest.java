package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreeRatiosTest {
  private static final int MEBIBYTE = 1 << 20;

  private static List<String> percents() {
    HotSpotDiagnosticMXBean options =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return Stream.of("MinHeapFreeRatio", "MaxHeapFreeRatio")
        .map(option -> options.getVMOption(option).getValue())
        .toList();
  }

  private static MemoryUsage heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
  }

  @Test
  void are_lowered_for_the_collection_and_then_restored() {
    assumeTrue(
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .anyMatch(collector -> collector.getName().startsWith("G1")),
        "other collectors round up by more");
    List<String> before = percents();
    FreeRatios.ofProcess().collect();
    MemoryUsage after = heap();
    assertEquals(before, percents());
    long most = after.getUsed() * 5 / 4 + 16 * MEBIBYTE; // regions that are only partly filled
    assertTrue(after.getCommitted() <= most, after + " has more than a tenth free");
  }
}
