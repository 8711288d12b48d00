package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.PhoenixClient.Frame;
import hubbub.phoenix.TestServer;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.util.OptionalLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// A moderator's commands, as the topic's other members see them.
class ModerationTest {
  @AutoClose
  private static final TestServer server = TestServer.start("hubbub.spam.enabled", "false");

  private String topic;
  @AutoClose private PhoenixClient ann;
  @AutoClose private PhoenixClient bob;
  private String bobsId;

  @BeforeEach
  void join(TestInfo test) {
    topic = "room:" + test.getTestMethod().orElseThrow().getName();
    ann = PhoenixClient.connect(server.port(), "ann");
    bob = PhoenixClient.connect(server.port(), "bob");
    ann.joined(topic);
    bobsId = bob.joined(topic).at("/me/id").asText();
  }

  private void does(String event, String payload) {
    Frame reply = ann.ask(topic, event, payload);
    assertEquals("ok", reply.status(), reply.toString());
  }

  private String bobSays(String body) {
    Frame reply = bob.ask(topic, "send", "{\"body\":\"" + body + "\"}");
    return reply.status().equals("ok") ? "ok" : reply.reason();
  }

  @Test
  void a_title_is_told_to_all_and_to_who_comes_later() {
    does("set_title", "{\"title\":\"Tea\"}");
    assertEquals("Tea", bob.event("title_changed").path("title").asText());
    try (var eve = PhoenixClient.connect(server.port(), "eve")) {
      assertEquals("Tea", eve.joined(topic).at("/topic/title").asText());
    }
    assertEquals("rank_too_low", bob.ask(topic, "set_title", "{\"title\":\"x\"}").reason());
  }

  @Test
  void who_is_muted_or_silenced_does_not_speak_by_a_new_nick() {
    does("set_quiet", "{\"min_rank\":\"vip\",\"ttl_ms\":60000}");
    bob.event("quiet_changed");
    assertEquals("quiet", bob.ask(topic, "set_nick", "{\"nick\":\"BUY\"}").reason());
    does("set_quiet", "{\"min_rank\":null}");
    does("mute", "{\"member\":\"" + bobsId + "\"}");
    bob.event("member_muted");
    for (int i = 0; i < 90; i++) {
      assertEquals("muted", bob.ask(topic, "set_nick", "{\"nick\":\"BUY " + i + "\"}").reason());
    }
    assertEquals("ok", ann.ask(topic, "set_nick", "{\"nick\":\"anna\"}").status());
    assertEquals("anna", ann.event("nick_changed").path("nick").asText());
  }

  @Test
  void quiet_mode_silences_below_its_rank_until_it_expires() {
    does("set_quiet", "{\"min_rank\":\"vip\",\"ttl_ms\":900}");
    JsonNode quiet = bob.event("quiet_changed").path("quiet");
    assertEquals("vip", quiet.path("min_rank").asText());
    assertEquals("quiet", bobSays("hush"));
    assertEquals("ok", ann.ask(topic, "send", "{\"body\":\"I may\"}").status());
    JsonNode over = bob.event("quiet_changed");
    assertTrue(over.path("quiet").isNull());
    assertFalse(over.has("by"));
    assertEquals("ok", bobSays("again"));
  }

  @Test
  void quiet_mode_is_lifted_by_null_and_by_a_grant() {
    does("set_quiet", "{\"min_rank\":\"vip\"}");
    assertEquals("quiet", bobSays("hush"));
    does("grant", "{\"member\":\"" + bobsId + "\",\"rank\":\"vip\"}");
    assertEquals("vip", bob.event("rank_changed").path("rank").asText());
    assertEquals("ok", bobSays("granted"));
    does("revoke", "{\"member\":\"" + bobsId + "\"}");
    bob.event("rank_changed");
    assertEquals("quiet", bobSays("revoked"));
    does("set_quiet", "{\"min_rank\":null}");
    bob.next(f -> f.event().equals("quiet_changed") && f.payload().path("quiet").isNull());
    assertEquals("ok", bobSays("lifted"));
  }

  @Test
  void a_mute_holds_until_it_is_lifted() {
    does("mute", "{\"member\":\"" + bobsId + "\",\"ttl_ms\":60000,\"text\":\"noise\"}");
    assertEquals("noise", bob.event("member_muted").path("text").asText());
    assertEquals("muted", bobSays("mm"));
    does("unmute", "{\"member\":\"" + bobsId + "\"}");
    bob.event("member_unmuted");
    assertEquals("ok", bobSays("thanks"));
  }

  @Test
  void who_must_acknowledge_a_warning_is_told_again_after_joining_and_then_may_speak() {
    does("warn", "{\"member\":\"" + bobsId + "\",\"text\":\"calm down\",\"acknowledge\":true}");
    JsonNode warned = bob.event("warned");
    assertEquals("calm down", warned.path("text").asText());
    assertTrue(warned.path("acknowledge").asBoolean());
    assertTrue(warned.has("by"));
    assertEquals("acknowledge_first", bobSays("what?"));
    bob.joined(topic);
    assertEquals(warned, bob.event("warned"));
    assertEquals("ok", bob.ask(topic, "acknowledge", "{}").status());
    assertEquals("ok", bobSays("sorry"));
    assertEquals("already", bob.ask(topic, "acknowledge", "{}").reason());
  }

  @Test
  void a_shield_has_moderators_see_first_what_newcomers_say() {
    does("shield", "{\"preset\":\"hold\",\"ttl_ms\":60000}");
    JsonNode shield = bob.event("shield_changed").path("shield");
    assertEquals("hold", shield.path("preset").asText());
    try (var eve = PhoenixClient.connect(server.port(), "eve")) {
      assertEquals(shield, eve.joined(topic).at("/topic/shield"));
      Frame reply = eve.ask(topic, "send", "{\"body\":\"hello\",\"nonce\":\"n1\"}");
      assertEquals("held", reply.reason());
      JsonNode held = ann.event("message_held");
      assertEquals("hello", held.path("body").asText());
      assertEquals("eve", held.at("/from/nick").asText());
      assertEquals("ok", bobSays("I may"));
      does("approve", "{\"id\":\"" + held.path("id").asText() + "\"}");
      assertEquals("approved", eve.event("message_resolved").path("how").asText());
      assertEquals(
          "hello",
          eve.next(f -> f.event().equals("message") && f.payload().has("nonce"))
              .payload()
              .path("body")
              .asText());
    }
    does("shield", "{\"preset\":null}");
    assertTrue(bob.event("shield_changed").path("shield").isNull());
  }

  @Test
  void a_shield_does_not_bind_a_guest_who_was_here_and_away_when_it_was_raised() {
    String key;
    try (var eve = PhoenixClient.connect(server.port(), "eve")) {
      key = eve.joined(topic).at("/me/key").asText();
      assertEquals("ok", eve.ask(topic, "phx_leave", "{}").status());
    }
    does("shield", "{\"preset\":\"hold\",\"ttl_ms\":60000}");
    bob.event("shield_changed");
    try (var eve = PhoenixClient.connect(server.port(), "eve")) {
      assertEquals("ok", eve.join(topic, "{\"key\":\"" + key + "\"}").status());
      assertEquals("ok", eve.ask(topic, "send", "{\"body\":\"back again\"}").status());
    }
  }

  @Test
  void a_shield_against_links_stops_those_of_newcomers() {
    does("shield", "{\"preset\":\"no_links\"}");
    bob.event("shield_changed");
    try (var eve = PhoenixClient.connect(server.port(), "eve")) {
      eve.joined(topic);
      Frame reply = eve.ask(topic, "send", "{\"body\":\"see example.org\"}");
      assertEquals("spam", reply.reason());
      assertEquals("links", reply.payload().at("/response/rule").asText());
      assertEquals("ok", bobSays("see example.org"));
    }
  }

  @Test
  void slow_mode_spaces_messages_out() {
    does("set_slow", "{\"interval_ms\":60000}");
    bob.event("slow_changed");
    assertEquals("ok", bobSays("one"));
    Frame refused = bob.ask(topic, "send", "{\"body\":\"two\"}");
    assertEquals("slow", refused.reason());
    assertTrue(refused.response().path("retry_after_ms").asLong() > 0);
  }

  @Test
  void a_kick_closes_and_keeps_out() {
    does("kick", "{\"member\":\"" + bobsId + "\",\"text\":\"bye\",\"ttl_ms\":60000}");
    JsonNode close = bob.next(f -> f.event().equals("phx_close")).payload();
    assertEquals("kicked", close.path("reason").asText());
    assertEquals("bye", close.path("text").asText());
    assertEquals(bobsId, close.path("member").asText());
    JsonNode told = ann.event("member_kicked");
    assertEquals(bobsId, told.path("member").asText());
    assertEquals("bye", told.path("text").asText());
    assertTrue(told.path("until_at").asLong() > told.path("at").asLong());
    assertEquals(told.path("until_at"), close.path("until_at"));
    Frame refused = bob.join(topic, "{}");
    assertEquals("kicked", refused.reason());
    assertEquals(told.path("until_at"), refused.response().path("until_at"));
  }

  @Test
  void what_somebody_says_about_an_act_is_told_with_it() {
    String id = bob.ask(topic, "send", "{\"body\":\"x\"}").response().path("id").asText();
    String member = "{\"member\":\"" + bobsId + "\",\"text\":\"why: %s\"";
    does("delete", "{\"id\":\"" + id + "\",\"text\":\"why: delete\"}");
    does("clear", member.formatted("clear") + "}");
    does("mute", member.formatted("mute") + "}");
    does("unmute", member.formatted("unmute") + "}");
    does("grant", member.formatted("grant") + ",\"rank\":\"vip\"}");
    does("revoke", member.formatted("revoke") + "}");
    assertEquals("why: delete", bob.event("message_deleted").path("text").asText());
    assertEquals("why: clear", bob.event("history_cleared").path("text").asText());
    assertEquals("why: mute", bob.event("member_muted").path("text").asText());
    assertEquals("why: unmute", bob.event("member_unmuted").path("text").asText());
    assertEquals("why: grant", bob.event("rank_changed").path("text").asText());
    assertEquals("why: revoke", bob.event("rank_changed").path("text").asText());
  }

  @Test
  void the_kicked_are_told_how_long_it_takes_whenever_they_try() {
    does("kick", "{\"member\":\"" + bobsId + "\",\"ttl_ms\":60000}");
    long until = bob.next(f -> f.event().equals("phx_close")).payload().path("until_at").asLong();
    for (int i = 0; i < 2; i++) {
      JsonNode refused = bob.join(topic, "{}").response();
      assertEquals(until, refused.path("until_at").asLong());
      assertTrue(refused.path("retry_after_ms").asLong() > 50_000);
      assertEquals("phx_close", bob.next(f -> f.event().equals("phx_close")).event());
    }
  }

  @Test
  void a_moderator_who_comes_back_is_told_who_is_muted_and_who_may_not_come_back() {
    does("mute", "{\"member\":\"" + bobsId + "\",\"ttl_ms\":60000,\"text\":\"noise\"}");
    String key = ann.joined(topic).at("/me/key").asText();
    try (var eve = PhoenixClient.connect(server.port(), "eve")) {
      String evesId = eve.joined(topic).at("/me/id").asText();
      does("kick", "{\"member\":\"" + evesId + "\",\"ttl_ms\":60000}");
    }
    try (var back = PhoenixClient.open(server.port(), "?vsn=2.0.0&name=ann&key=" + key)) {
      back.joined(topic);
      JsonNode state = back.event("moderation_state");
      assertEquals(1, state.at("/mutes/count").asInt());
      JsonNode mute = state.at("/mutes/entries/0");
      assertEquals(bobsId, mute.path("member").asText());
      assertEquals("bob", mute.path("nick").asText());
      assertEquals("noise", mute.path("text").asText());
      assertTrue(mute.path("until_at").asLong() > mute.path("at").asLong());
      assertEquals("kicked", state.at("/bans/entries/0/reason").asText());
      JsonNode roster = back.ask(topic, "roster", "{}").response().path("members");
      for (JsonNode member : roster) {
        assertEquals(member.path("id").asText().equals(bobsId), member.has("muted_until_at"));
      }
      JsonNode list = back.ask(topic, "list", "{\"of\":\"mutes\"}").response();
      assertEquals(mute, list.at("/entries/0"));
    }
  }

  @Test
  void lists_are_for_moderators_and_of_what_there_is() {
    assertEquals("rank_too_low", bob.ask(topic, "list", "{\"of\":\"mutes\"}").reason());
    JsonNode refused = ann.ask(topic, "list", "{\"of\":\"reports\"}").response();
    assertEquals("invalid", refused.path("reason").asText());
    assertEquals("of", refused.path("field").asText());
    JsonNode moderators = ann.ask(topic, "list", "{\"of\":\"moderators\"}").response();
    assertEquals("ann", moderators.at("/entries/0/nick").asText());
    assertEquals("moderator", moderators.at("/entries/0/rank").asText());
  }

  @Test
  void who_becomes_a_moderator_is_told_what_moderators_know() {
    does("mute", "{\"member\":\"" + bobsId + "\"}");
    try (var eve = PhoenixClient.connect(server.port(), "eve")) {
      MemberId evesId = new MemberId(eve.joined(topic).at("/me/id").asText());
      var _ =
          server
              .hubbub()
              .topics()
              .send(
                  new TopicName(topic),
                  new Actor.Server("operator"),
                  new Command.Grant(evesId, Rank.MODERATOR, OptionalLong.empty()));
      Frame first =
          eve.next(f -> f.event().equals("rank_changed") || f.event().equals("moderation_state"));
      assertEquals("rank_changed", first.event());
      assertEquals(bobsId, eve.event("moderation_state").at("/mutes/entries/0/member").asText());
    }
  }

  @Test
  void nobody_acts_on_an_equal_or_higher_rank() {
    String anns = ann.joined(topic).at("/me/id").asText();
    does("grant", "{\"member\":\"" + bobsId + "\",\"rank\":\"vip\"}");
    assertEquals("rank_too_low", bob.ask(topic, "kick", "{\"member\":\"" + anns + "\"}").reason());
    assertEquals(
        "outranked",
        ann.ask(topic, "mute", "{\"member\":\"" + anns + "\",\"ttl_ms\":1000}").reason());
    assertEquals("unknown_member", ann.ask(topic, "kick", "{\"member\":\"gnobody\"}").reason());
  }

  @Test
  void a_repeated_nonce_is_answered_with_the_first_reply() {
    String message = "{\"body\":\"once\",\"nonce\":\"n1\"}";
    JsonNode first = bob.ask(topic, "send", message).response();
    assertEquals(first, bob.ask(topic, "send", message).response());
    ann.event("message");
    does("set_title", "{\"title\":\"next\"}");
    assertEquals(first.path("seq").asLong() + 1, ann.event("title_changed").path("seq").asLong());
  }

  @Test
  void clear_empties_history() {
    bobSays("one");
    does("clear", "{}");
    bob.event("history_cleared");
    assertEquals(0, bob.ask(topic, "history", "{}").response().path("messages").size());
  }

  @Test
  void words_that_people_share_become_keywords_until_removed() {
    bobSays("volcano erupts");
    does("send", "{\"body\":\"the volcano\"}");
    JsonNode board = bob.event("keywords_changed").path("keywords");
    assertEquals("volcano", board.at("/0/keyword").asText());
    assertTrue(board.at("/0/expires_at").asLong() > System.currentTimeMillis());
    does("remove_keyword", "{\"keyword\":\"volcano\"}");
    assertEquals(0, bob.event("keywords_changed").path("keywords").size());
    does("pin_keyword", "{\"keyword\":\"rules\"}");
    assertTrue(bob.event("keywords_changed").at("/keywords/0/pinned").asBoolean());
  }

  @Test
  void the_roster_pages() {
    JsonNode page = bob.ask(topic, "roster", "{\"limit\":1}").response();
    assertEquals(1, page.path("members").size());
    JsonNode rest =
        bob.ask(topic, "roster", "{\"limit\":1,\"after\":" + page.path("next") + "}").response();
    assertEquals(1, rest.path("members").size());
    assertFalse(rest.has("next"));
  }

  @Test
  void a_new_nick_is_told_and_stands_in_presence() {
    assertEquals("ok", bob.ask(topic, "set_nick", "{\"nick\":\"Robert\"}").status());
    assertEquals("Robert", ann.event("nick_changed").path("nick").asText());
    JsonNode diff =
        ann.next(
                f -> f.event().equals("presence_diff") && f.payload().toString().contains("Robert"))
            .payload();
    assertTrue(diff.at("/joins/" + bobsId + "/metas/0").has("phx_ref"));
    assertEquals("nick_taken", bob.ask(topic, "set_nick", "{\"nick\":\"ANN\"}").reason());
  }

  @Test
  void moderators_learn_of_guests_all_but_their_address() {
    String topic = "room:whois";
    try (PhoenixClient mod = PhoenixClient.connect(server.port(), "mod");
        PhoenixClient gus =
            PhoenixClient.open(
                server.port(), "?vsn=2.0.0&name=gus", "X-Forwarded-For: 198.51.100.77\r\n")) {
      mod.joined(topic);
      String id = gus.joined(topic).at("/me/id").asText();
      JsonNode known = mod.ask(topic, "whois", "{\"member\":\"" + id + "\"}").response();
      assertEquals(id, known.path("id").asText());
      assertEquals("gus", known.path("nick").asText());
      assertEquals("guest", known.path("rank").asText());
      assertTrue(known.path("guest").asBoolean());
      assertTrue(known.path("joined_at").asLong() > 0);
      assertFalse(known.path("prefix_tag").asText().isEmpty());
      assertFalse(known.toString().contains("198.51"), known::toString);
      assertTrue(known.path("account").isMissingNode());
      assertEquals("unknown_member", mod.ask(topic, "whois", "{\"member\":\"gnobody\"}").reason());
      assertEquals("invalid", mod.ask(topic, "whois", "{}").reason());
    }
  }
}
