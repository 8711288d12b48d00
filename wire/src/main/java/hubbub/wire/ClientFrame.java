package hubbub.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/// A frame from a client: `[join_ref, ref, topic, event, payload]`. Topic and event are unchecked.
public record ClientFrame(Ref joinRef, Ref ref, String topic, String event, JsonNode payload) {
  /// What an answer needs of the frame: all but the payload, whose tree can be big.
  public ClientFrame withoutPayload() {
    return new ClientFrame(joinRef, ref, topic, event, MissingNode.getInstance());
  }
}
