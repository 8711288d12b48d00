package hubbub.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.Event;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Whatever is written reads back as it was.
class RoundTripTest {
  @ParameterizedTest
  @FieldSource("hubbub.codec.Codec#ALL")
  <T> void every_record_reads_back_as_it_was(Codec<T> codec) throws Unreadable {
    for (T sample : codec.samples()) {
      assertEquals(Tree.of(sample), Tree.of(codec.value(codec.bytes(sample))));
    }
  }

  @Test
  void the_samples_are_of_all_records() {
    List<Event> samples = Samples.of(Event.class);
    Samples.records(Event.class)
        .forEach(record -> assertTrue(samples.stream().filter(record::isInstance).count() > 0));
    assertTrue(samples.size() > 100);
  }
}
