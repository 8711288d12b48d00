package hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
  private static boolean allows(String setting, String origin, String... hosts) {
    return Origins.parse(setting).allow(origin, List.of(hosts), false);
  }

  @Nested
  class Hubbubs_own_page {
    @Test
    void comes_by_tls_where_clients_do() {
      Origins same = Origins.parse("same");
      List<String> hosts = List.of("chat.example.org", "chat.example.org:80");
      assertTrue(same.allow("https://chat.example.org", hosts, true));
      assertFalse(same.allow("http://chat.example.org", hosts, true));
      assertTrue(
          Origins.parse("http://chat.example.org").allow("http://chat.example.org", hosts, true));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"same", "any", "http://site", "*.example.org", "same, http://site", "same,any"})
    void comes_in_whatever_is_listed(String setting) {
      assertTrue(allows(setting, "https://chat.example.net", "chat.example.net"));
      assertTrue(allows(setting, "http://127.0.0.1:4000", "127.0.0.1:4000"));
    }

    @ParameterizedTest
    @CsvSource({
      "http://chat.example.net, chat.example.net",
      "http://chat.example.net, chat.example.net:80",
      "https://chat.example.net, chat.example.net:443",
      "https://chat.example.net:8443, chat.example.net:8443",
      "https://CHAT.example.net, chat.Example.net",
      "http://[::1]:4000, '[::1]:4000'",
      "http://my_app:4000, my_app:4000"
    })
    void is_that_of_the_same_host_and_port(String origin, String host) {
      assertTrue(allows("same", origin, host));
    }

    @Test
    void may_have_the_host_that_a_proxy_names() {
      assertTrue(allows("same", "https://chat.example.net", "127.0.0.1:4000", "chat.example.net"));
    }

    @ParameterizedTest
    @CsvSource({
      "http://chat.example.net:8080, chat.example.net",
      "https://chat.example.net, chat.example.net:80",
      "http://127.0.0.2:4000, 127.0.0.1:4000",
      "http://chat.example.net.evil.example, chat.example.net",
      "http://evil.example, ''",
      "null, null",
      "'', ''",
      "http://, ''",
      "chat.example.net, chat.example.net",
      "http://chat.example.net/, chat.example.net/",
      "http://a@chat.example.net, chat.example.net",
      "http://*.example.net, *.example.net"
    })
    void is_no_other(String origin, String host) {
      assertFalse(allows("same", origin, host));
    }
  }

  @Nested
  class Others {
    @ParameterizedTest
    @CsvSource({
      "https://example.org, https://example.org",
      "https://example.org, https://example.org:443",
      "HTTPS://Example.org, https://example.ORG",
      "https://example.org:8443, https://example.org:8443",
      "http://localhost:*, http://localhost:5173",
      "http://localhost:*, http://localhost",
      "https://*.example.org, https://example.org",
      "https://*.example.org, https://a.b.example.org",
      "*.example.org, http://a.example.org:8080",
      "example.org, https://example.org:8443",
      "localhost, http://localhost:5173",
      "http://foo, http://foo",
      "'http://foo, https://bar', https://bar",
      "capacitor://localhost, capacitor://localhost",
      "chrome-extension://abcdefgh, chrome-extension://abcdefgh",
      "http://[2001:db8::1]:8080, 'http://[2001:db8::1]:8080'",
      "any, null"
    })
    void come_in_if_they_are_listed(String setting, String origin) {
      assertTrue(allows(setting, origin, "chat.example.net"));
    }

    @ParameterizedTest
    @CsvSource({
      "https://example.org, http://example.org",
      "https://example.org, https://example.org:8443",
      "https://example.org, https://a.example.org",
      "https://*.example.org, https://notexample.org",
      "https://*.example.org, https://example.org.evil.example",
      "*.example.org, https://example.com",
      "http://foo, http://foo.example",
      "https://example.org, null",
      "same, https://example.org"
    })
    void stay_outside_otherwise(String setting, String origin) {
      assertFalse(allows(setting, origin, "chat.example.net"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo",
        "smae",
        "*",
        "none",
        "",
        "same,",
        ",",
        "https://",
        "https://*",
        "https://example.org/",
        "https://example.org/chat",
        "https://ann@example.org",
        "https://exa mple.org",
        "https://a.*.org",
        "https://ex*mple.org",
        "https://example.org:0",
        "https://example.org:65536",
        "https://example.org:http",
        "https://[::1",
        "https://[zz::1]",
        "https://[1:2]",
        "https://bücher.example",
        "https://example..org",
        "//example.org",
        "null"
      })
  void anything_but_an_origin_is_refused(String setting) {
    assertThrows(IllegalArgumentException.class, () -> Origins.parse(setting));
  }

  @Test
  void same_and_any_may_be_listed_with_others() {
    assertEquals(1, Origins.parse("same , https://example.org").listed().size());
    assertTrue(Origins.parse("https://example.org,any").areAll());
  }
}
