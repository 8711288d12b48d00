package hubbub.cluster.pekko;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What nodes of a cluster must agree on. `common` are texts by their names that must be the same:
/// the cluster's name, each kind's settings, the secret. Nodes send them to each other and log the
/// names, so a text that must not be known is given as a digest. `release` is only told.
public record Terms(String release, Forms forms, SortedMap<String, String> common) {
  public Terms {
    common = Collections.unmodifiableSortedMap(new TreeMap<>(common));
  }

  public Terms(String release, Forms forms, Map<String, String> common) {
    this(release, forms, new TreeMap<>(common));
  }

  /// The versions of the form of messages that a node reads: from the oldest to the one that it
  /// writes.
  public record Forms(int oldest, int written) {
    private boolean canRead(Forms other) {
      return oldest <= other.written && other.written <= written;
    }

    @Override
    public String toString() {
      return oldest == written ? "version " + written : "versions " + oldest + " to " + written;
    }
  }

  /// What `other` has otherwise, or lacks, or has in addition.
  List<String> differences(Terms other) {
    List<String> differences = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(common.keySet());
    names.addAll(other.common.keySet());
    names.stream()
        .filter(name -> !common.getOrDefault(name, "").equals(other.common.getOrDefault(name, "")))
        .forEach(differences::add);
    if (!forms.canRead(other.forms) || !other.forms.canRead(forms)) {
      differences.add("what nodes send each other (" + other.forms + " there, " + forms + " here)");
    }
    return differences;
  }
}
