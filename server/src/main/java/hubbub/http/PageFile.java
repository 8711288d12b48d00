package hubbub.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One file of the page, in memory: its content type, and its content as it is and in the codings
/// that the build made. Any thread.
record PageFile(String contentType, List<Form> forms) {
  /// The codings that the build makes, each with its file name's ending; the best comes first.
  enum Coding {
    BROTLI("br", ".br"),
    GZIP("gzip", ".gz"),
    IDENTITY("", "");

    private final String word;
    private final String ending;

    Coding(String word, String ending) {
      this.word = word;
      this.ending = ending;
    }

    /// The word for it in `Accept-Encoding` and `Content-Encoding`.
    String word() {
      return word;
    }

    String ending() {
      return ending;
    }
  }

  /// The content in one coding. `tag` is its entity tag (RFC 9110 §8.8.3), with the quotes.
  record Form(Coding coding, byte[] content, String tag) {}

  PageFile {
    forms = List.copyOf(forms);
  }

  /// The best form for a client that sends these lines of `Accept-Encoding`. One that asks for no
  /// coding, or refuses all, gets the content as it is.
  Form formFor(List<String> acceptEncoding) {
    return forms.stream()
        .filter(form -> isAccepted(form.coding(), acceptEncoding))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isAccepted(Coding coding, List<String> acceptEncoding) {
    return coding == Coding.IDENTITY
        || acceptEncoding.stream()
            .flatMap(line -> Arrays.stream(line.split(",")))
            .map(String::strip)
            .anyMatch(entry ->
                entry.split(";", 2)[0].strip().equalsIgnoreCase(coding.word())
                    && !entry.matches(".*;\\s*[qQ]=0(\\.0*)?\\s*"));
  }

  /// Whether a client that sends this `If-None-Match` already has `form` (RFC 9110 §13.1.2).
  static boolean isKnown(Form form, Optional<String> ifNoneMatch) {
    return ifNoneMatch.stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(entry -> entry.strip().replaceFirst("^W/", ""))
        .anyMatch(entry -> entry.equals("*") || entry.equals(form.tag()));
  }
}
