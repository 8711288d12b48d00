package hubbub.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.topic.AddressPrefix;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static final Proxies PROXIES = trusting("127.0.0.0/8", "::1", "10.0.0.0/8");

  private static Proxies trusting(String... blocks) {
    return new Proxies(Stream.of(blocks).map(AddressPrefix::parse).toList(), 32, 64);
  }

  private static ClientAddress client(Proxies proxies, String peer, String... forwardedFor) {
    return proxies.clientOf(InetAddress.ofLiteral(peer), Arrays.asList(forwardedFor));
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.7",
    "'198.51.100.1, 203.0.113.7', 203.0.113.7",
    "'203.0.113.7, 10.1.2.3', 203.0.113.7",
    "203.0.113.7:4711, 203.0.113.7",
    "::ffff:203.0.113.7, 203.0.113.7",
    "2001:db8:1:2:aaaa::1, 2001:db8:1:2::/64",
    "[2001:db8:1:2:bbbb::1]:443, 2001:db8:1:2::/64",
    "127.0.0.1, 127.0.0.1"
  })
  void tell_where_a_client_is(String forwardedFor, String prefix) {
    assertEquals(
        Optional.of(AddressPrefix.parse(prefix)),
        client(PROXIES, "127.0.0.1", forwardedFor).prefix());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "1", "0x7f.1", "*", "fe80::1%eth0", "203.0.113.0/24"})
  void make_a_stranger_of_what_is_no_address(String forwardedFor) {
    ClientAddress stranger = new ClientAddress(Optional.empty(), Optional.empty());
    for (String before : List.of("", "203.0.113.7,", "127.0.0.1,")) {
      for (String after : List.of("", ",10.1.2.3", ",127.0.0.1")) {
        assertEquals(stranger, client(PROXIES, "10.0.0.2", before + forwardedFor + after));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "10.0.0.2"})
  void that_tell_nothing_are_nobodys_address(String peer) {
    assertEquals(Optional.empty(), client(PROXIES, peer).prefix());
    assertEquals(Optional.of(AddressPrefix.parse(peer)), client(PROXIES, peer).address());
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, https, false, true",
    "127.0.0.1, 'HTTPS, http', false, true",
    "127.0.0.1, wss, false, true",
    "127.0.0.1, http, true, false",
    "127.0.0.1, garbage, true, false",
    "127.0.0.1, , true, true",
    "127.0.0.1, , false, false",
    "203.0.113.7, https, false, false",
    "203.0.113.7, http, true, true"
  })
  void that_are_trusted_tell_whether_clients_use_tls(
      String peer, @Nullable String forwardedProto, boolean isServer, boolean isSecure) {
    List<String> lines = forwardedProto == null ? List.of() : List.of(forwardedProto);
    assertEquals(isSecure, PROXIES.isSecure(InetAddress.ofLiteral(peer), lines, isServer));
  }

  @Test
  void other_machines_are_clients_but_this_one_is_nobody() {
    Proxies none = new Proxies(List.of(), 24, 48);
    assertEquals(
        Optional.of(AddressPrefix.parse("10.0.0.0/24")),
        client(none, "10.0.0.2", "203.0.113.7").prefix());
    assertEquals(Optional.empty(), client(none, "127.0.0.1").prefix());
    assertEquals(
        Optional.of(AddressPrefix.parse("2001:db8:1::/48")),
        client(none, "2001:db8:1:2::3").prefix());
  }
}
