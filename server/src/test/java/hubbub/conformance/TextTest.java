package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.PhoenixClient.Frame;
import hubbub.phoenix.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Checks on people's text, judged by what other members would see.
class TextTest {
  private static int topics;

  @AutoClose
  private static final TestServer server = TestServer.start("hubbub.spam.enabled", "false");

  private final List<PhoenixClient> people = new ArrayList<>();
  private String topic;
  private PhoenixClient ann;
  private PhoenixClient bob;

  @BeforeEach
  void join() {
    topic = "room:text-" + ++topics;
    ann = person("Ann");
    bob = person("bob");
    ann.joined(topic);
    bob.joined(topic);
  }

  private PhoenixClient person(String name) {
    PhoenixClient person =
        PhoenixClient.connect(server.port(), URLEncoder.encode(name, StandardCharsets.UTF_8));
    people.add(person);
    return person;
  }

  @AfterEach
  void leave() {
    people.forEach(PhoenixClient::close);
  }

  private static String json(String field, String text) {
    return JsonNodeFactory.instance.objectNode().put(field, text).toString();
  }

  private String outcome(PhoenixClient who, String command, String field, String text) {
    Frame reply = who.ask(topic, command, json(field, text));
    return reply.status().equals("ok") ? "ok" : reply.reason();
  }

  @Nested
  class A_message {
    @ParameterizedTest
    @ValueSource(strings = {"\u00a0", "\u200b", "\u2800", "\u3164", "\u0000", "\u0007", "\u202e"})
    void of_nothing_to_see_is_empty(String body) {
      assertEquals("empty", outcome(bob, "send", "body", body));
    }

    @ParameterizedTest
    @CsvSource({
      "cafe\u0301, caf\u00e9",
      "a\u0000b, ab",
      "photo \u202egnp.exe, photo \u2067gnp.exe\u2069",
      "'a\r\nb', 'a\nb'",
      "👩\u200d💻 ok, 👩\u200d💻 ok",
    })
    void is_told_as_it_may_be_seen(String written, String told) {
      assertEquals("ok", outcome(bob, "send", "body", written));
      assertEquals(told, ann.event("message").path("body").asText());
    }

    @Test
    void is_measured_as_it_is_broadcast() {
      assertEquals("ok", outcome(bob, "send", "body", "e\u0301".repeat(4096)));
      assertEquals("too_long", outcome(bob, "send", "body", "e\u0301".repeat(4097)));
      assertEquals("ok", outcome(bob, "send", "body", "x" + "\u0007".repeat(10_000)));
      assertEquals("too_long", outcome(bob, "send", "body", "\u00ad".repeat(25_000)));
    }
  }

  @Nested
  class A_nick {
    @ParameterizedTest
    @ValueSource(strings = {"مهدی\u200cیار", "ශ්\u200dරී", "Eva ❤\ufe0f", "🏳\ufe0f\u200d🌈 Kim"})
    void may_be_any_real_name_however_it_comes(String name) {
      assertEquals(name, person(name).joined(topic).at("/me/nick").asText());
      PhoenixClient eve = person("eve");
      Frame reply = eve.join(topic + "x", json("nick", name));
      assertEquals(name, reply.response().at("/me/nick").asText());
      assertEquals("ok", outcome(bob, "set_nick", "nick", name + " 2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u2800", "\u3164", "Bo\u0000", "Bo\u0000b", "Bo\u200b", "\u202eBo"})
    void is_bad_if_it_hides_something_however_it_comes(String name) {
      assertEquals("bad_nick", person(name).join(topic, "{}").reason());
      assertEquals("bad_nick", person("eve").join(topic, json("nick", name)).reason());
      assertEquals("bad_nick", outcome(bob, "set_nick", "nick", name));
    }

    @Test
    void that_looks_like_a_moderators_is_taken() {
      assertEquals("nick_taken", outcome(bob, "set_nick", "nick", "Аnn"));
      assertEquals("nick_taken", person("аnn").join(topic, "{}").reason());
    }

    @Test
    void that_looks_like_a_guests_is_free() {
      assertEquals("ok", person("Ьob").join(topic, "{}").status());
      assertEquals("nick_taken", person("BOB").join(topic, "{}").reason());
    }

    @Test
    void stays_with_a_guest_when_one_who_looks_the_same_becomes_a_vip() {
      PhoenixClient other = person("bоb");
      other.joined(topic);
      String grant = "{\"member\":\"" + memberNamed("bob") + "\",\"rank\":\"vip\"}";
      assertEquals("ok", ann.ask(topic, "grant", grant).status());
      assertEquals("ok", outcome(other, "send", "body", "still here"));
      assertEquals(
          "bоb",
          ann.next(frame -> isFrom(frame, "still here")).payload().at("/from/nick").asText());
      assertEquals("nick_taken", person("bοb").join(topic, "{}").reason());
    }

    private boolean isFrom(Frame frame, String body) {
      return frame.payload().path("body").asText().equals(body);
    }

    private String memberNamed(String nick) {
      for (JsonNode member : ann.ask(topic, "roster", "{}").response().path("members")) {
        if (member.path("nick").asText().equals(nick)) {
          return member.path("id").asText();
        }
      }
      throw new AssertionError("no " + nick);
    }
  }

  @Nested
  class A_title {
    @ParameterizedTest
    @CsvSource({
      "photo \u202egnp.exe, photo gnp.exe",
      "'a\u0000b\nc', ab c",
      "'  Tea\u3000', Tea",
      "re\u0301sume\u0301, résumé",
    })
    void is_one_line_in_the_direction_of_its_letters(String written, String title) {
      assertEquals("ok", outcome(ann, "set_title", "title", written));
      assertEquals(title, bob.event("title_changed").path("title").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"   ", "\u202e", "\u0000", "\n", "\u2800", "\u3164"})
    void of_nothing_to_see_is_invalid(String title) {
      Frame reply = ann.ask(topic, "set_title", json("title", title));
      assertEquals("invalid", reply.reason());
      assertEquals("title", reply.response().path("field").asText());
    }

    @Test
    void of_no_characters_takes_the_old_one_away() {
      assertEquals("ok", outcome(ann, "set_title", "title", "Tea"));
      assertEquals("ok", outcome(ann, "set_title", "title", ""));
      bob.event("title_changed");
      assertEquals("", bob.event("title_changed").path("title").asText());
    }
  }

  @Nested
  class What_a_moderator_says_of_somebody_or_something {
    @Test
    void is_one_line_too() {
      String id = person("eve").joined(topic).at("/me/id").asText();
      JsonNode kick =
          JsonNodeFactory.instance.objectNode().put("member", id).put("text", "spam\n\u202eagain");
      assertEquals("ok", ann.ask(topic, "kick", kick.toString()).status());
      assertEquals("spam again", bob.event("member_kicked").path("text").asText());
      assertEquals("ok", outcome(ann, "pin_keyword", "keyword", " \u202erules\u0000"));
      assertEquals("rules", bob.event("keywords_changed").at("/keywords/0/keyword").asText());
      assertEquals("empty", outcome(ann, "pin_keyword", "keyword", "\u3164"));
      assertEquals("invalid", outcome(ann, "remove_keyword", "keyword", "\u200b"));
    }
  }

  @Test
  void a_password_opens_however_its_accents_were_typed() {
    try (TestServer own = TestServer.start("hubbub.kinds.room.founder-rank", "owner");
        PhoenixClient owner = PhoenixClient.connect(own.port(), "owner");
        PhoenixClient guest = PhoenixClient.connect(own.port(), "guest")) {
      owner.joined(topic);
      assertEquals("ok", owner.ask(topic, "set_lock", json("password", "cafe\u0301")).status());
      assertEquals("wrong_password", guest.join(topic, json("password", "cafe")).reason());
      assertEquals("ok", guest.join(topic, json("password", "caf\u00e9")).status());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "周末去看足球比赛吧, 足球比赛几点开始, 足球",
    "週末は温泉に行きたい, この温泉はとても有名です, 温泉",
    "อากาศร้อนมาก, วันนี้อากาศดี, อากาศ",
    "Did you see the cafe\u0301, Can we get to the CAF\u00c9 from there?, caf\u00e9",
  })
  void a_word_that_two_people_share_becomes_a_keyword_in_any_language(
      String one, String other, String keyword) {
    assertEquals("ok", outcome(ann, "send", "body", one));
    assertEquals("ok", outcome(bob, "send", "body", other));
    List<String> board = new ArrayList<>();
    while (!board.contains(keyword)) {
      board.clear();
      ann.event("keywords_changed")
          .path("keywords")
          .forEach(each -> board.add(each.path("keyword").asText()));
    }
    assertTrue(board.stream().allMatch(each -> each.codePointCount(0, each.length()) > 1));
    assertTrue(
        board.stream().noneMatch(List.of("see", "we", "get", "from", "the", "did")::contains));
  }
}
