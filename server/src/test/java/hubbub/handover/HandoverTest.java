package hubbub.handover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import hubbub.cluster.Cluster;
import hubbub.cluster.ClusterSettings;
import hubbub.cluster.SavedTopic;
import hubbub.codec.CborReader;
import hubbub.codec.CborWriter;
import hubbub.codec.KindSlots;
import hubbub.codec.SlotTypes;
import hubbub.codec.Unreadable;
import hubbub.fanout.TopicLogs;
import hubbub.protocol.EventWriter;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.KindSettings;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Snapshot;
import hubbub.topic.Title;
import hubbub.topic.TopicName;
import hubbub.topic.extension.ExtensionContext;
import hubbub.topic.extension.Payload;
import hubbub.topic.extension.Slot;
import hubbub.topic.extension.TopicExtension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What one run leaves to the next, and what the next makes of it.
class HandoverTest {
  private static final SecretKey KEY = key("a key");
  private static final TopicName TOPIC = new TopicName("room:1");
  private static final Actor.Server OPERATOR = new Actor.Server("operator");

  @TempDir private Path folder;
  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
  private Moment now = Moment.now();

  @AfterEach
  void stop() {
    loop.shutdownNow();
  }

  private Cluster node(String... kinds) {
    Map<String, ClusterSettings.Kind> served = new HashMap<>();
    for (String kind : kinds) {
      Optional<TopicExtension> extension =
          kind.equals("counted") ? Optional.of(new Counting()) : Optional.empty();
      served.put(kind, new ClusterSettings.Kind(KindSettings.DEFAULT, extension));
    }
    return Cluster.start(
        new ClusterSettings(
            served, new EventWriter(), EventWriter::epochChanged, new TopicLogs(), List.of(loop)));
  }

  /// Counts its commands in a slot.
  private static final class Counting implements TopicExtension {
    static final Slot<Long> COUNT = Slot.lasting("count", Long.class);

    @Override
    public String kind() {
      return "counted";
    }

    @Override
    public List<Slot<?>> slots() {
      return List.of(COUNT);
    }

    @Override
    public Outcome command(ExtensionContext context, Command.Custom command) {
      long count = context.slots().get(COUNT).orElse(0L) + 1;
      context.slots().put(COUNT, count);
      return new Outcome.Custom("ok", Payload.of("count", count));
    }
  }

  private static SecretKey key(String text) {
    return new SecretKeySpec(text.getBytes(UTF_8), "HmacSHA256");
  }

  private Handover handover(SecretKey key) {
    return new Handover(folder, key, new KindSlots(List.of(new Counting())), () -> now);
  }

  private Handover handover() {
    return handover(KEY);
  }

  /// A run in which somebody was in a topic, and that has left it.
  private void leave() {
    Cluster before = node("room", "counted");
    Sitting.in(before, TOPIC);
    done(before, TOPIC, new Command.SetTitle(new Title("Tea")));
    done(before, TOPIC, new Command.SetQuiet(Optional.of(Rank.VIP), OptionalLong.of(600_000)));
    handover().leave(before, Appendix.NONE);
  }

  @CanIgnoreReturnValue
  private static Outcome done(Cluster cluster, TopicName topic, Command command) {
    return cluster.send(topic, OPERATOR, command).toCompletableFuture().join();
  }

  private Cluster next() {
    Cluster after = node("room", "counted");
    Handover handover = handover();
    handover.take(after, Appendix.NONE);
    handover.claim();
    handover.taken();
    after.resume();
    return after;
  }

  private static Snapshot topicOf(Cluster cluster) {
    return Awaitility.await()
        .until(() -> cluster.snapshot(TOPIC), Optional::isPresent)
        .orElseThrow();
  }

  private List<String> files() throws IOException {
    try (var all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void assertRejected() throws IOException {
    Cluster after = next();

    assertEquals(0, after.topics());
    assertEquals(List.of("handover.rejected"), files());
  }

  private Path file() {
    return folder.resolve("handover");
  }

  @Nested
  class Leaving {
    @Test
    void writes_one_file_that_only_its_owner_may_read() throws IOException {
      leave();

      assertEquals(List.of("handover"), files());
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(file(), LinkOption.NOFOLLOW_LINKS)));
    }

    @Test
    void writes_nothing_if_there_are_no_topics() throws IOException {
      handover().leave(node("room"), Appendix.NONE);

      assertEquals(List.of(), files());
    }

    @Test
    void goes_on_if_it_cannot_write() throws IOException {
      Files.createDirectories(folder.resolve("handover.new/in-the-way"));

      leave();

      assertEquals(List.of("handover.new"), files());
    }
  }

  @Nested
  class Taking {
    @Test
    void goes_on_with_what_was_left() throws IOException {
      leave();

      assertEquals("Tea", topicOf(next()).title());
      assertEquals(List.of(), files());
    }

    @Test
    void finds_nothing_the_second_time() {
      leave();
      var _ = next();

      assertEquals(0, next().topics());
    }

    @Test
    void finds_nothing_after_a_run_that_was_killed_when_somebody_may_have_been_in()
        throws IOException {
      leave();
      Handover killed = handover();
      killed.take(node("room", "counted"), Appendix.NONE);
      killed.claim();

      assertEquals(0, next().topics());
      assertEquals(List.of(), files());
    }

    @Test
    void finds_it_again_after_a_start_that_was_killed_before() {
      leave();
      handover().take(node("room", "counted"), Appendix.NONE);

      assertEquals("Tea", topicOf(next()).title());
    }

    @Test
    void finds_it_again_after_a_start_that_could_let_nobody_in() {
      leave();
      Handover failing = handover();
      failing.take(node("room", "counted"), Appendix.NONE);
      failing.claim();
      failing.putBack();

      assertEquals("Tea", topicOf(next()).title());
    }

    @Test
    void keeps_the_values_of_an_extensions_slots() {
      TopicName counted = new TopicName("counted:1");
      Cluster before = node("counted");
      Sitting.in(before, counted);
      Command count = new Command.Custom("count", Payload.EMPTY);
      var _ = done(before, counted, count);
      handover().leave(before, Appendix.NONE);

      Outcome second = done(next(), counted, count);

      assertEquals(new Outcome.Custom("ok", Payload.of("count", 2L)), second);
    }

    @Test
    void leaves_out_topics_of_kinds_that_are_not_served() throws IOException {
      leave();
      Cluster after = node("counted");
      handover().take(after, Appendix.NONE);

      assertEquals(0, after.topics());
    }
  }

  @Nested
  class A_file_is_kept_aside_and_not_used {
    @Test
    void if_it_is_not_whole_wherever_it_ends() throws IOException {
      leave();
      byte[] whole = Files.readAllBytes(file());
      for (int length = 0; length < whole.length; length += 7) {
        Files.write(file(), Arrays.copyOf(whole, length));
        assertRejected();
      }
    }

    @Test
    void if_any_byte_was_changed() throws IOException {
      leave();
      byte[] whole = Files.readAllBytes(file());
      for (int at = 0; at < whole.length; at += 11) {
        byte[] changed = whole.clone();
        changed[at] ^= 1;
        Files.write(file(), changed);
        assertRejected();
      }
    }

    @Test
    void if_it_is_of_another_version() throws IOException {
      leave();
      byte[] newer = Files.readAllBytes(file());
      ByteBuffer.wrap(newer).putInt("hubbub hand-over".length(), CborWriter.VERSION + 1);
      Files.write(file(), newer);

      assertRejected();
    }

    @Test
    void if_it_was_written_with_another_secret() throws IOException {
      Cluster before = node("room");
      Sitting.in(before, TOPIC);
      handover(key("another")).leave(before, Appendix.NONE);

      assertRejected();
    }

    @Test
    void if_it_is_older_than_ten_minutes() throws IOException {
      leave();
      pass(Duration.ofMinutes(10).plusSeconds(1), now.boot());

      assertRejected();
    }

    @Test
    void if_the_machine_was_started_since_and_its_clock_went_back() throws IOException {
      leave();
      pass(Duration.ofHours(-1), "another start");

      assertRejected();
    }

    @Test
    void if_it_is_something_else() throws IOException {
      Files.writeString(file(), "not ours");
      assertRejected();
    }

    @Test
    void if_it_is_no_file() throws IOException {
      Files.createDirectory(file());
      assertRejected();
    }

    @Test
    void if_it_is_a_link() throws IOException {
      leave();
      Files.move(file(), folder.resolve("elsewhere"));
      Files.createSymbolicLink(file(), folder.resolve("elsewhere"));

      assertEquals(0, next().topics());
      assertTrue(Files.exists(folder.resolve("handover.rejected"), LinkOption.NOFOLLOW_LINKS));
    }
  }

  /// Leaves a text, and remembers what it was given.
  private static final class Note implements Appendix {
    private final String text;
    private String taken = "";

    Note(String text) {
      this.text = text;
    }

    @Override
    public byte[] leave() {
      return text.getBytes(UTF_8);
    }

    @Override
    public void take(byte[] bytes) throws Unreadable {
      taken = new String(bytes, UTF_8);
      if (taken.equals("unreadable")) {
        int _ = new CborReader(bytes, SlotTypes.NONE).version();
      }
    }
  }

  @Nested
  class An_appendix {
    private String taken() {
      Note after = new Note("");
      handover().take(node("room"), after);
      return after.taken;
    }

    @Test
    void crosses_with_the_topics() {
      Cluster before = node("room");
      Sitting.in(before, TOPIC);
      handover().leave(before, new Note("Tea"));

      assertEquals("Tea", taken());
    }

    @Test
    void crosses_without_any() {
      handover().leave(node("room"), new Note("Tea"));

      assertEquals("Tea", taken());
    }

    @Test
    void that_cannot_be_read_costs_no_topic() throws IOException {
      Cluster before = node("room");
      Sitting.in(before, TOPIC);
      handover().leave(before, new Note("unreadable"));

      Cluster after = node("room");
      handover().take(after, new Note(""));
      assertEquals(1, after.topics());
      assertEquals(List.of("handover"), files());
    }

    @Test
    void is_not_in_what_older_releases_leave() throws IOException {
      now = new Moment(1_800_000_000_000L, 1_000_000_000L, "boot");
      try (InputStream golden = getClass().getResourceAsStream("v1.hex")) {
        String hex = new String(golden.readAllBytes(), UTF_8).strip();
        Files.write(file(), HexFormat.of().parseHex(hex));
      }
      Note note = new Note("");
      Cluster after = node("room");
      Handover handover = handover();
      handover.take(after, note);
      after.resume();

      assertEquals("", note.taken);
      assertEquals("Tea", topicOf(after).title());
    }
  }

  private void pass(Duration time, String boot) {
    now = new Moment(now.epochMillis() + time.toMillis(), now.nanos() + time.toNanos(), boot);
  }

  @Nested
  class If_the_clock_was_set {
    /// What is left of quiet mode a minute after the topic was left, by a clock that was set.
    private Duration leftAfterSetting(Duration by) throws Exception {
      leave();
      Duration minute = Duration.ofMinutes(1);
      now =
          new Moment(
              now.epochMillis() + minute.plus(by).toMillis(),
              now.nanos() + minute.toNanos(),
              now.boot());
      Cluster after = node("room");
      List<SavedTopic> found = new ArrayList<>();
      try (FileChannel file = FileChannel.open(file())) {
        var _ =
            new HandoverReader(file, new HandoverKey(KEY), KindSlots.none())
                .read(now, after, Appendix.NONE);
      }
      after.save(found::add).toCompletableFuture().join();
      long until = found.getFirst().image().modes().quiet().orElseThrow().untilAt().orElseThrow();
      return Duration.ofMillis(until - now.epochMillis());
    }

    private static void assertNineMinutes(Duration left) {
      assertTrue(left.minusMinutes(9).abs().toSeconds() < 30, left::toString);
    }

    @Test
    void back_by_an_hour_deadlines_go_back_with_it() throws Exception {
      assertNineMinutes(leftAfterSetting(Duration.ofHours(-1)));
    }

    @Test
    void forward_by_an_hour_deadlines_go_forward_with_it() throws Exception {
      assertNineMinutes(leftAfterSetting(Duration.ofHours(1)));
    }

    @Test
    void by_a_little_deadlines_stay_as_clients_know_them() {
      Moment before = now;

      assertEquals(0, at(before, 1_500).clockSetMillis(before, Duration.ZERO));
      assertEquals(2_000, at(before, 2_000).clockSetMillis(before, Duration.ZERO));
    }

    private static Moment at(Moment before, long millisLater) {
      return new Moment(before.epochMillis() + millisLater, before.nanos(), before.boot());
    }
  }

  @Nested
  class A_moment {
    @TempDir private Path proc;

    private Moment at(String uptime) throws IOException {
      Path boot = proc.resolve("sys/kernel/random/boot_id");
      Files.createDirectories(boot.getParent());
      Files.writeString(boot, "boot\n");
      Files.writeString(proc.resolve("uptime"), uptime);
      return Moment.now(proc);
    }

    @Test
    void knows_when_the_machine_was_started() {
      assertFalse(Moment.now().boot().isEmpty());
      assertEquals(Moment.now().boot(), Moment.now().boot());
    }

    @Test
    void is_later_by_the_time_that_the_machine_slept() throws IOException {
      Moment before = at("100.50 33.10\n");

      assertEquals(Optional.of(Duration.ofHours(3)), at("10900.50 33.20\n").since(before));
    }

    @Test
    void is_measured_by_the_clock_where_the_system_does_not_count() throws IOException {
      Moment before = at("100.50 33.10\n");
      Moment after = at("5.00 1.00\n"); // as in a container that was started again

      assertTrue(after.since(before).orElseThrow().toMinutes() < 1);
      assertEquals("", at("soon").boot());
    }
  }
}
