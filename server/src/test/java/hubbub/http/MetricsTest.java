package hubbub.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What `/metrics` shows for a whole server.
class MetricsTest {
  @AutoClose private final HttpClient http = HttpClient.newHttpClient();
  @AutoClose private final TestServer server = TestServer.start("hubbub.kinds.room.linger", "0s");
  private final String topic = "room:metrics";

  /// All values by name and labels.
  private Map<String, Double> metrics() {
    return lines()
        .filter(Predicate.not(line -> line.startsWith("#")))
        .map(line -> line.split(" (?=[^ ]+$)", 2))
        .collect(Collectors.toMap(words -> words[0], words -> Double.valueOf(words[1])));
  }

  private Stream<String> lines() {
    URI address = URI.create("http://127.0.0.1:" + server.port() + "/metrics");
    try {
      return http.send(
              HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
          .body()
          .lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private double metric(String name) {
    return Objects.requireNonNull(metrics().get(name), name);
  }

  private void becomes(String name, double value) {
    await().untilAsserted(() -> assertEquals(value, metric(name), name));
  }

  private PhoenixClient connect(String name) {
    return PhoenixClient.connect(server.port(), name);
  }

  @Test
  void connections_memberships_and_topics_come_and_go() {
    becomes("hubbub_connections", 0);
    try (var ann = connect("ann")) {
      ann.joined(topic);
      ann.joined(topic + "2");
      try (var bob = connect("bob")) {
        bob.joined(topic);
        bob.joined(topic);
        becomes("hubbub_connections", 2);
        becomes("hubbub_memberships", 3);
        becomes("hubbub_topics", 2);
      }
      becomes("hubbub_memberships", 2);
      ann.ask(topic, "phx_leave", "{}");
      becomes("hubbub_topics", 1);
      becomes("hubbub_births_total", 2);
      becomes("hubbub_deaths_total", 1);
    }
    becomes("hubbub_connections", 0);
    becomes("hubbub_memberships", 0);
    becomes("hubbub_topics", 0);
    becomes("hubbub_deaths_total", 2);
  }

  @Test
  void messages_count_once_and_deliveries_once_per_member() {
    try (var ann = connect("ann");
        var bob = connect("bob")) {
      ann.joined(topic);
      String id = bob.joined(topic).at("/me/id").asText();
      ann.next(frame -> frame.payload().at("/joins").has(id));
      bob.next(frame -> frame.payload().at("/joins").has(id));
      double before = metric("hubbub_deliveries_total");
      ann.ask(topic, "send", "{\"body\":\"one\"}");
      ann.ask(topic, "send", "{\"body\":\"two\"}");
      becomes("hubbub_messages_in_total", 2);
      becomes("hubbub_deliveries_total", before + 4);
    }
  }

  @Test
  void messages_run_no_statement_of_the_store() {
    try (var ann = connect("ann")) {
      double before = metric("hubbub_store_statements_total");
      ann.joined(topic);
      for (int i = 0; i < 20; i++) {
        ann.ask(topic, "send", "{\"body\":\"again\"}");
      }
      becomes("hubbub_messages_in_total", 20);
      assertEquals(before, metric("hubbub_store_statements_total"));
    }
  }

  @Test
  void the_store_is_up() {
    becomes("hubbub_store_up", 1);
    becomes("hubbub_store_queue", 0);
    becomes("hubbub_store_failures_total", 0);
    becomes("hubbub_store_audit_lost_total", 0);
  }

  @Test
  void refusals_count_by_reason_whoever_refused() {
    try (var ann = connect("ann");
        var bob = connect("bob");
        var other = connect("ann")) {
      ann.joined(topic);
      bob.joined(topic);
      other.join(topic, "{}");
      bob.ask(topic, "send", "{\"body\":\"\"}");
      bob.ask(topic, "set_title", "{\"title\":\"x\"}");
      bob.ask("nosuchkind:x", "send", "{}");
      becomes("hubbub_refusals_total{reason=\"nick_taken\"}", 1);
      becomes("hubbub_refusals_total{reason=\"empty\"}", 1);
      becomes("hubbub_refusals_total{reason=\"rank_too_low\"}", 1);
      becomes("hubbub_refusals_total{reason=\"unmatched topic\"}", 1);
      assertFalse(
          metrics().containsKey("hubbub_refusals_total{reason=\"spam\"}"), "it never occurred");
    }
  }

  @Test
  void a_topic_that_crashed_is_not_counted_for_ever() {
    try (var ann = connect("ann")) {
      ann.joined("conformance:metrics");
      ann.push("null", "conformance:metrics", "crash_later", "{}");
      ann.next(frame -> frame.event().equals("phx_error"));
      becomes("hubbub_topic_crashes_total", 1);
    }
    becomes("hubbub_topics", 0);
  }

  @Test
  void the_age_of_mailboxes_is_the_longest_wait_since_the_last_scrape() {
    try (var ann = connect("ann")) {
      ann.joined(topic);
      assertTrue(metric("hubbub_mailbox_age_seconds") > 0);
      await().untilAsserted(() -> assertEquals(0, metric("hubbub_mailbox_age_seconds")));
    }
  }

  @Test
  void each_says_what_it_is() {
    List<String> helps = lines().filter(line -> line.startsWith("# HELP ")).toList();
    assertTrue(helps.size() > 20, helps::toString);
    helps.forEach(help -> assertTrue(help.matches("# HELP \\S+ \\S.{10,}"), help));
  }

  @Test
  void the_process_and_its_jvm_are_among_them() {
    assertAll(
        Stream.of(
                "jvm_memory_used_bytes",
                "jvm_memory_committed_bytes",
                "jvm_gc_pause_seconds_max",
                "jvm_gc_live_data_size_bytes",
                "jvm_threads_live_threads",
                "process_cpu_usage",
                "process_files_open_files",
                "process_files_max_files",
                "process_uptime_seconds")
            .map(name ->
                () -> {
                  System.gc();
                  await()
                      .untilAsserted(() ->
                          assertTrue(
                              metrics().keySet().stream().anyMatch(key -> key.startsWith(name)),
                              name));
                }));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void resident_memory_is_what_the_system_says() {
    double bytes = metric("process_resident_memory_bytes");
    assertTrue(bytes > 30e6 && bytes < 30e9, "bytes: " + bytes);
  }

  @Test
  void the_build_names_version_and_java() {
    String series =
        metrics().keySet().stream()
            .filter(key -> key.startsWith("hubbub_build_info{"))
            .findFirst()
            .orElseThrow();
    assertTrue(series.matches(".*[{,]version=\"\\d+\\.\\d+\\.\\d+[^\"]*\".*"), series);
    assertTrue(series.contains("java=\"" + System.getProperty("java.version") + "\""), series);
    assertEquals(1, metric(series));
  }
}
