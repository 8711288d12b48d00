package hubbub.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever the bytes, decoding returns a frame or throws [BadFrame], nothing else. With
/// `JAZZER_FUZZ=1` Jazzer searches for new inputs; without it, the ones found before are run again.
class V2JsonFuzzTest {
  private static final long SEED = 42;
  private static final List<String> SEEDS =
      List.of(
          "[\"7\",\"9\",\"room:a\",\"send\",{\"body\":\"hi\",\"meta\":{\"a\":[1,2.5e3,true,null]}}]",
          "[null,\"1\",\"phoenix\",\"heartbeat\",{}]",
          "[1,2,\"room:é\",\"phx_join\",{\"since\":{\"epoch\":\"x\",\"seq\":12345678901}}]",
          "[\"\\ud83d\\ude00\",null,\"room:a\",\"e\",{\"😀\":\"\\u0000\"},1,[]]");
  private final V2Json json = new V2Json();

  @FuzzTest
  void any_bytes(byte[] bytes) {
    decode(bytes);
  }

  private int decode(byte[] bytes) {
    try {
      json.decode(bytes, 0, bytes.length);
      return 0;
    } catch (BadFrame e) {
      assertTrue(e.reason() == CloseReason.BAD_TEXT || e.reason() == CloseReason.UNDECODABLE);
      return e.reason().code();
    }
  }

  @Test
  void twenty_thousand_broken_frames() {
    Random random = new Random(SEED);
    int[] counts = new int[3];
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = SEEDS.get(i % SEEDS.size()).getBytes(UTF_8);
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes = changed(bytes, random);
      }
      int code = decode(bytes);
      counts[code == 0 ? 0 : code == 1007 ? 1 : 2]++;
    }
    assertTrue(counts[0] > 500 && counts[1] > 1000 && counts[2] > 1000, Arrays.toString(counts));
  }

  private static byte[] changed(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bytes, Math.max(1, at));
      case 1 -> {
        byte[] other = bytes.clone();
        other[at] = (byte) random.nextInt(256);
        yield other;
      }
      case 2 -> {
        byte[] other = bytes.clone();
        other[at] = (byte) "[]{}\",:\\0e".charAt(random.nextInt(10));
        yield other;
      }
      default -> {
        byte[] other = Arrays.copyOf(bytes, bytes.length * 2);
        System.arraycopy(bytes, at, other, bytes.length, bytes.length - at);
        yield Arrays.copyOf(other, bytes.length + bytes.length - at);
      }
    };
  }
}
