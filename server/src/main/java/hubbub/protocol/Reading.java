package hubbub.protocol;

import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.wire.Fields;
import java.util.Optional;
import java.util.function.Function;

/// What came of reading something that a client sent: the value, or why it is refused.
public sealed interface Reading<T> {
  /// It can be carried out, as far as the reader knows.
  record Valid<T>(T value) implements Reading<T> {}

  /// It cannot, and the client is told why.
  record Refused<T>(Refusal refusal) implements Reading<T> {}

  /// A refusal without details.
  static <T> Reading<T> refused(Reason reason) {
    return new Refused<>(Refusal.of(reason));
  }

  /// The refusal of a payload with an invalid field.
  static <T> Reading<T> refused(Fields.InvalidField invalid) {
    return new Refused<>(Refusal.invalid(invalid.field(), invalid.expected()));
  }

  /// What `next` makes of the value, or the refusal that is here already.
  default <U> Reading<U> then(Function<T, Reading<U>> next) {
    return switch (this) {
      case Valid<T>(T value) -> next.apply(value);
      case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
    };
  }

  /// This, unless `objection` refuses the value.
  default Reading<T> unless(Function<T, Optional<Refusal>> objection) {
    return then(value -> objection.apply(value).<Reading<T>>map(Refused::new).orElse(this));
  }
}
