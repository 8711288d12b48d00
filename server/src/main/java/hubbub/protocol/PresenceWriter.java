package hubbub.protocol;

import hubbub.wire.JsonWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes Phoenix.Presence's payloads: `{key: {"metas": […]}}`, where the key is the member's id.
public final class PresenceWriter {
  private static final int EMPTY_BYTES = 2;

  private PresenceWriter() {}

  /// A meta that joins or leaves, and, for a join, the meta that it replaces.
  private record Joining(PresenceMeta meta, @Nullable PresenceMeta before) {}

  /// Builds a `presence_diff`. Confined to one thread.
  public static final class Diff {
    private final List<Joining> joins = new ArrayList<>();
    private final List<Joining> leaves = new ArrayList<>();
    private int bytes;

    /// Adds a join. `before` is the meta that it replaces, if any; the caller adds its leave.
    public void join(PresenceMeta meta, @Nullable PresenceMeta before) {
      joins.add(new Joining(meta, before));
      bytes += meta.bytes();
    }

    /// Adds a leave.
    public void leave(PresenceMeta meta) {
      leaves.add(new Joining(meta, null));
      bytes += meta.bytes();
    }

    /// Whether nothing was added.
    public boolean isEmpty() {
      return joins.isEmpty() && leaves.isEmpty();
    }

    /// An estimate of its bytes on the wire.
    public int bytes() {
      return bytes;
    }

    /// The payload of the `presence_diff`.
    public byte[] toBytes() {
      JsonWriter json = new JsonWriter(bytes + 32);
      json.beginObject().name("joins");
      entries(json, joins);
      json.name("leaves");
      entries(json, leaves);
      return json.endObject().toBytes();
    }
  }

  /// The payload of a `presence_state` that lists `metas`.
  public static byte[] state(List<PresenceMeta> metas) {
    JsonWriter json = new JsonWriter();
    entries(json, metas.stream().map(meta -> new Joining(meta, null)).toList());
    return json.toBytes();
  }

  /// Adds `own` to an encoded `state` that does not contain its member.
  public static byte[] stateWith(byte[] state, PresenceMeta own) {
    byte[] mine = state(List.of(own));
    if (state.length == EMPTY_BYTES) {
      return mine;
    }
    byte[] both = Arrays.copyOf(state, state.length + mine.length - 1);
    both[state.length - 1] = ',';
    System.arraycopy(mine, 1, both, state.length, mine.length - 1);
    return both;
  }

  /// The payload of a `presence_summary`: how many are here, and how many of them are listed.
  public static byte[] summary(int members, int listed) {
    return new JsonWriter()
        .beginObject()
        .field("members", members)
        .field("listed", listed)
        .endObject()
        .toBytes();
  }

  private static void entries(JsonWriter json, List<Joining> metas) {
    Map<String, List<Joining>> byMember = new LinkedHashMap<>();
    for (Joining joining : metas) {
      byMember
          .computeIfAbsent(joining.meta().member().value(), id -> new ArrayList<>(1))
          .add(joining);
    }
    json.beginObject();
    byMember.forEach((member, its) -> {
      json.name(member).beginObject().name("metas").beginArray();
      its.forEach(joining -> meta(json, joining));
      json.endArray().endObject();
    });
    json.endObject();
  }

  private static void meta(JsonWriter json, Joining joining) {
    PresenceMeta meta = joining.meta();
    json.beginObject().field("phx_ref", meta.phxRef());
    if (joining.before() != null) {
      json.field("phx_ref_prev", joining.before().phxRef());
    }
    json.field("nick", meta.nick())
        .field("rank", meta.rank().word())
        .field("online_at", meta.onlineAt());
    PeopleWriter.badges(json, meta.badges());
    meta.shown().forEach((name, value) -> shown(json, name, value));
    json.endObject();
  }

  private static void shown(JsonWriter json, String name, Object value) {
    switch (value) {
      case Long number -> json.field(name, number);
      case Integer number -> json.field(name, number);
      case Boolean flag -> json.field(name, flag);
      default -> json.field(name, value.toString());
    }
  }
}
