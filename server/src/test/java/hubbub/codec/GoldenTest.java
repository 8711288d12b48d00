package hubbub.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each version of the form wrote stays readable. `v1.txt` and its successors have a line for
/// each of the first two samples of each record: family, record, bytes.
///
/// After an intended change of the form, run this test with `WRITE_GOLDEN=1`, which writes the file
/// of the current version. If that version has been released, raise [CborWriter#VERSION] first, and
/// leave its file as it is.
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/hubbub/codec");
  private static final int SAMPLES = 2;

  @BeforeAll
  static void write_if_wanted() throws IOException {
    if ("1".equals(System.getenv("WRITE_GOLDEN"))) {
      Files.createDirectories(FOLDER);
      Files.write(file(CborWriter.VERSION), lines());
    }
  }

  private static Path file(int version) {
    return FOLDER.resolve("v" + version + ".txt");
  }

  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    Codec.ALL.forEach(codec -> addLines(lines, codec));
    return lines;
  }

  private static <T> void addLines(List<String> lines, Codec<T> codec) {
    Map<String, Integer> counts = new HashMap<>();
    for (T sample : codec.samples()) {
      String record = sample.getClass().getSimpleName();
      if (counts.merge(record, 1, Integer::sum) <= SAMPLES) {
        String bytes = HexFormat.of().formatHex(codec.bytes(sample));
        lines.add(codec.name() + " " + record + " " + bytes);
      }
    }
  }

  static IntStream versions() {
    return IntStream.rangeClosed(CborReader.OLDEST_VERSION, CborWriter.VERSION);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void what_a_version_wrote_is_read(int version) throws IOException, Unreadable {
    for (String line : Files.readAllLines(file(version))) {
      String[] words = line.split(" ", 3);
      Object value = Codec.named(words[0]).value(HexFormat.of().parseHex(words[2]));
      assertEquals(words[1], value.getClass().getSimpleName());
    }
  }

  /// With [RoundTripTest], this means that the newest file reads back to the samples.
  @Test
  void what_is_written_now_is_what_the_newest_file_has() throws IOException {
    assertEquals(
        String.join("\n", Files.readAllLines(file(CborWriter.VERSION))),
        String.join("\n", lines()));
  }
}
