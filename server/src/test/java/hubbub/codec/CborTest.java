package hubbub.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hubbub.topic.extension.Payload;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The primitives: how values are written, and what a reader accepts.
class CborTest {
  private static final long NOW = 1_700_000_000_000L;

  private static byte[] written(Consumer<CborWriter> writing) {
    CborWriter out = new CborWriter(SlotTypes.NONE);
    writing.accept(out);
    return out.toBytes();
  }

  private static CborReader reader(byte[] bytes) throws Unreadable {
    return new CborReader(bytes, SlotTypes.NONE);
  }

  private static CborReader reader(String hex) throws Unreadable {
    return reader(HexFormat.of().parseHex(hex));
  }

  private static CborReader shifted(byte[] bytes, long millis) throws Unreadable {
    return new CborReader(bytes, SlotTypes.NONE, millis);
  }

  private static <T> String problem(byte[] bytes, CborReader.Reading<T> reading) {
    return String.valueOf(
        assertThrows(Unreadable.class, () -> reading.read(reader(bytes))).getMessage());
  }

  @Nested
  class A_time {
    private byte[] times() {
      return written(out ->
          out.time(NOW)
              .timesSince(
                  NOW,
                  it ->
                      it.time(NOW + 5)
                          .time(NOW - 5)
                          .time(0)
                          .time(Long.MAX_VALUE)
                          .optionalTime(OptionalLong.empty())
                          .optionalTime(OptionalLong.of(NOW)))
              .time(NOW + 9));
    }

    private static List<Long> read(CborReader in) throws Unreadable {
      long base = in.time();
      List<Long> times =
          in.timesSince(
              base,
              it ->
                  List.of(
                      it.time(),
                      it.time(),
                      it.time(),
                      it.time(),
                      it.optionalTime().orElse(-1),
                      it.optionalTime().orElse(-1)));
      assertEquals(base + 9, in.time());
      in.end();
      return times;
    }

    @Test
    void is_a_small_difference_to_its_base() {
      byte[] near = written(out -> out.timesSince(NOW, it -> it.time(NOW + 5)));
      assertEquals("05", HexFormat.of().formatHex(near));
    }

    @Test
    void reads_back_as_it_was() throws Unreadable {
      assertEquals(List.of(NOW + 5, NOW - 5, 0L, Long.MAX_VALUE, -1L, NOW), read(reader(times())));
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, -1_000, -NOW})
    void moves_by_the_shift_unless_it_is_none_or_never(long shift) throws Unreadable {
      long now = NOW + shift;
      assertEquals(
          List.of(now + 5, now - 5, 0L, Long.MAX_VALUE, -1L, now), read(shifted(times(), shift)));
    }

    @Test
    void that_moves_beyond_the_last_one_is_never() throws Unreadable {
      byte[] late = written(out -> out.time(Long.MAX_VALUE - 1));
      assertEquals(Long.MAX_VALUE, shifted(late, 5).time());
      assertEquals(Long.MAX_VALUE - 3, shifted(late, -2).time());
    }

    @Test
    void that_moves_before_the_first_one_is_unreadable() throws Unreadable {
      CborReader early = shifted(written(out -> out.number(Long.MIN_VALUE)), -1);
      assertThrows(Unreadable.class, early::time);
    }
  }

  @Nested
  class A_record {
    private record Point(long x, long y, String name) {}

    private static final Form<Point> OLD =
        Form.record(
            "point",
            (out, it) -> out.number(it.x()).number(it.y()),
            in -> new Point(in.number(), in.number(), ""));

    private static final Form<Point> NEW =
        Form.record(
            "point",
            (out, it) -> out.number(it.x()).number(it.y()).text(it.name()),
            in -> new Point(in.number(), in.number(), in.hasMore() ? in.text() : "unnamed"));

    private static final Point POINT = new Point(1, 2, "tea");

    @Test
    void that_an_older_release_wrote_has_a_default_for_what_is_missing() throws Unreadable {
      CborReader in =
          reader(written(out -> out.list(List.of(POINT, POINT), OLD).value(POINT, NEW)));
      Point unnamed = new Point(1, 2, "unnamed");
      assertEquals(List.of(unnamed, unnamed), in.list(NEW));
      assertEquals(POINT, in.value(NEW));
      in.end();
    }

    @Test
    void that_a_newer_release_wrote_is_unreadable() {
      assertEquals(
          "point at byte 3: VALUE_STRING (expected: no more fields)",
          problem(written(out -> out.value(POINT, NEW)), OLD::read));
    }

    @Test
    void with_fewer_fields_than_ever_is_unreadable() {
      assertEquals(
          "point at byte 2: END_ARRAY (expected: a whole number)",
          problem(written(out -> out.begin().number(1).end()), OLD::read));
    }

    @Test
    void that_is_cut_off_is_unreadable() {
      assertEquals(
          "point at byte 2: damaged or cut off",
          problem(written(out -> out.begin().number(1)), OLD::read));
    }

    @Test
    void whose_constructor_rejects_a_value_is_unreadable() {
      assertEquals(
          "member id at byte 1: a value out of bounds",
          problem(written(out -> out.text("")), CommonForms.MEMBER_ID::read));
    }

    @Test
    void with_an_unknown_tag_is_unreadable() {
      assertEquals(
          "event at byte 3: tag 99 (expected: one of 42 known)",
          problem(written(out -> out.begin().number(99).end()), EventCodec::read));
    }

    @Test
    void with_an_unknown_word_is_unreadable() {
      assertEquals(
          "input at byte 5: unknown rank (expected: one of 6 words)",
          problem(written(out -> out.text("king")), Words.RANK::read));
    }
  }

  @Nested
  class The_version {
    @Test
    void is_read_if_it_is_supported() throws Unreadable {
      CborReader in = reader(written(CborWriter::version));
      assertEquals(CborWriter.VERSION, in.version());
      in.end();
    }

    @Test
    void of_a_newer_release_is_unreadable() {
      assertEquals(
          "input at byte 1: version 2 (expected: 1 to 1)",
          problem(written(out -> out.number(CborWriter.VERSION + 1)), CborReader::version));
    }

    @Test
    void of_no_release_is_unreadable() {
      assertThrows(Unreadable.class, () -> reader(written(out -> out.number(0))).version());
    }
  }

  /// Most are from RFC 8949, appendix A.
  @Nested
  class A_number {
    @ParameterizedTest
    @CsvSource({
      "0, 00",
      "23, 17",
      "24, 1818",
      "255, 18ff",
      "256, 190100",
      "65535, 19ffff",
      "65536, 1a00010000",
      "4294967295, 1affffffff",
      "4294967296, 1b0000000100000000",
      "9223372036854775807, 1b7fffffffffffffff",
      "-1, 20",
      "-24, 37",
      "-25, 3818",
      "-1000, 3903e7",
      "-9223372036854775808, 3b7fffffffffffffff",
    })
    void is_as_short_as_can_be(long number, String hex) throws Unreadable {
      assertEquals(hex, HexFormat.of().formatHex(written(out -> out.number(number))));
      assertEquals(number, reader(hex).number());
    }

    @Test
    void with_a_fraction_has_64_bits() {
      assertEquals(
          "fb3ff199999999999a", HexFormat.of().formatHex(written(out -> out.fraction(1.1))));
    }
  }

  @Nested
  class A_text {
    @Test
    void of_any_length_reads_back_as_it_was() throws Unreadable {
      Random random = new Random(42);
      for (int length = 0; length < 300_000; length += 1 + length / 7) {
        String text =
            random
                .ints(length, 0, 5)
                .mapToObj(i -> List.of("a", "é", "€", "😀", "\u0000").get(i))
                .collect(Collectors.joining());
        assertEquals(text, reader(written(out -> out.text(text))).text());
      }
    }

    @Test
    void with_half_of_a_surrogate_pair_reads_back_with_a_replacement() throws Unreadable {
      for (int before : List.of(0, 100, 5_000, 70_000)) {
        String lead = "x".repeat(before);
        byte[] halves = written(out -> out.text(lead + "\ud83d!\ude00"));
        assertEquals(lead + "\ufffd!\ufffd", reader(halves).text());
      }
    }

    @Test
    void may_be_the_name_of_a_field() throws Unreadable {
      Payload names = Payload.of("n".repeat(60_000), "x").with("é😀", "y").with("\ud83d", "half");
      assertEquals(
          Payload.of("n".repeat(60_000), "x").with("é😀", "y").with("\ufffd", "half"),
          PayloadCodec.PAYLOAD.read(
              reader(written(out -> out.value(names, PayloadCodec.PAYLOAD)))));
    }
  }

  @Nested
  class A_payload {
    private static Payload nested(int depth) {
      Payload payload = Payload.EMPTY;
      for (int i = 1; i < depth; i++) {
        payload = Payload.of("in", payload);
      }
      return payload;
    }

    @Test
    void may_be_as_deep_as_it_can_be() throws Unreadable {
      Payload deep = nested(64);
      byte[] bytes = written(out -> out.value(deep, PayloadCodec.PAYLOAD));
      assertEquals(deep, PayloadCodec.PAYLOAD.read(reader(bytes)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1", "a16161", "bf616101", "bf61610161", "a1616183"})
    void that_is_cut_off_is_unreadable(String hex) {
      assertThrows(Unreadable.class, () -> PayloadCodec.PAYLOAD.read(reader(hex)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "bf616101616102ff", // a name twice
          "a1616140", // bytes
          "a16161f6", // null
          "a16161f97e00", // not a number, in 16 bits
          "a16161fb7ff8000000000000", // not a number
          "a16161fb7ff0000000000000", // infinite
          "a16161c249010000000000000000", // a number of 9 bytes
          "80", // a list
        })
    void that_JSON_cannot_say_is_unreadable(String hex) {
      assertThrows(Unreadable.class, () -> PayloadCodec.PAYLOAD.read(reader(hex)));
    }
  }

  @Nested
  class A_reader {
    @Test
    void refuses_what_is_left_at_the_end() throws Unreadable {
      CborReader in = reader("0102");
      assertEquals(1, in.number());
      assertThrows(Unreadable.class, in::end);
    }

    @Test
    void refuses_nothing_at_all() {
      assertEquals(
          "event at byte 0: the end (expected: a record)", problem(new byte[0], EventCodec::read));
    }

    @Test
    void refuses_tags() {
      String why = assertThrows(Unreadable.class, () -> reader("9f01c202ff")).getMessage();
      assertEquals("input at byte 2: a tag, or a length beyond the end", why);
    }

    @Test
    void refuses_a_number_that_does_not_fit() {
      assertThrows(Unreadable.class, () -> reader("1a80000000").smallNumber());
      assertThrows(Unreadable.class, () -> reader("1bffffffffffffffff").number());
    }
  }
}
