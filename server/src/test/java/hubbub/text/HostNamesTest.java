package hubbub.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.Normalizer;
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
    "see http://example.org@example.com/, example.com",
    "see https://@example.io, example.io",
    "see https://x:y@example.io?q, example.io",
    "see https:///example.de#f, example.de",
    "see https://\\example.de, example.de",
    "see https://%65xample.io, example.io",
    "see https://%@example.org%2Eexample.com/, example.com",
    "see https://ex%EF%BD%81mple%2Eio, example.io",
    "see https://_x.example.io, _x.example.io",
    "see https://example.me:8080, example.me",
    "see https://[2001:db8::1]:80/, [2001:db8::1]",
    "'see https://a,b.example.io', a example.io",
    "看https://example.io，很好, example.io",
    "(see https://example.io), example.io",
    "<https://example.io>, example.io",
    "https://100%, 100",
    "see https://muller.github.io, github.io",
    "see discord.gg/x, discord.gg",
    "see www.müller.de, müller.de",
    "see müller.com, müller.com",
    "see xn--mller-kva.de, müller.de",
    "see http://пример.xn--p1ai/x, пример.рф",
    "see пример.рф/x, пример.рф",
    "see https://例え。みんな, 例え.みんな",
    "see example\u2024com, example.com",
    "see example\ufe52com, example.com",
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
        "ok.Now we go",
        "good night.my phone died",
        "thanks.at last",
        "ask us.us too",
        "nice one.gg all",
        "stand.by me",
        "vale.es verdad",
        "gracias.de nada",
        "no.se",
        "hola.su casa",
        "ça va.de rien",
        "merci.au revoir",
        "salut.ca va",
        "ok.es geht",
        "gut.ja.es ist so",
        "ciao.io sono qui",
        "boa.eu também",
        "cześć.co tam",
        "晚安。我爱你！",
        "好的。中国队加油",
        "我在线。在线等",
        "おはよう。みんな！",
        "まじかwww。みんな",
        "www。みんな元気",
        "今日は。コム",
        "люблю Москву.Москва!",
        "привет.дети спят",
        "안녕.닷컴",
        "สวัสดี.คอม",
        "مرحبا.موقع",
        "你好。com",
        "see 例え。jp"
      })
  void are_no_part_of_ordinary_text(String text) {
    assertEquals(List.of(), domains(text));
  }

  /// Or a few messages of 4 KiB would keep a thread busy.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x.y@",
        "@a.m.",
        ".@a.m.",
        "a.b:1",
        "://",
        "x.y://",
        "a。b@",
        "1:2:",
        "a.b:99999",
        "://@%2f"
      })
  void are_looked_for_a_few_times_at_each_character_at_most(String part) {
    for (int repeats : List.of(100, 1_000, 10_000)) {
      CountedText text = new CountedText(part.repeat(repeats));
      assertNotNull(HostNames.read(text));
      assertTrue(text.reads < 20L * text.length(), text.reads + " of " + text.length());
    }
  }

  /// A text that counts how often its characters are read.
  private static final class CountedText implements CharSequence {
    private final String text;
    private long reads;

    CountedText(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int at) {
      reads++;
      return text.charAt(at);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return text.substring(from, to);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  @Test
  void may_be_in_no_text_without_a_hint() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String read = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
      if (read.matches(".*[.:。].*")) {
        assertTrue(
            Character.toString(c).chars().anyMatch(each -> HostNames.isHint((char) each)),
            Integer.toHexString(c));
      }
    }
  }

  @Test
  void that_are_written_in_punycode_look_like_what_they_show() {
    assertTrue(HostNames.in("https://xn--pypal-4ve.com").getFirst().isLookAlike());
    assertFalse(HostNames.in("https://xn--mller-kva.com").getFirst().isLookAlike());
  }

  @Test
  void are_found_at_the_end_of_a_long_text() {
    assertEquals(List.of("example.com"), domains("well ".repeat(800) + "example.com"));
  }

  @Test
  void of_other_scripts_that_look_like_others_are_called_so() {
    assertTrue(HostNames.in("\u0430\u0440\u0440\u04cf\u0435.com").getFirst().isLookAlike());
    assertTrue(HostNames.in("ex\u0430mple.com").getFirst().isLookAlike());
    assertFalse(HostNames.in("müller.com").getFirst().isLookAlike());
    assertFalse(HostNames.in("https://пример.рф").getFirst().isLookAlike());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kızılay.org.tr", "læge.dk", "œuvre.fr", "straße.de/a", "łódź.pl", "ærø.dk"})
  void in_the_letters_of_a_language_look_like_themselves(String name) {
    assertFalse(HostNames.in(name).getFirst().isLookAlike());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p\u0251ypal.com",
        "goo\u0261le.com",
        "ɢoogle.com",
        "ᴀᴍᴀᴢᴏɴ.com",
        "ꜰoxnewꜱ.com",
        "paypa\u01c0.com",
        "\u0441oins.com",
        "kızıl\u0430y.org.tr"
      })
  void in_phonetic_or_foreign_letters_look_like_others(String name) {
    assertTrue(HostNames.in(name).getFirst().isLookAlike());
  }

  @Test
  void look_the_same_if_people_may_confuse_them() {
    assertEquals(HostNames.look("paypal.com"), HostNames.look("paypa1.com"));
    assertEquals(HostNames.look("google.com"), HostNames.look("ɢoogle.com"));
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
