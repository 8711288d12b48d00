package hubbub.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.gateway.Loops;
import hubbub.session.Cidr;
import hubbub.session.Proxies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The HTTP server over real sockets, with topics of the test's own behind it.
class WebTest {
  private static final List<Cidr> LOOPBACK = List.of(Cidr.parse("127.0.0.0/8"));

  private final HttpClient client = HttpClient.newHttpClient();
  private final StandingTopics topics = new StandingTopics();
  private final Loops loops = Loops.open("auto", OptionalInt.of(1));
  private final AtomicBoolean isReady = new AtomicBoolean(true);
  private Web web;

  @BeforeEach
  void start() throws Web.CannotListen {
    web = listen(0);
  }

  private Web listen(int port) throws Web.CannotListen {
    Facts facts =
        new Facts(
            topics,
            kind -> kind.equals("lounge"),
            isReady::get,
            () -> "hubbub_births_total 3.0\n",
            new Proxies(LOOPBACK),
            LOOPBACK);
    Web prepared =
        Web.prepare(
            new Web.Listening(
                "127.0.0.1", port, Optional.empty(), loops.group(), loops.transport()));
    prepared.listen(_ -> {}, facts);
    return prepared;
  }

  @AfterEach
  void stop() {
    web.close();
    loops.close();
    client.close();
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Nested
  class Listening {
    @Test
    void says_why_it_cannot() {
      Web.CannotListen fault = assertThrows(Web.CannotListen.class, () -> listen(web.port()));
      assertTrue(String.valueOf(fault.getMessage()).contains("in use"));
    }

    @Test
    void a_second_server_stands_beside_the_first()
        throws Web.CannotListen, IOException, InterruptedException {
      try (Web other = listen(0)) {
        assertTrue(other.port() != web.port());
        assertEquals(200, get("/health/live").statusCode());
      }
    }
  }

  @Nested
  class Health {
    @Test
    void is_live_as_soon_as_it_answers() throws IOException, InterruptedException {
      isReady.set(false);
      assertEquals(200, get("/health/live").statusCode());
    }

    @Test
    void is_ready_when_topics_can_be_joined() throws IOException, InterruptedException {
      assertEquals(200, get("/health/ready").statusCode());
      isReady.set(false);
      assertEquals(503, get("/health/ready").statusCode());
    }
  }

  @Nested
  class Metrics {
    @Test
    void are_in_the_text_format_of_prometheus() throws IOException, InterruptedException {
      HttpResponse<String> response = get("/metrics");
      assertEquals("hubbub_births_total 3.0\n", response.body());
      assertTrue(header(response, "Content-Type").startsWith("text/plain; version=0.0.4"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/metrics",
          "/metrics/",
          "/metrics?",
          "/metrics/?x=y",
          "/health/live",
          "/health/live/",
          "/health/ready",
          "/health/ready/"
        })
    void are_not_for_those_behind_the_proxy(String path) throws IOException, InterruptedException {
      assertEquals(403, get(path, "X-Forwarded-For", "203.0.113.7").statusCode());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "//metrics",
          "/metrics//",
          "/%6detrics",
          "/metrics%2f",
          "/./metrics",
          "/metrics;x"
        })
    void are_not_there_by_any_other_spelling(String path) throws IOException, InterruptedException {
      HttpResponse<String> response = get(path, "X-Forwarded-For", "203.0.113.7");
      assertFalse(response.body().contains("hubbub_"), response.body());
    }

    @Test
    void are_not_for_those_who_only_claim_to_be_near() throws IOException, InterruptedException {
      assertEquals(403, get("/metrics", "X-Forwarded-For", "127.0.0.1, 203.0.113.7").statusCode());
    }
  }

  @Nested
  class Topics {
    @Test
    void are_those_of_listed_kinds_by_name() throws IOException, InterruptedException {
      topics.stand("lounge:b", "Bee", 2);
      topics.stand("lounge:a", "", 1);
      topics.stand("room:secret", "", 1);
      assertEquals(
          "{\"topics\":[{\"name\":\"lounge:a\",\"title\":\"\",\"members\":1},"
              + "{\"name\":\"lounge:b\",\"title\":\"Bee\",\"members\":2}]}",
          get("/api/topics").body());
    }

    @Test
    void are_never_those_that_are_locked() throws IOException, InterruptedException {
      topics.standLocked("lounge:password", true, false);
      topics.standLocked("lounge:members", false, true);
      assertEquals("{\"topics\":[]}", get("/api/topics").body());
    }

    @Test
    void come_in_pages() throws IOException, InterruptedException {
      topics.stand("lounge:a", "", 1);
      topics.stand("lounge:b", "", 1);
      topics.stand("lounge:c", "", 1);
      String first = get("/api/topics?limit=2").body();
      assertTrue(first.endsWith("\"next\":\"lounge:b\"}"), first);
      String second = get("/api/topics?limit=2&after=lounge:b").body();
      assertTrue(second.contains("lounge:c") && !second.contains("next"), second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "x"})
    void come_in_pages_of_no_other_size(String limit) throws IOException, InterruptedException {
      HttpResponse<String> response = get("/api/topics?limit=" + limit);
      assertEquals(400, response.statusCode());
      assertTrue(response.body().contains("\"reason\":"), response.body());
    }
  }

  @Nested
  class Page {
    @Test
    void is_there_with_a_strict_policy() throws IOException, InterruptedException {
      HttpResponse<String> response = get("/");
      assertAll(
          () -> assertEquals(200, response.statusCode()),
          () -> assertTrue(header(response, "Content-Type").startsWith("text/html")),
          () -> assertTrue(response.body().contains("Hubbub")),
          () ->
              assertEquals(
                  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                      + " img-src 'self' data:; font-src 'self'; manifest-src 'self';"
                      + " base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
                  header(response, "Content-Security-Policy")),
          () -> assertEquals("nosniff", header(response, "X-Content-Type-Options")),
          () -> assertEquals("no-referrer", header(response, "Referrer-Policy")),
          () -> assertEquals("no-cache", header(response, "Cache-Control")));
    }

    @Test
    void a_file_with_a_hash_in_its_name_is_kept_for_good()
        throws IOException, InterruptedException {
      HttpResponse<String> response = get("/assets/sample-Cr8Yr5nn.js");
      assertAll(
          () -> assertEquals(200, response.statusCode()),
          () -> assertTrue(header(response, "Content-Type").contains("javascript")),
          () ->
              assertEquals(
                  "public, max-age=31536000, immutable", header(response, "Cache-Control")),
          () -> assertEquals("*", header(response, "Access-Control-Allow-Origin")));
    }

    @Test
    void the_element_is_for_any_site_and_asked_for_anew() throws IOException, InterruptedException {
      HttpResponse<String> response = get("/assets/hubbub-room.js");
      assertAll(
          () -> assertEquals(200, response.statusCode()),
          () -> assertEquals("no-cache", header(response, "Cache-Control")),
          () -> assertEquals("*", header(response, "Access-Control-Allow-Origin")));
    }
  }

  @Nested
  class Refusing {
    @ParameterizedTest
    @CsvSource({
      "/none, 404, not_found",
      "/assets/none-Cr8Yr5nn.js, 404, not_found",
      "/..%2f..%2fetc%2fpasswd, 404, not_found"
    })
    void is_one_word_in_json_whoever_asks(String path, int status, String reason)
        throws IOException, InterruptedException {
      for (String accept : List.of("*/*", "text/html", "application/json")) {
        HttpResponse<String> response = get(path, "Accept", accept);
        assertEquals(status, response.statusCode());
        assertEquals("{\"reason\":\"" + reason + "\"}", response.body());
        assertEquals("no-cache", header(response, "Cache-Control"));
      }
    }

    @Test
    void a_body_that_is_too_big() throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + "/api/topics"))
              .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1 << 20]))
              .build();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      assertTrue(Map.of(413, "", 405, "").containsKey(status), "status " + status);
    }
  }
}
