package hubbub.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import hubbub.text.Text;
import hubbub.topic.MemberId;
import hubbub.topic.Nick;
import hubbub.topic.Rank;
import java.text.ParseException;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads a site's user from the claims of one of its tokens, which is genuine. Ranks and badges
/// that are not of the right form are left out. Pure functions.
final class TokenReader {
  private static final int MOST_SUBJECT_CHARACTERS = 255;
  private static final int MOST_RANKS = 100;
  private static final int MOST_BADGES = 8;
  private static final int MOST_BADGE_CHARACTERS = 24;

  private TokenReader() {}

  /// The user; `idOf` makes its id from the subject.
  ///
  /// @throws ParseException if it has no `exp`, or does not say who it is
  static Identity.SiteUser read(
      JWTClaimsSet claims, TokenIssuer issuer, Function<String, MemberId> idOf)
      throws ParseException {
    Date end = claims.getExpirationTime();
    if (end == null) {
      throw new ParseException("it has no exp", 0);
    }
    String subject = subject(find(claims, issuer.claims().id()));
    Optional<String> name = text(find(claims, issuer.claims().name()));
    Optional<Nick> nick = name.flatMap(Text::nick);
    Date issued = claims.getIssueTime();
    return new Identity.SiteUser(
        idOf.apply(subject),
        nick,
        name.isPresent() && nick.isEmpty(),
        new TokenRanks(ranks(find(claims, issuer.claims().ranks())), issuer.bound()),
        badges(find(claims, issuer.claims().badges())),
        new Token(
            issuer.name(),
            subject,
            Optional.ofNullable(claims.getJWTID()),
            issued == null ? 0 : issued.toInstant().toEpochMilli(),
            end.toInstant().toEpochMilli()));
  }

  private static String subject(@Nullable Object claim) throws ParseException {
    String subject = claim instanceof Long number ? number.toString() : text(claim).orElse("");
    if (subject.isEmpty() || subject.length() > MOST_SUBJECT_CHARACTERS) {
      throw new ParseException("it does not say who it is for", 0);
    }
    return subject;
  }

  private static Optional<String> text(@Nullable Object claim) {
    return claim instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
  }

  /// The claim of that name, or the one at that path of objects: `hubbub.ranks` is either the claim
  /// `hubbub.ranks`, or `ranks` in the claim `hubbub`. Null if there is neither.
  private static @Nullable Object find(JWTClaimsSet claims, String name) {
    Object found = claims.getClaim(name);
    return found != null ? found : at(claims.getClaims(), name);
  }

  private static @Nullable Object at(Map<?, ?> object, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return object.get(path);
    }
    return object.get(path.substring(0, dot)) instanceof Map<?, ?> inner
        ? at(inner, path.substring(dot + 1))
        : null;
  }

  private static Map<TopicPattern, Rank> ranks(@Nullable Object claim) {
    Map<TopicPattern, Rank> ranks = new HashMap<>();
    if (claim instanceof Map<?, ?> claimed) {
      claimed.entrySet().stream()
          .limit(MOST_RANKS)
          .forEach(its ->
              Rank.of(String.valueOf(its.getValue()))
                  .ifPresent(
                      rank -> ranks.put(new TopicPattern(String.valueOf(its.getKey())), rank)));
    }
    return ranks;
  }

  private static List<String> badges(@Nullable Object claim) {
    return claim instanceof List<?> all
        ? all.stream()
            .map(each -> each instanceof String text ? Text.line(text).orElse("") : "")
            .filter(badge -> !badge.isEmpty())
            .filter(badge -> badge.codePointCount(0, badge.length()) <= MOST_BADGE_CHARACTERS)
            .distinct()
            .limit(MOST_BADGES)
            .toList()
        : List.of();
  }
}
