package hubbub.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The shapes of the frames a server sends, and the rules C1 to C14 that existing clients impose on
/// them.
class ServerFramesTest {
  private static final Ref J = new Ref("\"4\"");
  private static final Ref R = new Ref("\"9\"");
  private static final byte[] PAYLOAD = "{\"a\":1}".getBytes(UTF_8);

  private static final List<byte[]> ALL =
      List.of(
          ServerFrames.broadcast("room:é/x", "message", PAYLOAD),
          ServerFrames.push(J, "room:é/x", "presence_state", PAYLOAD),
          ServerFrames.reply(J, R, "room:é/x", "ok", PAYLOAD),
          ServerFrames.reply(Ref.NULL, R, "room:é/x", "error", PAYLOAD),
          ServerFrames.close(J, "room:é/x", "{}".getBytes(UTF_8)),
          ServerFrames.error(J, "room:é/x", PAYLOAD),
          ServerFrames.heartbeatReply(R));

  private static String text(byte[] frame) {
    int header = frame[1] == 126 ? 4 : frame[1] == 127 ? 10 : 2;
    return new String(frame, header, frame.length - header, UTF_8);
  }

  private static JsonNode json(byte[] frame) {
    try {
      return new JsonMapper().readTree(text(frame));
    } catch (IOException e) {
      throw new AssertionError(text(frame), e);
    }
  }

  @Nested
  class Shapes {
    @Test
    void a_broadcast_has_neither_j_nor_r() {
      assertEquals(
          "[null,null,\"t\",\"e\",{\"a\":1}]", text(ServerFrames.broadcast("t", "e", PAYLOAD)));
    }

    @Test
    void a_push_has_j() {
      assertEquals(
          "[\"4\",null,\"t\",\"e\",{\"a\":1}]", text(ServerFrames.push(J, "t", "e", PAYLOAD)));
    }

    @Test
    void a_reply_has_both() {
      assertEquals(
          "[\"4\",\"9\",\"t\",\"phx_reply\",{\"status\":\"ok\",\"response\":{\"a\":1}}]",
          text(ServerFrames.reply(J, R, "t", "ok", PAYLOAD)));
    }

    @Test
    void a_lifecycle_frame_has_j_twice() {
      assertEquals(
          "[\"4\",\"4\",\"t\",\"phx_close\",{\"a\":1}]", text(ServerFrames.close(J, "t", PAYLOAD)));
      assertEquals(
          "[\"4\",\"4\",\"t\",\"phx_error\",{\"a\":1}]", text(ServerFrames.error(J, "t", PAYLOAD)));
    }

    @Test
    void a_heartbeats_reply_is_phoenixs_own() {
      assertEquals(
          "[null,\"9\",\"phoenix\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]",
          text(ServerFrames.heartbeatReply(R)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60, 83, 84, 85, 500, 65_500, 65_520, 65_600, 200_000})
    void the_header_tells_the_length(int filling) {
      byte[] payload = ("{\"x\":\"" + "y".repeat(filling) + "\"}").getBytes(UTF_8);
      byte[] frame = ServerFrames.broadcast("room:a", "e", payload);
      int length = text(frame).getBytes(UTF_8).length;
      assertEquals((byte) 0x81, frame[0]);
      assertEquals(frame.length, ServerFrames.headerBytes(length) + length);
      assertEquals("room:a", json(frame).get(2).asText());
    }

    @Test
    void control_frames_are_those_of_the_rfc() {
      assertArrayEquals(
          new byte[] {(byte) 0x88, 4, 0x03, (byte) 0xf4, 'b', 'y'},
          ServerFrames.closeFrame(1012, "by"));
      assertArrayEquals(new byte[] {(byte) 0x89, 0}, ServerFrames.ping());
      assertArrayEquals(new byte[] {(byte) 0x8a, 2, 7, 8}, ServerFrames.pong(new byte[] {7, 8}));
    }
  }

  @Nested
  class WhatClientsDemand {
    @Test
    void c1_json_is_compact() {
      ALL.forEach(frame -> assertFalse(text(frame).matches("(?s).*[\\s].*"), text(frame)));
    }

    @Test
    void c2_names_are_written_raw() {
      ALL.forEach(
          frame -> assertTrue(text(frame).contains("room:é/x") || text(frame).contains("phoenix")));
    }

    @Test
    void c3_there_are_five_elements_of_the_right_types() {
      ALL.stream()
          .map(ServerFramesTest::json)
          .forEach(frame -> {
            assertEquals(5, frame.size());
            assertTrue(frame.get(0).isNull() || frame.get(0).isTextual());
            assertTrue(frame.get(1).isNull() || frame.get(1).isTextual());
            assertTrue(frame.get(2).isTextual() && frame.get(3).isTextual());
          });
    }

    @Test
    void c4_refs_are_echoed_as_they_came() throws BadFrame {
      byte[] text = "[\"007\",\"x\\ty\",\"t\",\"e\",{}]".getBytes(UTF_8);
      ClientFrame frame = new V2Json().decode(text, 0, text.length);
      String reply = text(ServerFrames.reply(frame.joinRef(), frame.ref(), "t", "ok", PAYLOAD));
      assertTrue(reply.startsWith("[\"007\",\"x\\ty\","), reply);
    }

    @Test
    void c5_a_payload_is_an_object() {
      ALL.forEach(frame -> assertTrue(json(frame).get(4).isObject()));
    }

    @Test
    void c6_a_reply_has_status_and_response() {
      replies()
          .forEach(frame -> {
            assertTrue(frame.get(4).path("status").isTextual());
            assertTrue(frame.get(4).path("response").isObject());
          });
    }

    @Test
    void c7_nothing_else_has() {
      ALL.stream()
          .map(ServerFramesTest::json)
          .filter(frame -> !frame.get(3).asText().equals("phx_reply"))
          .forEach(
              frame -> assertFalse(frame.get(4).has("status") || frame.get(4).has("response")));
    }

    @Test
    void c9_a_null_j_with_an_r_is_only_for_phx_events() {
      ALL.stream()
          .map(ServerFramesTest::json)
          .filter(frame -> frame.get(0).isNull() && !frame.get(1).isNull())
          .forEach(frame -> assertTrue(frame.get(3).asText().startsWith("phx_")));
    }

    @Test
    void c14_presence_comes_with_a_null_r() {
      assertTrue(json(ServerFrames.push(J, "t", "presence_state", PAYLOAD)).get(1).isNull());
      assertTrue(json(ServerFrames.broadcast("t", "presence_diff", PAYLOAD)).get(1).isNull());
    }

    private static List<JsonNode> replies() {
      return ALL.stream()
          .map(ServerFramesTest::json)
          .filter(frame -> frame.get(3).asText().equals("phx_reply"))
          .toList();
    }
  }

  @Nested
  class Splicing {
    @ParameterizedTest
    @ValueSource(ints = {0, 100, 70_000})
    void payload_and_event_come_out_as_they_went_in(int filling) {
      byte[] payload = ("{\"x\":\"" + "y".repeat(filling) + "\\\"]\"}").getBytes(UTF_8);
      byte[] frame = ServerFrames.broadcast("room:é", "title_changed", payload);
      assertArrayEquals(payload, Splice.payload("room:é", frame));
      assertEquals("title_changed", Splice.event("room:é", frame));
    }
  }

  @Test
  void frames_do_not_share_their_bytes() {
    byte[] one = ServerFrames.broadcast("t", "e", PAYLOAD);
    byte[] two = ServerFrames.broadcast("t", "e", PAYLOAD);
    Arrays.fill(one, (byte) 0);
    assertEquals((byte) 0x81, two[0]);
  }
}
