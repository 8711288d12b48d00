package hubbub.wire;

import com.fasterxml.jackson.databind.JsonNode;

/// A frame from a client: `[join_ref, ref, topic, event, payload]`. Topic and event are unchecked.
public record ClientFrame(Ref joinRef, Ref ref, String topic, String event, JsonNode payload) {}
