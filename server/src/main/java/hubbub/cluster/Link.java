package hubbub.cluster;

import hubbub.cluster.ToReplica.Entry;
import java.util.ArrayList;
import java.util.List;

/// What an owner holds of one replica: what that has not been sent yet, and how many memberships
/// its node has. To another node one batch is under way at a time, the next holds all that has
/// gathered. Confined to the owner.
final class Link {
  private final int node;
  private final ToReplica.Ref replica;
  private List<Entry> gathered = List.of();
  private boolean isUnderWay;
  private int memberships;

  Link(int node, ToReplica.Ref replica, int memberships) {
    this.node = node;
    this.replica = replica;
    this.memberships = memberships;
  }

  int node() {
    return node;
  }

  ToReplica.Ref replica() {
    return replica;
  }

  int memberships() {
    return memberships;
  }

  void count(int change) {
    memberships += change;
  }

  void add(Entry.Evolved evolved) {
    gather(replica.isHere() ? evolved : new Entry.Happened(evolved.change()));
  }

  void add(Entry.Answered answered) {
    gather(answered);
  }

  private void gather(Entry entry) {
    if (gathered.isEmpty()) {
      gathered = new ArrayList<>();
    }
    gathered.add(entry);
  }

  /// Sends what has gathered, unless a batch is under way.
  void ship(long reign, List<Integer> nodes) {
    if (!isUnderWay) {
      flush(reign, nodes);
    }
  }

  /// Sends what has gathered, whatever is under way.
  void flush(long reign, List<Integer> nodes) {
    if (!gathered.isEmpty()) {
      ToReplica batch = new ToReplica.Batch(reign, gathered, nodes);
      gathered = List.of();
      isUnderWay = !replica.isHere();
      replica.tellAtOnce(batch);
    }
  }

  void applied() {
    isUnderWay = false;
  }

  boolean isIdle() {
    return !isUnderWay && gathered.isEmpty();
  }
}
