package hubbub.cluster.pekko;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What all nodes of a cluster must have in common, as texts by their names: the cluster's name,
/// each kind's settings, the secret. Nodes send them to each other and log the names, so a text
/// that must not be known is given as a digest. `release` is only told.
public record Terms(String release, SortedMap<String, String> common) {
  public Terms {
    common = Collections.unmodifiableSortedMap(new TreeMap<>(common));
  }

  public Terms(String release, Map<String, String> common) {
    this(release, new TreeMap<>(common));
  }

  /// The names of what `other` has otherwise, or lacks, or has in addition.
  List<String> differences(Terms other) {
    TreeSet<String> names = new TreeSet<>(common.keySet());
    names.addAll(other.common.keySet());
    return names.stream()
        .filter(name -> !common.getOrDefault(name, "").equals(other.common.getOrDefault(name, "")))
        .toList();
  }
}
