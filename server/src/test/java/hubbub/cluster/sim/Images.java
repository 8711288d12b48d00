package hubbub.cluster.sim;

import hubbub.codec.CborWriter;
import hubbub.codec.SlotTypes;
import hubbub.codec.TopicImageCodec;
import hubbub.topic.TopicImage;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/// Compares states by their stored form.
final class Images {
  private Images() {}

  /// What differs; empty if nothing does.
  static Optional<String> difference(TopicImage one, TopicImage other) {
    return Arrays.equals(bytes(one), bytes(other))
        ? Optional.empty()
        : Optional.of(part(one, other));
  }

  private static byte[] bytes(TopicImage image) {
    return new CborWriter(SlotTypes.NONE).value(image, TopicImageCodec.IMAGE).toBytes();
  }

  /// The first part that is not equal. Messages have arrays, and come last.
  private static String part(TopicImage one, TopicImage other) {
    return different("seq", one.seq(), other.seq())
        .or(() -> different("reigns", one.pastReigns(), other.pastReigns()))
        .or(() -> different("life", one.life(), other.life()))
        .or(() -> different("modes", one.modes(), other.modes()))
        .or(() -> different("people", one.people(), other.people()))
        .or(() -> different("board", one.board(), other.board()))
        .or(() -> different("slots", one.slots(), other.slots()))
        .or(() -> different("lasting", one.lasting(), other.lasting()))
        .or(() -> different("held", one.held(), other.held()))
        .or(() -> different("sweeps", one.sweeps(), other.sweeps()))
        .orElse("the messages");
  }

  private static Optional<String> different(String part, Object one, Object other) {
    return Objects.equals(one, other)
        ? Optional.empty()
        : Optional.of(part + ": " + one + " against " + other);
  }
}
