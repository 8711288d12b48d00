package hubbub.http;

import io.micronaut.http.MediaType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The error page for people. Its style is inline, so that it needs no other file wherever it is
/// served; a hash in its policy allows only that style.
final class ProblemPage {
  static final MediaType TYPE = MediaType.of("text/html; charset=utf-8");

  private static final String STYLE =
      """

          :root { color-scheme: light dark; }
          body {
            display: grid; place-content: center; min-height: 100vh; margin: 0; padding: 1.2em;
            box-sizing: border-box; line-height: 1.45; text-align: center;
            font-family: ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
            color: light-dark(#23262a, #e9e6e1); background: light-dark(#f6f4f0, #15181b);
          }
          h1 { margin: 0; font-size: 2rem; letter-spacing: -0.02em; }
          p { margin: 0.5rem 0 1.8rem; font-size: 1.05rem; color: light-dark(#5f646b, #a3abb3); }
          a { color: light-dark(#17695f, #6fcdbd); font-weight: 600; }
      """;

  /// The page's Content-Security-Policy: a browser may load nothing.
  static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  private ProblemPage() {}

  /// The page for a request of `path`. Its link to Hubbub's start page is relative, so that it
  /// works below any path that a proxy adds. `title` and `detail` must be our own text: they are
  /// not escaped.
  static String html(String path, String title, String detail) {
    String start =
        "./" + "../".repeat(Math.max(0, (int) path.chars().filter(c -> c == '/').count() - 1));
    return """
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>%1$s – Hubbub</title>
        <style>%2$s</style>
      </head>
      <body>
        <main>
          <h1>%1$s</h1>
          <p>%3$s</p>
          <a href="%4$s">To the start of Hubbub</a>
        </main>
      </body>
    </html>
    """
        .formatted(title, STYLE, detail, start);
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
