package hubbub.codec;

import hubbub.topic.Change;
import hubbub.topic.MembershipId;
import hubbub.topic.SlotEdit;
import hubbub.topic.SlotScope;
import hubbub.topic.extension.Slot;
import hubbub.topic.extension.SlotCodec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;

/// The slots of an extension that has one of each type.
final class SampleSlots {
  static final Slot<Long> COUNT = Slot.lasting("count", Long.class);

  private static final List<Slot<?>> ALL =
      List.of(
          COUNT,
          Slot.lasting("text", String.class),
          Slot.lasting("flag", Boolean.class),
          Slot.lasting("blob", byte[].class),
          Slot.lasting("cause", Change.Cause.class),
          Slot.lasting("point", new PointCodec()));

  static final SlotTypes TYPES =
      name -> ALL.stream().filter(slot -> slot.name().equals(name)).findFirst().map(it -> it);

  private SampleSlots() {}

  record Point(int x, int y) {}

  private record PointCodec() implements SlotCodec<Point> {
    @Override
    public Class<Point> type() {
      return Point.class;
    }

    @Override
    public int version() {
      return 3;
    }

    @Override
    public byte[] encode(Point point) {
      return ByteBuffer.allocate(8).putInt(point.x()).putInt(point.y()).array();
    }

    @Override
    public Point decode(int version, byte[] bytes) {
      if (version != 3) {
        throw new IllegalArgumentException("version " + version);
      }
      ByteBuffer in = ByteBuffer.wrap(bytes);
      return new Point(in.getInt(), in.getInt());
    }
  }

  /// The codec of an extension that has forgotten how to read points.
  record FailingCodec() implements SlotCodec<Point> {
    @Override
    public Class<Point> type() {
      return Point.class;
    }

    @Override
    public int version() {
      return 4;
    }

    @Override
    public byte[] encode(Point point) {
      return new byte[0];
    }

    @Override
    public Point decode(int version, byte[] bytes) {
      throw new IllegalStateException("version " + version);
    }
  }

  static List<SlotEdit.Put> puts() {
    return List.of(
        put("count", 0L),
        put("text", "é😀"),
        put("flag", true),
        put("blob", new byte[] {1, 2}),
        put("cause", new Change.Cause(new MembershipId(7), 9)),
        put("point", new Point(-1, 2)));
  }

  /// Every second of them expires.
  static SlotEdit.Put put(String name, Object value) {
    boolean isLasting = name.length() % 2 == 1;
    return new SlotEdit.Put(
        new SlotEdit.Place(
            isLasting ? SlotScope.TOPIC : new SlotScope.Assigns(new MembershipId(5)), name),
        value,
        isLasting ? OptionalLong.empty() : OptionalLong.of(60_000),
        isLasting ? OptionalLong.empty() : OptionalLong.of(1_700_000_060_000L),
        !isLasting);
  }
}
