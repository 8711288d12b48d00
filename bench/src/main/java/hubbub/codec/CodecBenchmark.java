package hubbub.codec;

import hubbub.protocol.EventWriter;
import hubbub.topic.AddressPrefix;
import hubbub.topic.Change;
import hubbub.topic.Event;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Nick;
import hubbub.topic.Profile;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The cost of a change's stored form: of a message of 60 characters with its frame, and of a join.
/// Prints how many bytes each takes.
@State(Scope.Thread)
public class CodecBenchmark {
  private static final TopicName TOPIC = new TopicName("room:lobby");
  private static final long AT = 1_700_000_000_000L;
  private static final MembershipId MEMBERSHIP = new MembershipId(7L << 40 | 123_456);
  private static final MemberId MEMBER = new MemberId("gABCDEFGHIJKLMNOP");

  /// Which event is written and read.
  public enum Kind {
    MESSAGE,
    JOIN
  }

  @Param public Kind event = Kind.MESSAGE;

  private Change change = of(new Event.Died());
  private byte[] bytes = {};

  @Setup
  public void fill() {
    change =
        switch (event) {
          case MESSAGE -> of(message());
          case JOIN -> of(joined());
        };
    bytes = write();
    System.out.println(event + ": " + bytes.length + " bytes, frame " + change.frame().length);
  }

  private static Change of(Event event) {
    byte[] frame =
        event instanceof Event.Told told
            ? new EventWriter().frame(TOPIC, 1234, AT, told)
            : new byte[0];
    return new Change(2345, 1234, AT, new Change.Cause(MEMBERSHIP, 17), event, frame);
  }

  private static Event message() {
    return new Event.Message(
        "abcdefghijkl",
        new Event.Author(MEMBER, "ann", Rank.GUEST),
        "x".repeat(60),
        Optional.of("0123456789abcdef"),
        Optional.empty(),
        false);
  }

  private static Event joined() {
    return new Event.Joined(
        MEMBERSHIP,
        MEMBER,
        new Nick("ann", "ann", "ann"),
        Rank.GUEST,
        Rank.GUEST,
        Optional.of(AddressPrefix.parse("192.0.2.7")),
        Profile.NONE);
  }

  @Benchmark
  public byte[] write() {
    CborWriter out = new CborWriter(SlotTypes.NONE);
    ChangeCodec.write(out, change);
    return out.toBytes();
  }

  @Benchmark
  public Change read() throws Unreadable {
    return ChangeCodec.read(new CborReader(bytes, SlotTypes.NONE));
  }
}
