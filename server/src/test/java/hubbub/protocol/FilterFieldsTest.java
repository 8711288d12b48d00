package hubbub.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hubbub.topic.Command;
import hubbub.topic.Reason;
import hubbub.topic.TopicFilter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The words and links that owners keep out of a topic, as `configure` reads them.
class FilterFieldsTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static Reading<Command> read(Object payload) {
    return CommandReader.read("configure", JSON.valueToTree(payload), 100);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static TopicFilter.Patch patch(String payload) {
    return assertInstanceOf(
            Command.Configure.class,
            assertInstanceOf(Reading.Valid.class, read(json(payload))).value())
        .settings()
        .filter();
  }

  private static String refused(Object payload) {
    Reading.Refused<?> refused = assertInstanceOf(Reading.Refused.class, read(payload));
    assertEquals(Reason.INVALID, refused.refusal().reason());
    return refused.refusal().details().get("field")
        + ": "
        + refused.refusal().details().get("expected");
  }

  @Test
  void are_left_alone_where_nothing_is_said_of_them() {
    assertEquals(TopicFilter.Patch.NONE, patch("{\"title\":\"Tea\"}"));
    assertEquals(TopicFilter.Patch.NONE, patch("{\"words\":null,\"links\":{\"allow\":null}}"));
  }

  @Test
  void are_read_each_for_itself() {
    assertEquals(
        new TopicFilter.Patch(
            Optional.of(List.of("grog", "+grog shop", "*rum*")),
            Optional.of(TopicFilter.Action.HOLD),
            Optional.empty(),
            Optional.of(List.of("example.com"))),
        patch(
            """
            {"words": ["grog", " +grog shop ", "*rum*", "grog"], "words_action": "hold",
             "links": {"deny": ["https://www.Example.com/x"]}}
            """));
    assertEquals(Optional.of(List.of()), patch("{\"words\":[]}").words());
  }

  @Nested
  class Are_refused {
    @Test
    void beyond_100_words_of_64_letters() {
      List<String> most = Collections.nCopies(100, "x".repeat(64));
      assertInstanceOf(Reading.Valid.class, read(Map.of("words", most)));
      String why = "words: a list of at most 100 strings of 1 to 64 characters";
      assertEquals(why, refused(Map.of("words", Collections.nCopies(101, "x"))));
      assertEquals(why, refused(Map.of("words", List.of("x".repeat(65)))));
    }

    @Test
    void beyond_50_domains() {
      List<String> more = Collections.nCopies(51, "example.com");
      assertEquals(
          "deny: a list of at most 50 strings of 1 to 253 characters",
          refused(Map.of("links", Map.of("deny", more))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "+", "...", "//", " "})
    void without_a_letter(String word) {
      assertEquals("words: words with a letter in each", refused(Map.of("words", List.of(word))));
    }

    @Test
    void if_a_domain_is_none() {
      assertEquals(
          "allow: domains like example.org",
          refused(Map.of("links", Map.of("allow", List.of("two words")))));
    }

    @Test
    void with_an_action_that_only_operators_have() {
      assertEquals("words_action: refuse, mask or hold", refused(Map.of("words_action", "mute")));
    }
  }
}
