package hubbub.codec;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the bytes, reading returns a value or throws [Unreadable], nothing else, and allocates
/// little.
class HostileBytesTest {
  private static final long SEED = 42;
  private static final int INPUTS = 10_000;

  /// More than Jackson's buffers and classes that are loaded on the way, less than what Jackson
  /// reserves for a length that it trusts.
  private static final long MOST_BYTES = 200_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Random random = new Random(SEED);

  /// Loads all classes, whose memory is not the input's.
  @BeforeAll
  static void read_once() {
    Codec.ALL.forEach(HostileBytesTest::readSamples);
  }

  private static <T> void readSamples(Codec<T> codec) {
    for (T sample : codec.samples()) {
      assertDoesNotThrow(() -> codec.value(codec.bytes(sample)));
      assertThrows(Unreadable.class, () -> codec.value(new byte[] {(byte) 0x9f}));
    }
  }

  @ParameterizedTest
  @FieldSource("hubbub.codec.Codec#ALL")
  <T> void damaged_bytes_are_read_or_unreadable(Codec<T> codec) {
    int[] readable = new int[2];
    for (int i = 0; i < INPUTS; i++) {
      byte[] bytes = codec.bytes(codec.samples().get(i % codec.samples().size()));
      for (int change = random.nextInt(3); change >= 0; change--) {
        bytes = damaged(bytes);
      }
      readable[isReadable(codec, bytes) ? 1 : 0]++;
    }
    assertTrue(readable[0] > INPUTS / 2 && readable[1] > INPUTS / 50, Arrays.toString(readable));
  }

  private static boolean isReadable(Codec<?> codec, byte[] bytes) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      codec.value(bytes);
      return true;
    } catch (Unreadable e) {
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(codec + " " + HexFormat.of().formatHex(bytes), e);
    } finally {
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertTrue(
          allocated < MOST_BYTES + 100L * bytes.length,
          () -> allocated + " bytes for " + codec + " " + HexFormat.of().formatHex(bytes));
    }
  }

  private byte[] damaged(byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int at = random.nextInt(bytes.length);
    byte[] other = bytes.clone();
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> {
        other[at] = (byte) random.nextInt(256);
        yield other;
      }
      case 2 -> {
        other[at] ^= (byte) (1 << random.nextInt(8));
        yield other;
      }
      case 3 -> {
        System.arraycopy(bytes, 0, other, at, bytes.length - at);
        yield other;
      }
      default -> {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        longer[at] = (byte) random.nextInt(256);
        yield longer;
      }
    };
  }

  /// Each claims to be much longer than it is.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "7b7fffffffffffffff", // a text
        "7a7ffffff0", // a text
        "7a0003d08f", // a text of the length that is trusted
        "5b7fffffffffffffff", // bytes
        "5a7ffffff0", // bytes
        "5a0003d08f", // bytes of the length that is trusted
        "9b7fffffffffffffff", // a list
        "9a7fffffff01", // a list
        "bb7fffffffffffffff", // a map
        "c25a7ffffff0", // a number
        "c482", // a fraction
        "c4821a7fffffff01", // a fraction with a huge exponent
        "d9010000", // a list with shared texts
      })
  void a_length_that_the_input_does_not_have_is_not_believed(String hex) {
    for (String record : new String[] {"", "9f", "9f0e60a16161", "9f0e60a1", "9f0e60a161619f"}) {
      byte[] bytes = HexFormat.of().parseHex(record + hex);
      Codec.ALL.forEach(codec -> assertTrue(!isReadable(codec, bytes), record + hex));
    }
  }

  /// Soon, too: as many tags would take Jackson seconds.
  @ParameterizedTest
  @ValueSource(strings = {"9f", "81", "a16161", "9f0e60a16161", "c1"})
  void endless_nesting_ends(String nested) {
    byte[] bytes = HexFormat.of().parseHex(nested.repeat(200_000));
    Codec.ALL.forEach(codec -> assertThrows(Unreadable.class, () -> codec.value(bytes)));
  }

  @Test
  void random_bytes_are_unreadable() {
    for (int i = 0; i < INPUTS; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      Codec.ALL.forEach(codec -> isReadable(codec, bytes));
    }
  }
}
