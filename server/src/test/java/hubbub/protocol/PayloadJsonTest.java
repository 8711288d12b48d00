package hubbub.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hubbub.topic.extension.Payload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadJsonTest {
  private static Payload read(String json) {
    return PayloadJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String written(Payload payload) {
    return new String(PayloadJson.bytes(payload), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"text\":\"a \\\"b\\\"\\n\\u0000 ß 👩\"}",
        "{\"numbers\":[0,-1,9223372036854775807,0.5,1.0E300]}",
        "{\"flags\":[true,false],\"empty\":[],\"deep\":[[{\"a\":{\"b\":[1]}}]]}",
        "{\"\":{\"seq\":1},\"b\":1,\"a\":2}"
      })
  void reads_and_writes_the_same(String json) {
    assertEquals(json, written(read(json)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a": null, "b": 1}        | {"b":1}
          {"a": [null, 1, null]}     | {"a":[1]}
          {"a": 9223372036854775808} | {"a":9.223372036854775808E18}
          """)
  void leaves_out_null_and_makes_numbers_too_big_for_a_long_doubles(String json, String read) {
    assertEquals(read(read), read(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1e999}", "{\"a\":[{\"b\":-1e999}]}", "[1]", "{"})
  void refuses_numbers_that_no_double_holds_and_what_is_no_object(String json) {
    assertThrows(IllegalArgumentException.class, () -> read(json));
  }

  @Test
  void writes_an_unpaired_surrogate_as_a_replacement() {
    assertEquals("{\"a\":[\"\ufffd\"]}", written(Payload.EMPTY.with("a", List.of("\ud800"))));
  }
}
