package hubbub.topic.extension;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hubbub.topic.Change;
import hubbub.topic.MembershipId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotTest {
  /// A score, which had no name in version 1.
  record Score(String name, int points) {}

  private static final class ScoreCodec implements SlotCodec<Score> {
    @Override
    public Class<Score> type() {
      return Score.class;
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public byte[] encode(Score score) {
      byte[] name = score.name().getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.allocate(4 + name.length).putInt(score.points()).put(name).array();
    }

    @Override
    public Score decode(int version, byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      int points = in.getInt();
      return switch (version) {
        case 1 -> new Score("?", points);
        case 2 -> new Score(StandardCharsets.UTF_8.decode(in).toString(), points);
        default -> throw new IllegalArgumentException("version: " + version);
      };
    }
  }

  @Nested
  class Its_values {
    private static <T> void comeBack(Class<T> type, List<T> values) {
      Slot<T> slot = Slot.lasting("slot", type);
      for (T value : values) {
        assertEquals(value, slot.decode(slot.encode(value)));
      }
    }

    @Test
    void come_back_from_bytes_whatever_their_type() {
      comeBack(String.class, List.of("", "tea", "Größe 👩‍💻"));
      comeBack(Long.class, List.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE));
      comeBack(Boolean.class, List.of(true, false));
      comeBack(
          Change.Cause.class,
          List.of(new Change.Cause(new MembershipId((5L << 40) + 7), Long.MAX_VALUE)));
      Slot<byte[]> bytes = Slot.lasting("bytes", byte[].class);
      assertArrayEquals(new byte[] {0, -1}, bytes.decode(bytes.encode(new byte[] {0, -1})));
    }

    @Test
    void may_be_records_whose_codec_still_reads_what_an_older_one_wrote() {
      Slot<Score> slot = Slot.lasting("score", new ScoreCodec());
      Score score = new Score("ann", 3);
      assertEquals(score, slot.decode(slot.encode(score)));
      byte[] old = ByteBuffer.allocate(8).putInt(1).putInt(9).array();
      assertEquals(new Score("?", 9), slot.decode(old));
      byte[] newer = ByteBuffer.allocate(8).putInt(3).putInt(9).array();
      assertThrows(IllegalArgumentException.class, () -> slot.decode(newer));
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {Object.class, Integer.class, List.class, Score.class, StringBuilder.class})
  void is_not_made_for_types_without_a_codec(Class<?> type) {
    assertThrows(IllegalArgumentException.class, () -> Slot.lasting("slot", type));
    assertThrows(IllegalArgumentException.class, () -> Slot.expiring("slot", type, 1_000));
  }

  @Test
  void is_not_made_for_a_class_that_could_change_under_its_readers() {
    SlotCodec<StringBuilder> mutable =
        new SlotCodec<>() {
          @Override
          public Class<StringBuilder> type() {
            return StringBuilder.class;
          }

          @Override
          public int version() {
            return 1;
          }

          @Override
          public byte[] encode(StringBuilder value) {
            return new byte[0];
          }

          @Override
          public StringBuilder decode(int version, byte[] bytes) {
            return new StringBuilder();
          }
        };
    assertThrows(IllegalArgumentException.class, () -> Slot.lasting("slot", mutable));
  }

  @Test
  void has_a_name_and_a_time_to_live_of_at_least_a_millisecond() {
    assertThrows(IllegalArgumentException.class, () -> Slot.lasting("", String.class));
    assertThrows(IllegalArgumentException.class, () -> Slot.expiring("slot", String.class, 0));
  }
}
