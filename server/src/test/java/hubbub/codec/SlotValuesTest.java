package hubbub.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.topic.Event;
import hubbub.topic.SlotEdit;
import hubbub.topic.extension.Slot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The values that an extension keeps: only the extension can read them, and what it can't read
/// costs nothing else.
class SlotValuesTest {
  private static final SlotEdit.Put COUNT = SampleSlots.put("count", 7L);
  private static final SlotEdit.Put TEXT = SampleSlots.put("text", "tea");
  private static final SlotEdit REMOVED = new SlotEdit.Removed(COUNT.place());

  private static SlotTypes only(Slot<?> slot) {
    return name -> slot.name().equals(name) ? Optional.of(slot) : Optional.empty();
  }

  private static byte[] written(SlotTypes slots, int lost) {
    CborWriter out = new CborWriter(slots);
    EventCodec.write(out, new Event.SlotsChanged(List.of(COUNT, TEXT)));
    assertEquals(lost, out.lostSlotValues());
    return out.toBytes();
  }

  private static List<SlotEdit> read(byte[] bytes, SlotTypes slots, int lost) throws Unreadable {
    CborReader in = new CborReader(bytes, slots);
    List<SlotEdit> edits = ((Event.SlotsChanged) EventCodec.read(in)).edits();
    in.end();
    assertEquals(lost, in.lostSlotValues());
    return edits;
  }

  @Nested
  class A_value_is_removed_when {
    @Test
    void its_slot_is_no_longer_declared() throws Unreadable {
      byte[] bytes = written(SampleSlots.TYPES, 0);
      SlotTypes text = only(Slot.lasting("text", String.class));
      assertEquals(List.of(REMOVED, TEXT), read(bytes, text, 1));
    }

    @Test
    void nobody_declares_slots_any_more() throws Unreadable {
      byte[] bytes = written(SampleSlots.TYPES, 0);
      assertEquals(
          List.of(REMOVED, new SlotEdit.Removed(TEXT.place())), read(bytes, SlotTypes.NONE, 2));
    }

    @Test
    void the_codec_does_not_read_its_version() throws Unreadable {
      byte[] bytes = written(SampleSlots.TYPES, 0);
      SlotTypes failing =
          name ->
              name.equals("count")
                  ? Optional.of(Slot.lasting("count", new SampleSlots.FailingCodec()))
                  : SampleSlots.TYPES.slot(name);
      assertEquals(List.of(REMOVED, TEXT), read(bytes, failing, 1));
    }

    @Test
    void the_codec_does_not_write_it() throws Unreadable {
      SlotTypes other =
          name ->
              name.equals("count")
                  ? Optional.of(Slot.lasting("count", String.class))
                  : SampleSlots.TYPES.slot(name);
      assertEquals(List.of(REMOVED, TEXT), read(written(other, 1), SampleSlots.TYPES, 0));
    }
  }

  @Test
  void a_value_is_read_by_the_codec_of_its_version() throws Unreadable {
    SlotEdit.Put put = SampleSlots.put("point", new SampleSlots.Point(3, 4));
    CborWriter out = new CborWriter(SampleSlots.TYPES);
    EventCodec.write(out, new Event.SlotsChanged(List.of(put)));
    assertEquals(List.of(put), read(out.toBytes(), SampleSlots.TYPES, 0));
  }
}
