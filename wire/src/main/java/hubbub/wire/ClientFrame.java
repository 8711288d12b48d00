package hubbub.wire;

import com.fasterxml.jackson.databind.JsonNode;

/// What a client sent: `[join_ref, ref, topic, event, payload]`. Topic and event are as they came,
/// of any form.
public record ClientFrame(Ref joinRef, Ref ref, String topic, String event, JsonNode payload) {}
