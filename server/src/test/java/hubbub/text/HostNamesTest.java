package hubbub.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
  private static List<String> domains(String text) {
    return HostNames.in(text).stream().map(HostNames.Host::domain).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "see https://example.com/x?y=1 there, example.com",
    "see example.com, example.com",
    "see EXAMPLE.COM!, example.com",
    "see www.example.so, example.so",
    "see done.so/x, done.so",
    "see a.b.example.co.uk, example.co.uk",
    "see ex\u200bample.com, example.com",
    "see example\u3002com, example.com",
    "see example\uff0ecom, example.com",
    "see http://192.0.2.7/x, 192.0.2.7",
    "see http://intranet/x, intranet",
    "see http://example.org@example.com/, example.org example.com",
    "see muller.github.io, github.io",
    "see müller.de, müller.de",
    "see https://𝐞𝐯𝐢𝐥.com, evil.com",
    "see \u24d4\u24e5\u24d8\u24db.com, evil.com",
    "see done.so:8080/x, done.so"
  })
  void are_found_however_they_are_written(String text, String expected) {
    assertEquals(List.of(expected.split(" ")), domains(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Yes.It works.",
        "all done.so what",
        "it is 3.14, or 10.5",
        "at 12.30 a.m., e.g. tomorrow",
        "read readme.md and script.sh",
        "write to ann@example.com",
        "well...then",
        "1.2.3.4",
        "script.sh: not found",
        "lib.rs:12:5",
        "ok.Now we go"
      })
  void are_no_part_of_ordinary_text(String text) {
    assertEquals(List.of(), domains(text));
  }

  @Test
  void are_found_at_the_end_of_a_long_text() {
    assertEquals(List.of("example.com"), domains("well ".repeat(800) + "example.com"));
  }

  @Test
  void of_other_scripts_that_look_like_others_are_called_so() {
    assertTrue(HostNames.in("\u0430\u0440\u0440\u04cf\u0435.com").getFirst().isLookAlike());
    assertTrue(HostNames.in("ex\u0430mple.com").getFirst().isLookAlike());
    assertFalse(HostNames.in("müller.de").getFirst().isLookAlike());
    assertFalse(HostNames.in("пример.рф").getFirst().isLookAlike());
  }

  @Test
  void look_the_same_if_people_may_confuse_them() {
    assertEquals(HostNames.look("paypal.com"), HostNames.look("paypa1.com"));
    assertEquals(HostNames.look("modern.org"), HostNames.look("rnodern.org"));
    assertNotEquals(HostNames.look("example.com"), HostNames.look("example.org"));
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, example.org",
    "' Example.ORG ', example.org",
    "https://www.example.org/a?b, example.org",
    "blog.example.org, blog.example.org",
    "www.com, www.com",
    "müller.de, müller.de",
    "done.so, done.so"
  })
  void are_domains_if_they_are_written_alone_or_as_an_address(String written, String domain) {
    assertEquals(Optional.of(domain), HostNames.domainIn(written));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "/x", "two words", "a.org b.org", "a.org,b.org", "://"})
  void are_no_domain_if_they_are_none_or_two(String written) {
    assertEquals(Optional.empty(), HostNames.domainIn(written));
  }
}
