package hubbub.cluster.pekko;

import com.typesafe.config.Config;
import org.apache.pekko.event.EventStream;
import org.apache.pekko.remote.FailureDetector;
import org.apache.pekko.remote.FailureDetectorWithAddress;
import org.apache.pekko.remote.PhiAccrualFailureDetector;

/// Judges by its heartbeats whether another node is alive, as Pekko's own detector does, until a
/// [Witness] says that it is dead; the next heartbeat refutes that. Made by Pekko, one per node.
/// Any thread.
final class WitnessedDetector implements FailureDetector, FailureDetectorWithAddress {
  private final PhiAccrualFailureDetector byHeartbeats;
  private volatile long lastHeardNanos = System.nanoTime();
  private volatile boolean isDead;

  WitnessedDetector(Config config, EventStream events) {
    byHeartbeats = new PhiAccrualFailureDetector(config, events);
  }

  /// How long no heartbeat has come, in nanoseconds.
  long silentNanos() {
    return System.nanoTime() - lastHeardNanos;
  }

  /// The process of that node is gone.
  void believeDead() {
    isDead = true;
  }

  @Override
  public boolean isAvailable() {
    return !isDead && byHeartbeats.isAvailable();
  }

  @Override
  public boolean isMonitoring() {
    return byHeartbeats.isMonitoring();
  }

  @Override
  public void heartbeat() {
    isDead = false;
    lastHeardNanos = System.nanoTime();
    byHeartbeats.heartbeat();
  }

  @Override
  public void setAddress(String address) {
    byHeartbeats.setAddress(address);
  }
}
