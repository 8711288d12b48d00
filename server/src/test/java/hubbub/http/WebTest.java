package hubbub.http;

import static hubbub.http.LoneWeb.header;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The HTTP server over real sockets, with the test's own topics behind it.
class WebTest {
  @AutoClose private final LoneWeb web;

  WebTest() throws Web.CannotListen {
    web = new LoneWeb();
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return web.get(path, headers);
  }

  @Nested
  class Listening {
    @Test
    void says_why_it_cannot() {
      Web.CannotListen fault = assertThrows(Web.CannotListen.class, () -> web.listen(web.port()));
      assertTrue(String.valueOf(fault.getMessage()).contains("in use"));
    }

    @Test
    void a_second_server_runs_next_to_the_first()
        throws Web.CannotListen, IOException, InterruptedException {
      try (Web other = web.listen(0)) {
        assertTrue(other.port() != web.port());
        assertEquals(200, get("/health/live").statusCode());
      }
    }
  }

  @Nested
  class Health {
    @ParameterizedTest
    @EnumSource
    void is_live_as_soon_as_it_answers(HttpContext.Phase now)
        throws IOException, InterruptedException {
      web.phase.set(now);
      HttpResponse<String> response = get("/health/live");
      assertEquals(200, response.statusCode());
      assertEquals("{\"status\":\"up\"}", response.body());
    }

    @ParameterizedTest
    @CsvSource({"STARTING, 503, starting", "UP, 200, up", "STOPPING, 503, stopping"})
    void is_ready_while_topics_can_be_joined(HttpContext.Phase now, int status, String word)
        throws IOException, InterruptedException {
      web.phase.set(now);
      HttpResponse<String> response = get("/health/ready");
      assertEquals(status, response.statusCode());
      assertEquals("{\"status\":\"" + word + "\",\"store\":\"up\"}", response.body());
    }

    @ParameterizedTest
    @CsvSource({"UP, up", "DOWN, down", "NONE, none"})
    void is_ready_without_its_store_but_says_so(HttpContext.StoreState now, String word)
        throws IOException, InterruptedException {
      web.phase.set(HttpContext.Phase.UP);
      web.store.set(now);
      HttpResponse<String> response = get("/health/ready");
      assertEquals(200, response.statusCode());
      assertEquals("{\"status\":\"up\",\"store\":\"" + word + "\"}", response.body());
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

    @Test
    void are_gathered_on_a_thread_that_does_nothing_else()
        throws IOException, InterruptedException {
      web.metrics.set(() -> Thread.currentThread().threadId() + " " + isOfMetrics());
      String first = get("/metrics").body();
      for (int i = 0; i < 10; i++) {
        assertEquals(200, get("/api/topics").statusCode());
        assertEquals(first, get("/metrics").body());
      }
      assertTrue(first.endsWith(" true"), first);
    }

    /// Whether this is a platform thread that no event loop uses.
    private static boolean isOfMetrics() {
      return !Thread.currentThread().isVirtual()
          && !Thread.currentThread().getName().startsWith("hubbub-loop");
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
    void are_not_served_under_any_other_spelling(String path)
        throws IOException, InterruptedException {
      HttpResponse<String> response = get(path, "X-Forwarded-For", "203.0.113.7");
      assertFalse(response.body().contains("hubbub_"), response.body());
    }

    @ParameterizedTest
    @CsvSource({"X-Real-IP, 203.0.113.7", "Via, 1.1 nginx", "X-Forwarded-For, unknown"})
    void are_not_for_those_behind_a_proxy_that_does_not_name_its_clients(
        String header, String value) throws IOException, InterruptedException {
      HttpResponse<String> response = get("/metrics", header, value);
      assertEquals(403, response.statusCode());
      assertTrue(response.body().contains("X-Forwarded-For"), response.body());
      assertEquals(403, get("/health/live", header, value).statusCode());
    }

    @Test
    void are_not_for_those_who_only_claim_to_be_near() throws IOException, InterruptedException {
      for (String hops :
          List.of(
              "127.0.0.1, 203.0.113.7",
              "8.8.8.8, garbage",
              "8.8.8.8, garbage, 127.0.0.1",
              "127.0.0.1, , 127.0.0.1")) {
        assertEquals(403, get("/metrics", "X-Forwarded-For", hops).statusCode(), hops);
      }
    }
  }

  @Nested
  class Topics {
    @Test
    void are_those_of_listed_kinds_by_name() throws IOException, InterruptedException {
      web.topics.stand("lounge:b", "Bee", 2);
      web.topics.stand("lounge:a", "", 1);
      web.topics.stand("room:secret", "", 1);
      assertEquals(
          "{\"topics\":[{\"name\":\"lounge:a\",\"title\":\"\",\"members\":1},"
              + "{\"name\":\"lounge:b\",\"title\":\"Bee\",\"members\":2}]}",
          get("/api/topics").body());
    }

    @Test
    void are_never_those_that_are_locked() throws IOException, InterruptedException {
      web.topics.standLocked("lounge:password", true, false);
      web.topics.standLocked("lounge:members", false, true);
      assertEquals("{\"topics\":[]}", get("/api/topics").body());
    }

    @Test
    void come_in_pages() throws IOException, InterruptedException {
      web.topics.stand("lounge:a", "", 1);
      web.topics.stand("lounge:b", "", 1);
      web.topics.stand("lounge:c", "", 1);
      String first = get("/api/topics?limit=2").body();
      assertTrue(first.endsWith("\"next\":\"lounge:b\"}"), first);
      String second = get("/api/topics?limit=2&after=lounge:b").body();
      assertTrue(second.contains("lounge:c") && !second.contains("next"), second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "x", "", "+5", "1e1", "99999999999", "050"})
    void come_in_pages_of_no_other_size(String limit) throws IOException, InterruptedException {
      HttpResponse<String> response = get("/api/topics?limit=" + limit);
      assertEquals(400, response.statusCode());
      assertEquals(
          "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
              + "\"detail\":\"The limit must be a whole number from 1 to 200.\","
              + "\"reason\":\"invalid\",\"field\":\"limit\","
              + "\"expected\":\"a whole number from 1 to 200\"}",
          withOrderedKeys(response.body()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "9", "10", "99", "100", "199", "200"})
    void come_in_pages_of_any_size_up_to_the_most(String limit)
        throws IOException, InterruptedException {
      assertEquals(200, get("/api/topics?limit=" + limit).statusCode());
    }

    /// Puts the last two keys into a fixed order; they arrive in either.
    private static String withOrderedKeys(String body) {
      return body.replaceFirst("(\"expected\":\"[^\"]*\"),(\"field\":\"[^\"]*\")", "$2,$1");
    }
  }

  @Nested
  class Refusing {
    private static final String BROWSER =
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8";

    private HttpResponse<String> ask(String method, String path, String accept)
        throws IOException, InterruptedException {
      return web.client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .header("Accept", accept)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }

    private static void assertProblem(
        int status, String title, String reason, HttpResponse<String> response) {
      assertAll(
          response.body(),
          () -> assertEquals(status, response.statusCode()),
          () -> assertEquals("application/problem+json", header(response, "Content-Type")),
          () -> assertEquals("no-cache", header(response, "Cache-Control")),
          () -> assertEquals("nosniff", header(response, "X-Content-Type-Options")),
          () -> assertTrue(header(response, "Content-Security-Policy").contains("'none'")),
          () ->
              assertTrue(
                  response
                      .body()
                      .startsWith(
                          "{\"type\":\"about:blank\",\"title\":\""
                              + title
                              + "\",\"status\":"
                              + status
                              + ",\"detail\":\"")),
          () -> assertTrue(response.body().endsWith("\"reason\":\"" + reason + "\"}")));
    }

    @ParameterizedTest
    @CsvSource({
      "GET, /none, */*, 404, Not Found, not_found",
      "GET, /none, application/json, 404, Not Found, not_found",
      "GET, /none, 'application/json, text/html;q=0.9', 404, Not Found, not_found",
      "GET, /health, */*, 404, Not Found, not_found",
      "GET, /assets/none-Cr8Yr5nn.js, */*, 404, Not Found, not_found",
      "GET, /..%2f..%2fetc%2fpasswd, */*, 404, Not Found, not_found",
      "POST, /none, */*, 404, Not Found, not_found",
      "GET, /api/topics, image/png, 406, Not Acceptable, not_acceptable",
      "GET, /metrics, application/json, 406, Not Acceptable, not_acceptable",
      "POST, /api/topics, */*, 405, Method Not Allowed, method_not_allowed",
      "DELETE, /health/live, */*, 405, Method Not Allowed, method_not_allowed",
      "DELETE, /, */*, 405, Method Not Allowed, method_not_allowed",
      "POST, /assets/hubbub-room.js, */*, 405, Method Not Allowed, method_not_allowed",
      "OPTIONS, /, */*, 405, Method Not Allowed, method_not_allowed",
      "TRACE, /, */*, 405, Method Not Allowed, method_not_allowed",
      "BREW, /, */*, 405, Method Not Allowed, method_not_allowed"
    })
    void tells_programs_what_is_wrong(
        String method, String path, String accept, int status, String title, String reason)
        throws IOException, InterruptedException {
      HttpResponse<String> response = ask(method, path, accept);
      assertProblem(status, title, reason, response);
      if (status == 405) {
        assertTrue(header(response, "Allow").contains("GET"));
        assertTrue(header(response, "Allow").contains("HEAD"));
      }
    }

    @ParameterizedTest
    @CsvSource({
      "/nope, Not Found, ./",
      "/nope?x=<script>, Not Found, ./",
      "/a/deeper/nope, Not Found, ./../../",
      "/a/, Not Found, ./../",
      "/api/topics?limit=none, Bad Request, ./../"
    })
    void shows_a_browser_a_page_with_a_way_back(String path, String title, String start)
        throws IOException, InterruptedException {
      HttpResponse<String> response =
          ask("GET", path.replace("<", "%3C").replace(">", "%3E"), BROWSER);
      String style = response.body().replaceFirst("(?s).*<style>(.*)</style>.*", "$1");
      assertAll(
          response.body(),
          () -> assertEquals(title.equals("Not Found") ? 404 : 400, response.statusCode()),
          () -> assertEquals("text/html; charset=utf-8", header(response, "Content-Type")),
          () -> assertTrue(response.body().contains("<h1>" + title + "</h1>")),
          () -> assertTrue(response.body().contains("<a href=\"" + start + "\">")),
          () -> assertFalse(response.body().contains("script")),
          () ->
              assertEquals(
                  "default-src 'none'; style-src 'sha256-"
                      + sha256(style)
                      + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
                  header(response, "Content-Security-Policy")),
          () -> assertEquals("nosniff", header(response, "X-Content-Type-Options")));
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void never_tells_what_went_wrong_inside() throws IOException, InterruptedException {
      web.metrics.set(() -> {
        throw new IllegalStateException("the secret is hush");
      });
      for (String accept : List.of("*/*", BROWSER)) {
        HttpResponse<String> response = ask("GET", "/metrics", accept);
        assertEquals(500, response.statusCode());
        assertFalse(response.body().contains("hush"), response.body());
      }
      assertProblem(
          500, "Internal Server Error", "internal_server_error", ask("GET", "/metrics", "*/*"));
    }

    @Test
    void a_body_that_is_too_big() throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + "/api/topics"))
              .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1 << 20]))
              .build();
      int status = web.client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      assertTrue(Map.of(413, "", 405, "").containsKey(status), "status " + status);
    }
  }

  @Nested
  class Head {
    @ParameterizedTest
    @CsvSource({
      "/, 200",
      "/assets/hubbub-room.js, 200",
      "/api/topics, 200",
      "/health/ready, 200",
      "/metrics, 200",
      "/none, 404",
      "/api/topics?limit=0, 400"
    })
    void is_answered_like_get_but_without_a_body(String path, int status)
        throws IOException, InterruptedException {
      HttpResponse<String> response =
          web.client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path))
                  .HEAD()
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(status, response.statusCode());
      assertEquals("", response.body());
      assertEquals("nosniff", header(response, "X-Content-Type-Options"));
    }
  }
}
