package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.PhoenixClient.Frame;
import hubbub.phoenix.RawSocket;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The table of bad input in docs/protocol.md, row by row: the answer to each, and that another
/// member of the topic notices nothing.
class BadInputTest {
  @AutoClose private static final TestServer server = TestServer.start();
  private String topic;
  private PhoenixClient ann;
  private String annsId;
  private PhoenixClient neighbour;

  @BeforeEach
  void join(TestInfo test) {
    topic = "room:" + test.getTestMethod().orElseThrow().getName() + test.hashCode();
    neighbour = PhoenixClient.connect(server.port(), "neighbour");
    neighbour.joined(topic);
    ann = PhoenixClient.connect(server.port(), "ann");
    annsId = ann.joined(topic).at("/me/id").asText();
  }

  @AfterEach
  void the_neighbour_notices_nothing() {
    assertEquals("ok", neighbour.ask(topic, "send", "{\"body\":\"all well\"}").status());
    neighbour.next(
        f -> f.event().equals("message") && f.payload().path("body").asText().equals("all well"));
    ann.close();
    neighbour.close();
  }

  private Frame refused(String event, String payload) {
    Frame reply = ann.ask(topic, event, payload);
    assertEquals("error", reply.status(), reply.toString());
    assertEquals("ok", ann.ask("phoenix", "heartbeat", "{}").status());
    return reply;
  }

  @Nested
  class FramesThatCloseTheConnection {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "{",
          "hello",
          "null",
          "7",
          "\"text\"",
          "{\"topic\":\"room:a\"}",
          "[]",
          "[null,\"1\",\"room:a\",\"send\"]",
          "[null,\"1\",\"room:a\",\"send\",{}",
          "[null,\"1\",\"room:a\",\"send\",{}]]",
          "[null,\"1\",7,\"send\",{}]",
          "[null,\"1\",\"room:a\",null,{}]",
          "[{},\"1\",\"room:a\",\"send\",{}]",
          "[null,[],\"room:a\",\"send\",{}]"
        })
    void er_02_malformed_json_wrong_arity_and_wrong_types_are_1011(String text) throws IOException {
      ann.send(text);
      assertEquals(1011, ann.raw().closeCode());
    }

    @Test
    void json_that_is_65_deep_is_1011_and_64_is_not() throws IOException {
      ann.send("[null,\"64\",\"room:a\",\"send\"," + "[".repeat(63) + "]".repeat(63) + "]");
      assertEquals("unmatched topic", ann.replyTo("64").reason());
      ann.send("[null,\"65\",\"room:a\",\"send\"," + "[".repeat(64) + "]".repeat(64) + "]");
      assertEquals(1011, ann.raw().closeCode());
    }

    @Test
    void a_ref_over_64_characters_is_1011() throws IOException {
      String longest = "r".repeat(64);
      ann.send("[null,\"" + longest + "\",\"phoenix\",\"heartbeat\",{}]");
      assertEquals("ok", ann.replyTo(longest).status());
      ann.send("[null,\"" + longest + "r\",\"phoenix\",\"heartbeat\",{}]");
      assertEquals(1011, ann.raw().closeCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void text_in_another_encoding_is_1011(String charset) throws IOException {
      String text = "[null,\"1\",\"phoenix\",\"heartbeat\",{}]";
      ann.raw().frame(0x81, text.getBytes(Charset.forName(charset)));
      assertEquals(1011, ann.raw().closeCode());
    }

    @Test
    void er_03_a_frame_over_64_kib_is_1009() throws IOException {
      ann.raw().frame(0x81, new byte[64 * 1024 + 1]);
      assertEquals(1009, ann.raw().closeCode());
    }

    @Test
    void er_03_fragments_over_64_kib_are_1009() throws IOException {
      ann.raw().frame(0x01, new byte[40_000]);
      ann.raw().frame(0x80, new byte[40_000]);
      assertEquals(1009, ann.raw().closeCode());
    }

    @Test
    void er_04_bad_utf_8_is_1007() throws IOException {
      byte[] text =
          "[null,\"1\",\"room:a\",\"send\",{\"body\":\"?\"}]".getBytes(StandardCharsets.UTF_8);
      text[text.length - 4] = (byte) 0xff;
      ann.raw().frame(0x81, text);
      assertEquals(1007, ann.raw().closeCode());
    }

    @Test
    void a_binary_frame_is_1003() throws IOException {
      ann.raw().frame(0x82, new byte[] {0, 1, 1, 6, 4});
      assertEquals(1003, ann.raw().closeCode());
    }

    @Test
    void an_unmasked_frame_is_1002() throws IOException {
      ann.raw().bytes(new byte[] {(byte) 0x81, 2, '[', ']'});
      assertEquals(1002, ann.raw().closeCode());
    }

    @Test
    void a_reserved_bit_that_nobody_negotiated_is_1002() throws IOException {
      ann.raw().frame(0xc1, new byte[] {'[', ']'});
      assertEquals(1002, ann.raw().closeCode());
    }

    @Test
    void a_continuation_of_nothing_is_1002() throws IOException {
      ann.raw().frame(0x80, new byte[] {'x'});
      assertEquals(1002, ann.raw().closeCode());
    }

    @Test
    void an_empty_fragment_that_is_not_the_last_is_1008() throws IOException {
      ann.raw().frame(0x01, new byte[] {'['});
      ann.raw().frame(0x00, new byte[0]);
      assertEquals(1008, ann.raw().closeCode());
    }

    @Test
    void an_empty_fragment_that_is_the_first_is_1008() throws IOException {
      ann.raw().frame(0x01, new byte[0]);
      assertEquals(1008, ann.raw().closeCode());
    }
  }

  @Nested
  class FramesThatAreStillFine {
    @Test
    void a_message_in_fragments_with_a_ping_between_them() throws IOException {
      byte[] text = "[null,\"f\",\"phoenix\",\"heartbeat\",{}]".getBytes(StandardCharsets.UTF_8);
      ann.raw().frame(0x01, java.util.Arrays.copyOf(text, 10));
      ann.raw().frame(0x89, new byte[] {1, 2, 3});
      ann.raw().frame(0x80, java.util.Arrays.copyOfRange(text, 10, text.length));
      boolean hasPong = false;
      RawSocket.Raw next = ann.raw().next();
      while (!next.text().contains("\"f\"")) {
        hasPong |= next.opcode() == 10 && next.payload().length == 3;
        next = ann.raw().next();
      }
      assertTrue(hasPong);
    }

    @Test
    void more_than_five_elements_and_unknown_keys() {
      ann.send(
          "[\"1\",\"x\",\"" + topic + "\",\"send\",{\"body\":\"hi\",\"colour\":\"red\"},1,{}]");
      assertEquals("ok", ann.replyTo("x").status());
    }

    @Test
    void a_close_of_the_clients_own_is_answered_with_1000() throws IOException {
      ann.raw().frame(0x88, new byte[] {0x03, (byte) 0xe8});
      assertEquals(1000, ann.raw().closeCode());
    }

    @ParameterizedTest
    @ValueSource(ints = {3000, 4999})
    void a_close_with_a_code_of_the_applications_is_answered_with_1000(int code)
        throws IOException {
      ann.raw().frame(0x88, new byte[] {(byte) (code >> 8), (byte) code});
      assertEquals(1000, ann.raw().closeCode());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1005, 1015, 2999, 5000, 65535})
    void a_close_with_an_invalid_code_is_answered_with_1002(int code) throws IOException {
      ann.raw().frame(0x88, new byte[] {(byte) (code >> 8), (byte) code});
      assertEquals(1002, ann.raw().closeCode());
    }

    @Test
    void a_close_whose_reason_ends_in_half_a_character_is_answered_with_1007() throws IOException {
      ann.raw().frame(0x88, new byte[] {0x03, (byte) 0xe8, 'b', 'y', 'e', (byte) 0xc3});
      assertEquals(1007, ann.raw().closeCode());
    }
  }

  @Nested
  class Topics {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "room",
          "room:",
          ":lobby",
          "nosuchkind:lobby",
          "room:a,b",
          "room:a b",
          "room:a\\u0000",
          "room:a\\\"b",
          "room:a\\\\b",
          "room:e\\u0301",
          "room:\\ud800"
        })
    void an_invalid_name_is_unmatched(String name) {
      ann.send("[\"9\",\"9\",\"" + name + "\",\"phx_join\",{}]");
      Frame reply = ann.replyTo("9");
      assertEquals("unmatched topic", reply.reason());
      assertTrue(reply.joinRef().isNull());
    }

    @Test
    void a_name_of_256_bytes_is_unmatched_and_of_255_is_not() {
      assertEquals("unmatched topic", ann.join("room:" + "é".repeat(126), "{}").reason());
      assertEquals("ok", ann.join("room:" + "é".repeat(125), "{}").status());
    }
  }

  @Nested
  class Joins {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "null",
          "[]",
          "7",
          "{\"history\":\"all\"}",
          "{\"history\":-1}",
          "{\"since\":7}",
          "{\"since\":{\"epoch\":1}}",
          "{\"nick\":7}"
        })
    void a_payload_of_the_wrong_form_is_invalid_for_good(String payload) {
      Frame reply = ann.join(topic + "x", payload);
      assertEquals("invalid", reply.reason());
      assertFalse(reply.response().path("field").asText().isEmpty());
      assertEquals("phx_close", ann.next(f -> f.topic().equals(topic + "x")).event());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\\u0007", "a\\u202eb", "0123456789012345678901234567890123"})
    void an_invalid_nick_is_bad_nick(String nick) {
      assertEquals("bad_nick", ann.join(topic + "x", "{\"nick\":\"" + nick + "\"}").reason());
      assertEquals("phx_close", ann.next(f -> f.topic().equals(topic + "x")).event());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%07", "a%E2%80%AEb", "%20", "0123456789012345678901234567890123"})
    void an_invalid_nick_in_the_handshake_is_bad_nick(String name) {
      try (var eve = PhoenixClient.connect(server.port(), name)) {
        assertEquals("bad_nick", eve.join(topic, "{}").reason());
        assertEquals("phx_close", eve.next().event());
        assertEquals("ok", eve.join(topic, "{\"nick\":\"eve\"}").status());
      }
    }

    @Test
    void a_password_over_256_characters_is_invalid() {
      String password = "{\"password\":\"" + "p".repeat(257) + "\"}";
      assertEquals("password", ann.join(topic + "x", password).response().path("field").asText());
    }

    @Test
    void a_flood_of_joins_is_overloaded_with_a_time_to_come_back() {
      List<String> refs = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        refs.add(ann.push("null", topic + i % 90, i % 2 == 0 ? "phx_join" : "phx_leave", "{}"));
      }
      for (int i = 0; i < 300; i++) {
        refs.add(ann.push("null", topic + "x", "phx_join", "{}"));
      }
      long overloaded =
          refs.stream()
              .map(ann::replyTo)
              .filter(reply -> reply.reason().equals("overloaded"))
              .peek(reply -> assertTrue(reply.response().path("retry_after_ms").asLong() > 0))
              .count();
      assertTrue(overloaded > 0);
    }
  }

  @Nested
  class Commands {
    @ParameterizedTest
    @ValueSource(strings = {"dance", "phx_reply", "phx_close", "phx_error", ""})
    void an_unknown_command_is_refused_as_such(String event) {
      assertEquals("unknown_command", refused(event, "{}").reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "7", "\"text\"", "{}", "{\"body\":7}", "{\"body\":null}"})
    void a_payload_of_the_wrong_form_is_invalid_and_names_the_field(String payload) {
      JsonNode response = refused("send", payload).response();
      assertEquals("invalid", response.path("reason").asText());
      assertFalse(response.path("field").asText().isEmpty());
      assertFalse(response.path("expected").asText().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "0",
          "-1",
          "1e300",
          "99999999999999999999",
          "1.5",
          "\"soon\"",
          "9223372036854775807"
        })
    void an_absurd_ttl_is_invalid(String ttl) {
      JsonNode response =
          neighbour
              .ask(topic, "set_quiet", "{\"min_rank\":\"vip\",\"ttl_ms\":" + ttl + "}")
              .response();
      assertEquals("invalid", response.path("reason").asText());
      assertEquals("ttl_ms", response.path("field").asText());
    }

    @Test
    void a_body_that_is_blank_or_too_long() {
      assertEquals("empty", refused("send", "{\"body\":\" \\n\"}").reason());
      JsonNode tooLong = refused("send", "{\"body\":\"" + "x".repeat(4097) + "\"}").response();
      assertEquals("too_long", tooLong.path("reason").asText());
      assertEquals(4096, tooLong.path("max").asInt());
      assertEquals("too_long", refused("send", "{\"body\":\"" + "€".repeat(3000) + "\"}").reason());
      assertEquals(
          "ok", ann.ask(topic, "send", "{\"body\":\"" + "x".repeat(4096) + "\"}").status());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        value = {
          "send; nonce; {\"body\":\"x\",\"nonce\":\"\"}",
          "send; nonce; {\"body\":\"x\",\"nonce\":7}",
          "history; limit; {\"limit\":0}",
          "history; limit; {\"limit\":101}",
          "history; before_seq; {\"before_seq\":-1}",
          "history; before_seq; {\"before_seq\":1.5}",
          "roster; limit; {\"limit\":101}",
          "set_slow; interval_ms; {\"interval_ms\":-1}",
          "set_slow; interval_ms; {\"interval_ms\":86400001}",
          "set_quiet; min_rank; {\"min_rank\":\"king\"}",
          "grant; rank; {\"member\":\"g1\",\"rank\":\"king\"}",
          "mute; member; {\"member\":\"\"}",
          "set_lock; max_members; {\"max_members\":-1}"
        })
    void a_field_out_of_its_range_is_invalid_and_named(String event, String field, String payload) {
      JsonNode response = refused(event, payload).response();
      assertEquals("invalid", response.path("reason").asText());
      assertEquals(field, response.path("field").asText());
      assertFalse(response.path("expected").asText().isEmpty());
    }

    @Test
    void a_nonce_or_a_password_that_is_too_long_is_invalid() {
      String nonce = "{\"body\":\"x\",\"nonce\":\"" + "n".repeat(65) + "\"}";
      assertEquals("nonce", refused("send", nonce).response().path("field").asText());
      String password = "{\"password\":\"" + "p".repeat(257) + "\"}";
      assertEquals("password", refused("set_lock", password).response().path("field").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\\u0007", "a\\u202eb", "0123456789012345678901234567890123"})
    void an_invalid_new_nick_is_bad_nick(String nick) {
      assertEquals("bad_nick", refused("set_nick", "{\"nick\":\"" + nick + "\"}").reason());
    }

    @Test
    void an_unknown_member_or_message_is_unknown() {
      for (String event : List.of("mute", "unmute", "kick", "revoke")) {
        assertEquals(
            "unknown_member",
            neighbour.ask(topic, event, "{\"member\":\"nobody\"}").reason(),
            event);
      }
      assertEquals(
          "unknown_message", neighbour.ask(topic, "delete", "{\"id\":\"nothing\"}").reason());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "[]",
          "\"x\"",
          "{\"a\":{\"b\":{\"c\":{\"d\":{}}}}}",
          "{\"__proto__\":{}}",
          "{\"a\":1e999}"
        })
    void a_meta_that_is_not_an_object_or_too_deep_or_dangerous_is_invalid(String meta) {
      Frame reply = refused("send", "{\"body\":\"x\",\"meta\":" + meta + "}");
      assertEquals("meta", reply.response().path("field").asText());
    }

    @Test
    void a_meta_over_1_kib_is_invalid() {
      String meta = "{\"x\":\"" + "y".repeat(1100) + "\"}";
      assertEquals("invalid", refused("send", "{\"body\":\"x\",\"meta\":" + meta + "}").reason());
    }

    @Test
    void a_title_over_200_characters_is_too_long() {
      String title = "{\"title\":\"" + "t".repeat(201) + "\"}";
      assertEquals("too_long", neighbour.ask(topic, "set_title", title).reason());
    }

    @Test
    void a_nonce_that_is_empty_or_over_64_bytes_is_invalid() {
      assertEquals("invalid", refused("send", "{\"body\":\"x\",\"nonce\":\"\"}").reason());
      String nonce = "é".repeat(33);
      Frame reply = refused("send", "{\"body\":\"x\",\"nonce\":\"" + nonce + "\"}");
      assertEquals("nonce", reply.response().path("field").asText());
      String fits = "{\"body\":\"x\",\"nonce\":\"" + "é".repeat(32) + "\"}";
      assertEquals("ok", ann.ask(topic, "send", fits).status());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 41})
    void a_keyword_to_remove_of_none_or_over_40_characters_is_invalid(int length) {
      String remove = "{\"keyword\":\"" + "k".repeat(length) + "\",\"block_ms\":60000}";
      assertEquals("invalid", neighbour.ask(topic, "remove_keyword", remove).reason());
    }

    @Test
    void a_text_over_200_characters_is_invalid() {
      String mute = "{\"member\":\"" + annsId + "\",\"text\":\"" + "r".repeat(201) + "\"}";
      assertEquals("invalid", neighbour.ask(topic, "mute", mute).reason());
    }

    @Test
    void more_than_32_in_progress_are_all_answered_in_order() {
      try (TestServer unguarded = TestServer.start("hubbub.spam.enabled", "false");
          var bob = PhoenixClient.connect(unguarded.port(), "bob")) {
        bob.joined(topic);
        List<String> refs = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
          refs.add(bob.push("1", topic, "roster", "{}"));
        }
        for (String ref : refs) {
          Frame reply = bob.next(f -> f.event().equals("phx_reply"));
          assertEquals(ref, reply.ref().textValue());
          assertEquals("ok", reply.status());
        }
      }
    }

    @Test
    void talking_too_fast_is_spam_by_rate_with_a_time_to_come_back() {
      List<Frame> replies = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        replies.add(ann.ask(topic, "send", "{\"body\":\"" + i + "\"}"));
      }
      List<Frame> refused = replies.stream().filter(r -> r.reason().equals("spam")).toList();
      assertFalse(refused.isEmpty());
      assertEquals("rate", refused.getFirst().response().path("rule").asText());
      assertTrue(refused.getFirst().response().path("retry_after_ms").asLong() > 0);
    }

    @Test
    void talking_too_fast_in_slow_mode_is_told_to_wait_for_both() {
      assertEquals("ok", neighbour.ask(topic, "set_slow", "{\"interval_ms\":60000}").status());
      ann.event("slow_changed");
      Frame reply = ann.ask(topic, "send", "{\"body\":\"first\"}");
      for (int i = 0; i < 200 && !reply.reason().equals("spam"); i++) {
        reply = ann.ask(topic, "send", "{\"body\":\"again\"}");
      }
      assertEquals("spam", reply.reason());
      assertTrue(reply.response().path("retry_after_ms").asLong() > 30_000, reply.toString());
    }

    @Test
    void the_same_text_a_third_time_is_spam_by_duplicate_unless_a_moderator_says_it() {
      String chess = "{\"body\":\"who wants to play a round of chess?\"}";
      for (int i = 0; i < 2; i++) {
        assertEquals("ok", ann.ask(topic, "send", chess).status());
      }
      Frame refused = ann.ask(topic, "send", chess);
      assertEquals("duplicate", refused.response().path("rule").asText());
      assertTrue(refused.response().path("retry_after_ms").asLong() > 0);
      for (int i = 0; i < 5; i++) {
        assertEquals("ok", neighbour.ask(topic, "send", chess).status());
      }
    }

    @Test
    void what_slow_mode_refuses_does_not_count_as_said() {
      String chess = "{\"body\":\"who wants to play a round of chess?\"}";
      assertEquals("ok", neighbour.ask(topic, "set_slow", "{\"interval_ms\":60000}").status());
      ann.event("slow_changed");
      assertEquals("ok", ann.ask(topic, "send", chess).status());
      for (int i = 0; i < 5; i++) {
        assertEquals("slow", ann.ask(topic, "send", chess).reason());
      }
      assertEquals("ok", neighbour.ask(topic, "set_slow", "{\"interval_ms\":0}").status());
      ann.event("slow_changed");
      assertEquals("ok", ann.ask(topic, "send", chess).status());
    }

    @Test
    void renaming_too_fast_is_spam_as_talking_is() {
      List<String> reasons = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        reasons.add(ann.ask(topic, "set_nick", "{\"nick\":\"ann" + i + "\"}").reason());
      }
      assertTrue(reasons.contains("spam"), reasons.toString());
      assertEquals("spam", ann.ask(topic, "send", "{\"body\":\"and this?\"}").reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"history", "roster", "set_title", "dance", "phx_reply"})
    void commanding_too_fast_is_spam_by_rate_with_a_time_to_come_back(String event) {
      List<Frame> refused = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        Frame reply = ann.ask(topic, event, "{\"nick\":\"ann" + i + "\"}");
        if (reply.reason().equals("spam")) {
          refused.add(reply);
        }
      }
      assertFalse(refused.isEmpty());
      assertEquals("rate", refused.getFirst().response().path("rule").asText());
      assertTrue(refused.getFirst().response().path("retry_after_ms").asLong() > 0);
      assertEquals("ok", ann.ask(topic, "send", "{\"body\":\"not a word of mine\"}").status());
    }
  }
}
