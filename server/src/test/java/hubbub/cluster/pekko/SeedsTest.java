package hubbub.cluster.pekko;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {
  @Test
  void are_a_list_of_nodes() {
    assertEquals(
        new Seeds.Listed(List.of(new Endpoint("10.0.0.1", 25_520), new Endpoint("b.internal", 1))),
        Seeds.parse("10.0.0.1:25520, b.internal:1"));
  }

  @Test
  void are_a_name_of_which_dns_knows_the_addresses() {
    assertEquals(
        new Seeds.Named("hubbub.internal", 25_520), Seeds.parse("dns:hubbub.internal:25520"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a:", ":1", "a:1,", "a:65536", "dns:a", "[::1]:1", "http://a:1"})
  void are_nothing_else(String text) {
    assertThrows(IllegalArgumentException.class, () -> Seeds.parse(text));
  }

  @Test
  void by_name_stand_for_all_its_addresses() {
    assertEquals(
        List.of(new Endpoint("127.0.0.1", 1)), SeedAddresses.of(new Seeds.Named("127.0.0.1", 1)));
  }

  @Test
  void by_a_name_that_nobody_has_stand_for_none() {
    assertEquals(List.of(), SeedAddresses.of(new Seeds.Named("nobody.invalid", 1)));
  }
}
