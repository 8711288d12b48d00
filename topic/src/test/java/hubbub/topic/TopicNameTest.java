package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "room:lobby",
        "room:Zürich",
        "room:聊天",
        "room:คุยกัน",
        "a:b:c",
        "room:नमस्ते",
        "x:_.~/@+#=-"
      })
  void is_of_letters_and_digits_of_any_script(String name) {
    assertEquals(name, TopicName.parse(name).orElseThrow().value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "room:",
        ":lobby",
        "lobby",
        "room:a b",
        "room:a,b",
        "room:Zu\u0308rich",
        "room:a\u0000",
        "room:\u202ea",
        "room:\u200b",
        "room:a\ud800",
        "room:\u2800"
      })
  void is_of_nothing_else(String name) {
    assertEquals(Optional.empty(), TopicName.parse(name));
    assertThrows(IllegalArgumentException.class, () -> new TopicName(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u3164",
        "\u115f",
        "\uffa0",
        "a\u034f",
        "a\ufe0f",
        "ក\u17b4",
        "\u180b",
        "葛\udb40\udd00"
      })
  void has_no_invisible_characters(String unseen) {
    assertEquals(Optional.empty(), TopicName.parse("room:" + unseen));
  }
}
