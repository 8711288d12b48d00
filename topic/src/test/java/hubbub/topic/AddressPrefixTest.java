package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPrefixTest {
  private static AddressPrefix parse(String text) {
    return AddressPrefix.parse(text);
  }

  @Nested
  class Read {
    @ParameterizedTest
    @CsvSource({
      "192.0.2.7, 192.0.2.7",
      "0.0.0.0, 0.0.0.0",
      "255.255.255.255, 255.255.255.255",
      "192.0.2.7/32, 192.0.2.7",
      "192.0.2.7/24, 192.0.2.0/24",
      "10.0.0.0/8, 10.0.0.0/8",
      "0.0.0.0/0, 0.0.0.0/0",
      "::, ::",
      "::1, ::1",
      "1::, 1::",
      "::/0, ::/0",
      "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
      "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
      "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
      "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
      "2001:db8:aaaa:bbbb:cccc:dddd:eeee:1/64, 2001:db8:aaaa:bbbb::/64",
      "fe80::1, fe80::1",
      "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
      "::ffff:192.0.2.7, 192.0.2.7",
      "::FFFF:c000:207, 192.0.2.7",
      "0:0:0:0:0:ffff:192.0.2.7, 192.0.2.7",
      "::ffff:192.0.2.7/120, 192.0.2.0/24"
    })
    void reads_and_writes_the_usual_notation(String text, String written) {
      assertEquals(written, parse(text).toString());
      assertEquals(parse(written), parse(text));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          "1",
          "*",
          "0x7f.1",
          "0x7f.0.0.1",
          "127.1",
          "127.0.1",
          "010.0.0.1",
          "00.0.0.0",
          "1.2.3.4.",
          ".1.2.3.4",
          "1.2.3",
          "1.2.3.4.5",
          "1.2.3.256",
          "1.2.3.-4",
          "1.2.3.+4",
          "1.2.3.4 ",
          "1.2.3.٤",
          "2130706433",
          "1.2.3.4/",
          "1.2.3.4/33",
          "1.2.3.4/-1",
          "1.2.3.4/+8",
          "1.2.3.4/08",
          "1.2.3.4/8/8",
          "1.2.3.4/255.0.0.0",
          ":",
          ":::",
          "1::2::3",
          "::1%eth0",
          "fe80::1%1",
          "[::1]",
          "1:2:3:4:5:6:7",
          "1:2:3:4:5:6:7:8:9",
          "1:2:3:4:5:6:7:8::",
          "::1:2:3:4:5:6:7:8",
          "12345::",
          "g::",
          ":1",
          "1:",
          "::1.2.3",
          "::1.2.3.04",
          "1.2.3.4::",
          "::1.2.3.4:5",
          "::1/129",
          "::/x",
          "localhost",
          "example.org"
        })
    void is_nothing_else(String text) {
      assertThrows(IllegalArgumentException.class, () -> parse(text));
    }

    @Test
    void is_the_bytes_of_a_socket_too() {
      assertEquals(parse("203.0.113.7"), AddressPrefix.of(HexFormat.of().parseHex("cb007107")));
      assertEquals(
          parse("203.0.113.7"),
          AddressPrefix.of(HexFormat.of().parseHex("00000000000000000000ffffcb007107")));
      assertEquals(
          parse("2001:db8::8000:1"),
          AddressPrefix.of(HexFormat.of().parseHex("20010db8000000000000000080000001")));
      assertThrows(IllegalArgumentException.class, () -> AddressPrefix.of(new byte[5]));
    }
  }

  @Nested
  class A_block {
    @ParameterizedTest
    @CsvSource({
      "10.0.0.0/8, 10.255.0.1",
      "10.0.0.0/8, ::ffff:10.1.2.3",
      "10.0.0.0/8, 10.9.0.0/16",
      "192.0.2.7, 192.0.2.7",
      "0.0.0.0/0, 203.0.113.7",
      "2001:db8::/32, 2001:db8:ffff::1",
      "2001:db8::8000:0:0:0/65, 2001:db8:0:0:ffff::",
      "::/0, 2001:db8::1"
    })
    void contains_the_addresses_within_it(String block, String address) {
      assertTrue(parse(block).contains(parse(address)));
    }

    @ParameterizedTest
    @CsvSource({
      "10.0.0.0/8, 11.0.0.1",
      "10.9.0.0/16, 10.0.0.0/8",
      "192.0.2.6, 192.0.2.7",
      "2001:db8::/32, 2001:db9::1",
      "2001:db8::8000:0:0:0/65, 2001:db8::7fff:0:0:1",
      "::/0, 203.0.113.7",
      "0.0.0.0/0, ::1",
      "::1, 0.0.0.1"
    })
    void has_nothing_else(String block, String address) {
      assertFalse(parse(block).contains(parse(address)));
    }
  }

  @Nested
  class What_counts_as_one_address {
    @Test
    void is_an_ipv4_address_or_an_ipv6_64() {
      assertEquals(parse("203.0.113.7"), parse("203.0.113.7").within(32, 64));
      assertNotEquals(parse("203.0.113.7").within(32, 64), parse("203.0.113.8").within(32, 64));
      assertEquals(
          parse("2001:db8:1:2:aaaa::1").within(32, 64),
          parse("2001:db8:1:2:ffff::9").within(32, 64));
      assertNotEquals(
          parse("2001:db8:1:2::1").within(32, 64), parse("2001:db8:1:3::1").within(32, 64));
      assertEquals(parse("203.0.113.7"), parse("::ffff:203.0.113.7").within(32, 64));
    }

    @Test
    void may_be_more() {
      assertEquals(parse("203.0.113.0/24"), parse("203.0.113.7").within(24, 48));
      assertEquals(parse("2001:db8:1::/48"), parse("2001:db8:1:2::1").within(24, 48));
      assertEquals(parse("10.0.0.0/8"), parse("10.0.0.0/8").within(24, 48));
    }
  }
}
