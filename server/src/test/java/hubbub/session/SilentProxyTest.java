package hubbub.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.AddressPrefix;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SilentProxyTest {
  private static final Proxies PROXIES =
      new Proxies(
          List.of(AddressPrefix.parse("127.0.0.0/8"), AddressPrefix.parse("10.0.0.0/8")), 32, 64);

  private static boolean isBetween(String peer, Map<String, String> headers) {
    return SilentProxy.detect(
        PROXIES,
        InetAddress.ofLiteral(peer),
        name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "Via, 1.1 caddy",
    "Forwarded, for=203.0.113.7",
    "X-Forwarded-For, unknown",
    "X-Forwarded-For, ''",
    "X-Forwarded-For, '203.0.113.7, -'",
    "X-Forwarded-Proto, https",
    "X-Forwarded-Host, chat.example.org",
    "X-Real-IP, 203.0.113.7",
    "Host, chat.example.org",
    "Host, chat.example.org:8080",
    "Host, 203.0.113.7",
    "Host, '[2001:db8::1]:80'"
  })
  void is_recognised_by_what_only_proxies_send(String header, String value) {
    assertTrue(isBetween("127.0.0.1", Map.of(header, value)));
    assertTrue(isBetween("10.1.2.3", Map.of(header, value)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.7", "203.0.113.7:5000", "127.0.0.1", "2001:db8::1"})
  void is_not_one_that_names_the_client(String client) {
    Map<String, String> headers =
        Map.of("X-Forwarded-For", client, "Via", "1.1 x", "Host", "chat.example.org");
    assertFalse(isBetween("127.0.0.1", headers));
  }

  @Test
  void is_not_one_that_nobody_trusts() {
    assertFalse(isBetween("203.0.113.7", Map.of("Via", "1.1 x", "Host", "chat.example.org")));
  }

  @Test
  void is_not_where_there_is_no_sign_of_one() {
    assertFalse(isBetween("127.0.0.1", Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:4000, true",
    "localhost:4000, true",
    "LOCALHOST, true",
    "chat.localhost, true",
    "'[::1]:4000', true",
    "'[fd00::7]:4000', true",
    "10.1.2.3:4000, true",
    "192.168.1.5, true",
    "0.0.0.0:4000, true",
    "hubbub:4000, true",
    "hubbub.chat.svc.cluster.local, true",
    "box.home.arpa., true",
    "chat.example.org, false",
    "chat.example.org.:443, false",
    "8.8.8.8, false",
    "localhost.example.org, false"
  })
  void a_host_is_local_if_its_name_only_means_something_nearby(String host, boolean isLocal) {
    assertEquals(isLocal, SilentProxy.isLocal(host));
  }
}
