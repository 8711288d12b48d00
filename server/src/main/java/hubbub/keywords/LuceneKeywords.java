package hubbub.keywords;

import hubbub.topic.KeywordPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// Words by Unicode's rules (UAX #29, Lucene's standard tokenizer), in lower case, without the stop
/// words of a language, links and names of hosts, numbers, and words of a single letter. Any
/// thread; each has its own token stream.
public final class LuceneKeywords implements KeywordPolicy {
  private static final int MAX_TERMS = 16;
  private static final int MAX_CHARACTERS = 40;
  private static final int LONGEST_TOKEN = 16 * 1024;
  private static final Pattern LINK =
      Pattern.compile("\\b\\w+://\\S+|\\bwww\\.\\S+", Pattern.CASE_INSENSITIVE);

  /// The languages whose stop words are known, by their two letters, and `none`.
  public static final List<String> LANGUAGES =
      List.of("en", "de", "es", "fr", "it", "nl", "pt", "ru", "sv", "none");

  private final StandardAnalyzer analyzer;

  /// The policy for one of [#LANGUAGES].
  public LuceneKeywords(String language) {
    analyzer = new StandardAnalyzer(stopWords(language));
    // A word is dropped whole if it is too long, not cut into pieces that would each be a term.
    analyzer.setMaxTokenLength(LONGEST_TOKEN);
  }

  private static CharArraySet stopWords(String language) {
    return switch (language) {
      case "en" -> EnglishAnalyzer.getDefaultStopSet();
      case "de" -> GermanAnalyzer.getDefaultStopSet();
      case "es" -> SpanishAnalyzer.getDefaultStopSet();
      case "fr" -> FrenchAnalyzer.getDefaultStopSet();
      case "it" -> ItalianAnalyzer.getDefaultStopSet();
      case "nl" -> DutchAnalyzer.getDefaultStopSet();
      case "pt" -> PortugueseAnalyzer.getDefaultStopSet();
      case "ru" -> RussianAnalyzer.getDefaultStopSet();
      case "sv" -> SwedishAnalyzer.getDefaultStopSet();
      case "none" -> CharArraySet.EMPTY_SET;
      default ->
          throw new IllegalArgumentException(
              "language: " + language + " (expected: one of " + LANGUAGES + ")");
    };
  }

  @Override
  public List<String> terms(String body) {
    Set<String> terms = new LinkedHashSet<>();
    boolean mayHaveLinks = body.indexOf('.') >= 0 || body.contains("://");
    String text = !mayHaveLinks ? body : LINK.matcher(body).replaceAll(" ");
    try (TokenStream tokens = analyzer.tokenStream("", text)) {
      CharTermAttribute token = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (terms.size() < MAX_TERMS && tokens.incrementToken()) {
        if (isTerm(token)) {
          terms.add(token.toString());
        }
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    }
    return new ArrayList<>(terms);
  }

  private static boolean isTerm(CharSequence token) {
    int length = Character.codePointCount(token, 0, token.length());
    boolean isWord =
        token.codePoints().anyMatch(Character::isLetter) && token.chars().noneMatch(c -> c == '.');
    boolean isIdeographic = Character.isIdeographic(Character.codePointAt(token, 0));
    return isWord && length <= MAX_CHARACTERS && (length > 1 || isIdeographic);
  }
}
