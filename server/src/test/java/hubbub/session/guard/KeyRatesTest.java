package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.AddressPrefix;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyRatesTest {
  private final KeyRates rates = new KeyRates(new Rate(0.01, 2));

  @Test
  void give_each_key_its_own_allowance() {
    assertEquals(Optional.empty(), rates.request("a"));
    assertEquals(Optional.empty(), rates.request("a"));
    assertTrue(rates.request("a").orElseThrow().toSeconds() > 90);
    assertEquals(Optional.empty(), rates.request("b"));
  }

  @Test
  void let_an_address_show_a_wrong_key_ten_times() {
    Optional<AddressPrefix> address = Optional.of(AddressPrefix.parse("192.0.2.1"));
    for (int i = 0; i < 10; i++) {
      assertEquals(Optional.empty(), rates.wrongKey(address));
    }
    assertTrue(rates.wrongKey(address).isPresent());
    assertEquals(Optional.empty(), rates.wrongKey(Optional.of(AddressPrefix.parse("192.0.2.2"))));
  }

  @Test
  void do_not_hold_back_whose_address_is_not_known() {
    for (int i = 0; i < 20; i++) {
      assertEquals(Optional.empty(), rates.wrongKey(Optional.empty()));
    }
  }
}
