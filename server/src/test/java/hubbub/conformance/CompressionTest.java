package hubbub.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.phoenix.Deflate;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.PhoenixClient.Frame;
import hubbub.phoenix.RawSocket;
import hubbub.phoenix.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// permessage-deflate (RFC 7692), with a client that has negotiated it beside one that has not.
class CompressionTest {
  private static final int TEXT = 0x81;
  private static final int DEFLATED_TEXT = 0xc1;
  private static final String HEARTBEAT = "[null,\"h\",\"phoenix\",\"heartbeat\",{}]";
  private static final String LONG_BODY =
      "so much to say and so few words to say it with ".repeat(6);

  @AutoClose
  private static final TestServer server = TestServer.start("hubbub.spam.enabled", "false");

  private String topic;
  @AutoClose private PhoenixClient plain;
  @AutoClose private PhoenixClient deflating;

  @BeforeEach
  void join(TestInfo test) {
    topic = "room:" + test.getTestMethod().orElseThrow().getName() + test.hashCode();
    plain = PhoenixClient.connect(server.port(), "plain");
    plain.joined(topic);
    deflating = PhoenixClient.connectDeflating(server.port(), "deflating");
    deflating.joined(topic);
  }

  /// `count` deflated heartbeats of 60 KB each, concatenated. Each has its number as its ref.
  private static byte[] bigHeartbeats(int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    String pad = " ".repeat(60_000);
    for (int i = 1; i <= count; i++) {
      String text = "[null,\"" + i + "\",\"phoenix\",\"heartbeat\"," + pad + "{}]";
      all.writeBytes(RawSocket.masked(DEFLATED_TEXT, Deflate.deflated(text)));
    }
    return all.toByteArray();
  }

  private static String send(String topic, String body) {
    return "[null,\"s\",\"" + topic + "\",\"send\",{\"body\":\"" + body + "\"}]";
  }

  private static String head(String offer) throws IOException {
    String line = offer.isEmpty() ? "" : "Sec-WebSocket-Extensions: " + offer + "\r\n";
    String request = RawSocket.handshake(server.port(), "?vsn=2.0.0", line);
    try (RawSocket socket = RawSocket.send(server.port(), request)) {
      return socket.head();
    }
  }

  @Nested
  class The_handshake {
    @Test
    void agrees_and_says_on_which_terms() throws IOException {
      String head = head("permessage-deflate; client_max_window_bits");
      assertTrue(
          head.contains(
              "sec-websocket-extensions: permessage-deflate; server_no_context_takeover;"
                  + " client_no_context_takeover\r\n"),
          head);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "permessage-deflate; server_max_window_bits=10", "x-other"})
    void lets_in_without_it_who_offers_nothing_that_suits(String offer) throws IOException {
      String head = head(offer);
      assertTrue(head.startsWith("HTTP/1.1 101"), head);
      assertFalse(head.contains("sec-websocket-extensions"), head);
    }
  }

  @Nested
  class What_is_told {
    private Frame hears(PhoenixClient client, String body) {
      return client.next(frame -> frame.payload().path("body").asText().equals(body));
    }

    @Test
    void comes_to_each_in_its_form_with_one_body_and_in_one_order() {
      for (int i = 0; i < 200; i++) {
        (i % 2 == 0 ? plain : deflating).send(send(topic, i + (i % 3 == 0 ? "" : LONG_BODY)));
      }
      assertEquals(told(plain), told(deflating));
      assertEquals(0, plain.deflatedFrames());
      assertTrue(deflating.deflatedFrames() > 100, deflating.deflatedFrames() + " deflated");
    }

    private List<JsonNode> told(PhoenixClient client) {
      List<JsonNode> all =
          Stream.generate(() -> client.next(frame -> frame.payload().path("seq").isNumber()))
              .map(Frame::payload)
              .dropWhile(payload -> payload.path("seq").asLong() < 10)
              .limit(190)
              .toList();
      for (int i = 1; i < all.size(); i++) {
        assertEquals(all.get(i - 1).path("seq").asLong() + 1, all.get(i).path("seq").asLong());
      }
      return all;
    }

    @Test
    void comes_plain_if_it_is_short() {
      deflating.ask(topic, "set_title", "{\"title\":\"tea\"}");
      int before = deflating.deflatedFrames();
      plain.ask(topic, "set_title", "{\"title\":\"coffee\"}");
      deflating.next(frame -> frame.payload().path("title").asText().equals("coffee"));
      assertEquals(before, deflating.deflatedFrames());
    }

    @Test
    void is_left_out_of_neither_form_by_a_leave_and_a_join_between() {
      plain.ask(topic, "phx_leave", "{}");
      deflating.ask(topic, "send", "{\"body\":\"" + LONG_BODY + "\"}");
      hears(deflating, LONG_BODY);
      plain.joined(topic);
      deflating.ask(topic, "send", "{\"body\":\"again " + LONG_BODY + "\"}");
      assertEquals(
          hears(deflating, "again " + LONG_BODY).payload(),
          hears(plain, "again " + LONG_BODY).payload());
    }

    @Test
    void and_what_is_addressed_to_one_alone_comes_plain() {
      int before = deflating.deflatedFrames();
      Frame history = deflating.ask(topic, "roster", "{}");
      assertEquals("ok", history.status());
      assertEquals(before, deflating.deflatedFrames());
    }
  }

  @Nested
  class A_client_may_send {
    private void isAnswered() {
      assertEquals("ok", deflating.replyTo("h").status());
    }

    @Test
    void a_deflated_message() throws IOException {
      deflating.raw().frame(DEFLATED_TEXT, Deflate.deflated(send(topic, LONG_BODY)));
      assertEquals(LONG_BODY.strip(), plain.event("message").path("body").asText().strip());
      deflating.raw().frame(DEFLATED_TEXT, Deflate.deflated(HEARTBEAT));
      isAnswered();
    }

    @Test
    void deflated_messages_of_up_to_1_mib_at_once() throws IOException {
      deflating.raw().bytes(bigHeartbeats(16));
      assertEquals("ok", deflating.replyTo("16").status());
    }

    @Test
    void plain_ones_all_the_same() throws IOException {
      deflating.raw().frame(TEXT, HEARTBEAT.getBytes(UTF_8));
      isAnswered();
    }

    @Test
    void a_deflated_message_in_fragments_with_a_ping_between_them() throws IOException {
      byte[] payload = Deflate.deflated(send(topic, LONG_BODY));
      deflating.raw().frame(0x41, Arrays.copyOf(payload, 10));
      deflating.raw().frame(0x89, new byte[0]);
      deflating.raw().frame(0x00, Arrays.copyOfRange(payload, 10, 30));
      deflating.raw().frame(0x80, Arrays.copyOfRange(payload, 30, payload.length));
      assertEquals(LONG_BODY.strip(), plain.event("message").path("body").asText().strip());
    }
  }

  @Nested
  class A_connection_is_closed {
    private int codeOf(PhoenixClient client, int first, byte[] payload) throws IOException {
      client.raw().frame(first, payload);
      return client.raw().closeCode();
    }

    @Test
    void with_1009_when_a_message_inflates_to_more_than_a_frame_may_have() throws IOException {
      byte[] bomb = Deflate.deflated(new byte[50_000_000]);
      assertTrue(bomb.length < 64 * 1024);
      assertEquals(1009, codeOf(deflating, DEFLATED_TEXT, bomb));
    }

    @Test
    void with_1009_when_fragments_do_so_together() throws IOException {
      byte[] bomb = Deflate.deflated(new byte[5_000_000]);
      deflating.raw().frame(0x41, Arrays.copyOf(bomb, 100));
      assertEquals(1009, codeOf(deflating, 0x80, Arrays.copyOfRange(bomb, 100, bomb.length)));
    }

    @Test
    void with_1008_when_messages_inflate_to_more_than_1_mib_within_a_second() throws IOException {
      byte[] flood = bigHeartbeats(100);
      assertTrue(flood.length < 64 * 1024);
      deflating.raw().bytes(flood);
      assertEquals(1008, deflating.raw().closeCode());
    }

    @Test
    void with_1007_for_what_is_no_deflate() throws IOException {
      assertEquals(1007, codeOf(deflating, DEFLATED_TEXT, new byte[] {7, -1, -1, -1}));
    }

    @Test
    void with_1007_for_deflated_text_that_is_no_utf_8() throws IOException {
      byte[] text = HEARTBEAT.getBytes(UTF_8);
      text[10] = (byte) 0xff;
      assertEquals(1007, codeOf(deflating, DEFLATED_TEXT, Deflate.deflated(text)));
    }

    @Test
    void with_1002_for_a_deflated_message_that_nobody_agreed_on() throws IOException {
      assertEquals(1002, codeOf(plain, DEFLATED_TEXT, Deflate.deflated(HEARTBEAT)));
    }

    @ParameterizedTest(name = "first byte {0}")
    @ValueSource(ints = {0xa1, 0x91, 0xc9, 0xca, 0xc8, 0xd1})
    void with_1002_for_another_reserved_bit_or_a_control_frame_that_has_one(int first)
        throws IOException {
      assertEquals(1002, codeOf(deflating, first, new byte[0]));
    }

    @Test
    void with_1002_for_a_later_fragment_with_the_bit_of_the_first() throws IOException {
      byte[] payload = Deflate.deflated(HEARTBEAT);
      deflating.raw().frame(0x41, Arrays.copyOf(payload, 10));
      assertEquals(1002, codeOf(deflating, 0xc0, Arrays.copyOfRange(payload, 10, payload.length)));
    }

    @Test
    void with_1003_for_a_binary_message_deflated_or_not() throws IOException {
      assertEquals(1003, codeOf(deflating, 0xc2, Deflate.deflated(HEARTBEAT)));
    }
  }
}
