package hubbub.fanout;

import hubbub.fanout.Presence.Meta;
import hubbub.wire.JsonWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Phoenix.Presence's payloads: `{key: {"metas": […]}}`, with the member's id as the key.
final class PresenceJson {
  private PresenceJson() {}

  /// A meta that joins, and the one it takes the place of.
  record Joining(Meta meta, Optional<Meta> before) {}

  static byte[] state(Collection<Meta> metas) {
    JsonWriter json = new JsonWriter();
    entries(json, joining(metas));
    return json.toBytes();
  }

  /// `state`, made of `told`, and `own` added to it.
  static byte[] stateWith(byte[] state, Collection<Meta> told, Meta own) {
    for (Meta meta : told) {
      if (meta.member().equals(own.member())) {
        List<Meta> all = new ArrayList<>(told);
        all.add(own);
        return state(all);
      }
    }
    byte[] mine = state(List.of(own));
    if (told.isEmpty()) {
      return mine;
    }
    byte[] both = new byte[state.length + mine.length - 1];
    System.arraycopy(state, 0, both, 0, state.length - 1);
    both[state.length - 1] = ',';
    System.arraycopy(mine, 1, both, state.length, mine.length - 1);
    return both;
  }

  static byte[] diff(List<Joining> joins, List<Meta> leaves) {
    JsonWriter json = new JsonWriter();
    json.beginObject().name("joins");
    entries(json, joins);
    json.name("leaves");
    entries(json, joining(leaves));
    json.endObject();
    return json.toBytes();
  }

  static byte[] summary(int members, int listed) {
    return new JsonWriter()
        .beginObject()
        .field("members", members)
        .field("listed", listed)
        .endObject()
        .toBytes();
  }

  private static List<Joining> joining(Collection<Meta> metas) {
    return metas.stream().map(meta -> new Joining(meta, Optional.empty())).toList();
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
    Meta meta = joining.meta();
    json.beginObject().field("phx_ref", meta.phxRef());
    joining.before().ifPresent(before -> json.field("phx_ref_prev", before.phxRef()));
    json.field("nick", meta.nick())
        .field("rank", meta.rank().word())
        .field("online_at", meta.onlineAt());
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
