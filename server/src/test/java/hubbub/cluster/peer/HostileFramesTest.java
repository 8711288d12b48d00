package hubbub.cluster.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What comes as a frame and is none. Nothing is thrown, and the messages of a peer still come.
class HostileFramesTest {
  private static final int FRAMES = 20_000;

  private final Random random = new Random(1);
  private final TestNetwork network = new TestNetwork(1);
  private final TestNode ann = new TestNode(network, 1, 2);
  private final TestNode bob = new TestNode(network, 2, 2);

  @BeforeEach
  void they_talk() {
    TestNode.meet(ann, bob);
    for (int i = 0; i < 20; i++) {
      ann.send(bob, i % 3, "message " + i);
      bob.send(ann, i % 2, "message " + i);
    }
    network.pass(Duration.ofSeconds(1));
  }

  @Test
  void random_bytes_are_ignored_and_counted() {
    for (int i = 0; i < FRAMES; i++) {
      bob.peers().received(ann.id(), randomBytes());
    }
    assertEquals(FRAMES, bob.figures(ann).framesIgnored());
    assertTheyStillTalk();
  }

  @Test
  void random_bytes_after_a_true_header_harm_nothing() {
    byte[] header = new FrameCodec(1, 2).write(new Frame.Ping(0));
    for (int i = 0; i < FRAMES; i++) {
      byte[] bytes = randomBytes();
      int headed = Math.min(10, bytes.length);
      System.arraycopy(header, 0, bytes, 0, headed);
      if (bytes.length > 1) {
        bytes[1] = (byte) random.nextInt(6);
      }
      bob.peers().received(ann.id(), bytes);
    }
    network.pass(Duration.ofSeconds(1));
    assertTrue(bob.figures(ann).framesIgnored() > FRAMES / 2);
  }

  @Test
  void frames_that_end_early_are_ignored_and_counted() {
    long ignored = 0;
    for (byte[] frame : realFrames()) {
      for (int length = 0; length < frame.length; length++) {
        bob.peers().received(ann.id(), Arrays.copyOf(frame, length));
        ignored++;
      }
    }
    assertTrue(ignored > 0);
    assertEquals(ignored, bob.figures(ann).framesIgnored());
    assertTheyStillTalk();
  }

  @Test
  void frames_of_a_former_run_are_ignored_and_counted() {
    for (byte[] frame : realFrames()) {
      byte[] former = frame.clone();
      ByteBuffer.wrap(former).putInt(2, 77);
      bob.peers().received(ann.id(), former);
    }
    assertEquals(realFrames().size(), bob.figures(ann).framesIgnored());
    assertTheyStillTalk();
  }

  @Test
  void frames_with_changed_bytes_throw_nothing() {
    List<byte[]> frames = realFrames();
    for (int i = 0; i < FRAMES; i++) {
      byte[] changed = frames.get(random.nextInt(frames.size())).clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      bob.peers().received(ann.id(), changed);
    }
    network.pass(Duration.ofSeconds(1));
    assertTrue(bob.figures(ann).framesIgnored() > 0);
  }

  @Test
  void frames_that_were_sent_before_change_nothing() {
    int heard = bob.heard().size();
    realFrames().forEach(frame -> bob.peers().received(ann.id(), frame));
    network.pass(Duration.ofSeconds(1));
    assertEquals(heard, bob.heard().size());
    assertTheyStillTalk();
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[random.nextInt(100)];
    random.nextBytes(bytes);
    return bytes;
  }

  private List<byte[]> realFrames() {
    return network.link.sent().stream()
        .filter(sent -> sent.to().equals(bob.id()))
        .map(FakeLink.Sent::frame)
        .toList();
  }

  private void assertTheyStillTalk() {
    ann.send(bob, 1, "still");
    network.pass(Duration.ofSeconds(1));
    assertEquals("still", bob.heard(ann.id(), 1).getLast());
  }
}
