package hubbub.http;

import static hubbub.http.LoneWeb.header;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page's files, over real sockets.
class PageServerTest {
  private static final String SAMPLE = "/assets/sample-Cr8Yr5nn.js";

  @AutoClose private final LoneWeb web;

  PageServerTest() throws Web.CannotListen {
    web = new LoneWeb();
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return web.get(path, headers);
  }

  @Test
  void is_there_with_a_strict_policy() throws IOException, InterruptedException {
    HttpResponse<String> response = get("/");
    assertAll(
        () -> assertEquals(200, response.statusCode()),
        () -> assertTrue(header(response, "Content-Type").startsWith("text/html")),
        () -> assertTrue(response.body().contains("Hubbub")),
        () -> assertTrue(header(response, "Date").endsWith(" GMT")),
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
  void a_file_with_a_hash_in_its_name_is_kept_for_good() throws IOException, InterruptedException {
    HttpResponse<String> response = get("/assets/sample-Cr8Yr5nn.js");
    assertAll(
        () -> assertEquals(200, response.statusCode()),
        () -> assertTrue(header(response, "Content-Type").contains("javascript")),
        () ->
            assertEquals("public, max-age=31536000, immutable", header(response, "Cache-Control")),
        () -> assertEquals("*", header(response, "Access-Control-Allow-Origin")));
  }

  @Test
  void the_element_is_for_any_site_and_revalidated() throws IOException, InterruptedException {
    HttpResponse<String> response = get("/assets/hubbub-room.js");
    assertAll(
        () -> assertEquals(200, response.statusCode()),
        () -> assertEquals("no-cache", header(response, "Cache-Control")),
        () -> assertEquals("*", header(response, "Access-Control-Allow-Origin")));
  }

  @Test
  void takes_no_file_descriptor_per_request() throws IOException, InterruptedException {
    get("/");
    long before = openDescriptors();
    for (int i = 0; i < 2000; i++) {
      assertEquals(200, get("/").statusCode());
    }
    assertTrue(openDescriptors() < before + 100, openDescriptors() + " are open");
  }

  private static long openDescriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", SAMPLE})
  void is_not_sent_again_to_who_has_it(String path) throws IOException, InterruptedException {
    String tag = header(get(path), "ETag");
    HttpResponse<String> again = get(path, "If-None-Match", "\"other\", W/" + tag);
    assertAll(
        () -> assertEquals(304, again.statusCode()),
        () -> assertEquals("", again.body()),
        () -> assertEquals(tag, header(again, "ETag")),
        () -> assertEquals("Accept-Encoding", header(again, "Vary")),
        () -> assertEquals(200, get(path, "If-None-Match", "\"other\"").statusCode()));
  }

  @Test
  void is_sent_as_the_build_compressed_it() throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        web.client.send(
            web.request(SAMPLE).header("Accept-Encoding", "gzip, deflate").build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertEquals("gzip", header(response, "Content-Encoding"));
    assertEquals(
        get(SAMPLE).body(),
        new String(
            new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes(),
            StandardCharsets.UTF_8));
    assertTrue(!header(response, "ETag").equals(header(get(SAMPLE), "ETag")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", "gzip;q=0", "gzip; Q=0.00, deflate", "xgzip", "*;q=0"})
  void is_sent_as_it_is_to_who_wants_no_compression(String acceptEncoding)
      throws IOException, InterruptedException {
    HttpResponse<String> response = get(SAMPLE, "Accept-Encoding", acceptEncoding);
    assertEquals("", header(response, "Content-Encoding"));
    assertTrue(response.body().contains("export const sample"));
  }
}
