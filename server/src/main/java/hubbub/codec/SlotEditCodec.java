package hubbub.codec;

import static hubbub.codec.CommonForms.MEMBERSHIP_ID;

import hubbub.topic.MembershipId;
import hubbub.topic.SlotEdit;
import hubbub.topic.SlotScope;
import java.util.Optional;
import java.util.OptionalLong;

/// The form of [SlotEdit]s. A value that can't be written or read is as good as removed.
final class SlotEditCodec {
  static final Form<SlotEdit> EDIT = Form.of(SlotEditCodec::write, SlotEditCodec::read);

  static final Form<SlotScope> SCOPE =
      Form.of(
          (out, scope) -> out.optional(membership(scope), MEMBERSHIP_ID),
          in ->
              in.optional(MEMBERSHIP_ID)
                  .<SlotScope>map(SlotScope.Assigns::new)
                  .orElse(SlotScope.TOPIC));

  static final Form<SlotEdit.Place> PLACE =
      Form.record(
          "place",
          (out, it) -> out.value(it.scope(), SCOPE).text(it.name()),
          in -> new SlotEdit.Place(in.value(SCOPE), in.text()));

  private static final int PUT = 1;
  private static final int TOUCHED = 2;
  private static final int REMOVED = 3;
  private static final int EXPIRED = 4;

  private SlotEditCodec() {}

  private static Optional<MembershipId> membership(SlotScope scope) {
    return switch (scope) {
      case SlotScope.Topic _ -> Optional.empty();
      case SlotScope.Assigns(MembershipId id) -> Optional.of(id);
    };
  }

  private static void write(CborWriter out, SlotEdit edit) {
    out.begin();
    switch (edit) {
      case SlotEdit.Put it -> put(out, it);
      case SlotEdit.Touched it -> out.number(TOUCHED).value(it.place(), PLACE).time(it.deadline());
      case SlotEdit.Removed it -> out.number(REMOVED).value(it.place(), PLACE);
      case SlotEdit.Expired it -> out.number(EXPIRED).value(it.place(), PLACE);
    }
    out.end();
  }

  private static void put(CborWriter out, SlotEdit.Put put) {
    Optional<byte[]> value = SlotValues.encode(out, put.place().name(), put.value());
    if (value.isEmpty()) {
      out.number(REMOVED).value(put.place(), PLACE);
      return;
    }
    out.number(PUT)
        .value(put.place(), PLACE)
        .bytes(value.get())
        .optionalNumber(put.ttlMillis())
        .optionalTime(put.deadline())
        .flag(put.inPresence());
  }

  private static SlotEdit read(CborReader in) throws Unreadable {
    return in.record("slot edit", SlotEditCodec::fields);
  }

  private static SlotEdit fields(CborReader in) throws Unreadable {
    int tag = in.smallNumber();
    return switch (tag) {
      case PUT -> put(in);
      case TOUCHED -> new SlotEdit.Touched(in.value(PLACE), in.time());
      case REMOVED -> new SlotEdit.Removed(in.value(PLACE));
      case EXPIRED -> new SlotEdit.Expired(in.value(PLACE));
      default -> throw in.unreadable("tag " + tag + " (expected: 1 to 4)");
    };
  }

  private static SlotEdit put(CborReader in) throws Unreadable {
    SlotEdit.Place place = in.value(PLACE);
    Optional<Object> value = SlotValues.decode(in, place.name(), in.bytes());
    OptionalLong ttlMillis = in.optionalNumber();
    OptionalLong deadline = in.optionalTime();
    boolean inPresence = in.flag();
    return value.isPresent()
        ? new SlotEdit.Put(place, value.get(), ttlMillis, deadline, inPresence)
        : new SlotEdit.Removed(place);
  }
}
