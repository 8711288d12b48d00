package hubbub.fanout;

import hubbub.topic.Epoch;
import hubbub.topic.Event;
import hubbub.topic.TopicName;
import hubbub.topic.port.Encoding;
import hubbub.wire.JsonWriter;
import hubbub.wire.ServerFrames;

/// Encodes told events as the frames that members get, each once. Pure functions.
public final class EventFrames implements Encoding {
  @Override
  public byte[] frame(TopicName topic, long seq, long at, Event.Told event) {
    JsonWriter json = new JsonWriter();
    json.beginObject().field("seq", seq).field("at", at);
    EventJson.write(json, event);
    json.endObject();
    return ServerFrames.broadcast(topic.value(), EventJson.word(event), json.toBytes());
  }

  /// The frame that announces a new epoch, for clients to send in `since`, and the seq at which it
  /// began.
  public static byte[] epochChanged(TopicName topic, Epoch epoch, long seq) {
    JsonWriter json = new JsonWriter();
    json.beginObject().field("epoch", epoch.value()).field("seq", seq).endObject();
    return ServerFrames.broadcast(topic.value(), "epoch_changed", json.toBytes());
  }
}
