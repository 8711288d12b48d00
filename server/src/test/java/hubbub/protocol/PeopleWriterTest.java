package hubbub.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.phoenix.PhoenixClient;
import hubbub.topic.Event;
import hubbub.topic.HeldMessage;
import hubbub.topic.MemberId;
import hubbub.topic.Moderation;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Sanction;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PeopleWriterTest {
  private static Sanction mute(String text) {
    return new Sanction(
        new MemberId("g".repeat(64)),
        "\ud83d\ude00".repeat(32),
        Reason.MUTED,
        1_000,
        OptionalLong.empty(),
        Optional.of("by".repeat(32)),
        Optional.of(text));
  }

  private static HeldMessage held(String text) {
    return new HeldMessage(
        "id",
        new Event.Author(new MemberId("g".repeat(64)), "n".repeat(32), Rank.GUEST),
        text,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        "links",
        1_000,
        601_000);
  }

  private static byte[] moderation(String text) {
    List<Sanction> newest = Collections.nCopies(20, mute(text));
    return PeopleWriter.moderation(
        new Moderation(
            new Moderation.Newest<>(500, newest),
            new Moderation.Newest<>(499, newest),
            new Moderation.Newest<>(77, Collections.nCopies(20, held(text))),
            Optional.of(new Moderation.Guesses(12, 3_000, 4_000))));
  }

  private static JsonNode read(byte[] json) {
    return PhoenixClient.json(new String(json, StandardCharsets.UTF_8));
  }

  @Test
  void moderation_state_has_20_of_each_and_how_many_there_are() {
    JsonNode state = read(moderation("noise"));
    assertEquals(500, state.at("/mutes/count").asInt());
    assertEquals(499, state.at("/bans/count").asInt());
    assertEquals(20, state.at("/mutes/entries").size());
    assertEquals(77, state.at("/held/count").asInt());
    assertEquals(20, state.at("/held/entries").size());
    assertEquals("noise", state.at("/held/entries/0/body").asText());
    assertEquals(20, state.at("/bans/entries").size());
    assertTrue(state.at("/mutes/entries/0/until_at").isMissingNode());
    assertEquals(12, state.at("/password_guesses/count").asInt());
    assertEquals(3_000, state.at("/password_guesses/since_at").asLong());
  }

  @Test
  void moderation_state_is_at_most_32_kib_whatever_people_wrote() {
    byte[] json = moderation("\u0001".repeat(200));
    assertTrue(json.length <= 32 * 1024, json.length + " bytes");
    JsonNode state = read(json);
    assertEquals(500, state.at("/mutes/count").asInt());
    assertTrue(state.at("/mutes/entries").size() >= 5);
    assertEquals(state.at("/mutes/entries").size(), state.at("/bans/entries").size());
  }
}
