package hubbub.fanout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A presence client that works like phoenix.js (`Presence.syncState` and `Presence.syncDiff`): it
/// keeps metas by member, and distinguishes them only by their `phx_ref`.
final class PresenceClient {
  private final Map<String, List<JsonNode>> state = new LinkedHashMap<>();

  /// Applies a `presence_state`: joins metas with a new reference, leaves those that are not in it.
  void state(JsonNode whole) {
    Map<String, List<JsonNode>> joins = new LinkedHashMap<>();
    Map<String, List<JsonNode>> leaves = new LinkedHashMap<>();
    state.forEach((key, metas) -> {
      List<JsonNode> left = without(metas, refs(metas(whole.path(key))));
      if (!left.isEmpty()) {
        leaves.put(key, left);
      }
    });
    whole
        .properties()
        .forEach(entry -> {
          List<JsonNode> now = metas(entry.getValue());
          List<JsonNode> joined = without(now, refs(state.getOrDefault(entry.getKey(), List.of())));
          if (!joined.isEmpty()) {
            joins.put(entry.getKey(), joined);
          }
        });
    sync(joins, leaves);
  }

  /// Applies a `presence_diff`.
  void diff(JsonNode diff) {
    sync(byKey(diff.path("joins")), byKey(diff.path("leaves")));
  }

  private void sync(Map<String, List<JsonNode>> joins, Map<String, List<JsonNode>> leaves) {
    joins.forEach((key, joined) -> {
      List<JsonNode> metas =
          new ArrayList<>(without(state.getOrDefault(key, List.of()), refs(joined)));
      metas.addAll(joined);
      state.put(key, metas);
    });
    leaves.forEach((key, left) -> {
      List<JsonNode> metas = without(state.getOrDefault(key, List.of()), refs(left));
      if (metas.isEmpty()) {
        state.remove(key);
      } else {
        state.put(key, metas);
      }
    });
  }

  private static Map<String, List<JsonNode>> byKey(JsonNode entries) {
    Map<String, List<JsonNode>> all = new LinkedHashMap<>();
    entries.properties().forEach(entry -> all.put(entry.getKey(), metas(entry.getValue())));
    return all;
  }

  private static List<JsonNode> metas(JsonNode entry) {
    List<JsonNode> metas = new ArrayList<>();
    entry.path("metas").forEach(metas::add);
    return metas;
  }

  private static Set<String> refs(List<JsonNode> metas) {
    Set<String> refs = new HashSet<>();
    metas.forEach(meta -> refs.add(meta.path("phx_ref").asText()));
    return refs;
  }

  private static List<JsonNode> without(List<JsonNode> metas, Set<String> refs) {
    return metas.stream().filter(meta -> !refs.contains(meta.path("phx_ref").asText())).toList();
  }

  /// The nicks shown, by member; one per meta.
  Map<String, List<String>> nicks() {
    return nicksBut("none");
  }

  /// The same, without metas whose reference starts with `refs`.
  Map<String, List<String>> nicksBut(String refs) {
    Map<String, List<String>> nicks = new TreeMap<>();
    state.forEach((key, metas) -> {
      List<String> its =
          metas.stream()
              .filter(meta -> !meta.path("phx_ref").asText().startsWith(refs))
              .map(meta -> meta.path("nick").asText())
              .sorted()
              .toList();
      if (!its.isEmpty()) {
        nicks.put(key, its);
      }
    });
    return nicks;
  }
}
