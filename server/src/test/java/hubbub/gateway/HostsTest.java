package hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:4000",
        "app.localhost",
        "hubbub",
        "hubbub:4000",
        "chat.svc:80",
        "nas.local.",
        "127.0.0.1",
        "10.1.2.3:4000",
        "203.0.113.7",
        "[::1]",
        "[2001:db8::1]:4000",
        ""
      })
  void that_no_stranger_can_have_are_always_allowed(String host) {
    assertTrue(Hosts.parse("local").allow(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chat.example.org", "evil.example:4000", "127.0.0.1.evil.example", "localhost.evil.example",
        "evil.example.", "127.0.0.1:4000.evil.example", "1.2.3.4.5", "evil.example:x"
      })
  void of_the_public_net_are_allowed_only_if_named(String host) {
    assertFalse(Hosts.parse("local").allow(host));
    assertTrue(Hosts.parse("any").allow(host));
  }

  @ParameterizedTest
  @CsvSource({
    "chat.example.org, chat.example.org:4000, true",
    "chat.example.org, Chat.Example.org., true",
    "chat.example.org, a.chat.example.org, false",
    "*.example.org, example.org, true",
    "*.example.org, a.b.example.org, true",
    "*.example.org, evilexample.org, false",
    "'local, chat.example.org, chat.example.net', chat.example.net, true"
  })
  void are_allowed_as_the_setting_names_them(String setting, String host, boolean isAllowed) {
    assertEquals(isAllowed, Hosts.parse(setting).allow(host));
  }

  @Test
  void of_pages_that_may_connect_are_allowed_too() {
    Hosts hosts =
        Hosts.parse("local").and(Origins.parse("https://chat.example.org:8443,*.example.net"));
    assertTrue(hosts.allow("chat.example.org"));
    assertTrue(hosts.allow("a.example.net"));
    assertFalse(hosts.allow("example.org"));
    assertTrue(Hosts.parse("local").and(Origins.parse("any")).allow("example.org"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a,,b", "https://example.org", "example.org:80", "a b", "exa*ple.org"})
  void are_names_without_anything_else(String setting) {
    assertThrows(IllegalArgumentException.class, () -> Hosts.parse(setting));
  }
}
