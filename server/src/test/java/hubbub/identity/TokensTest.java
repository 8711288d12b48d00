package hubbub.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which tokens are believed, and what they say.
class TokensTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final ServerKeys KEYS = new ServerKeys(new byte[32]);
  private static final Key SECRET = new SecretKeySpec(Site.SECRET.getBytes(UTF_8), "HmacSHA256");
  private static final TopicName LOBBY = new TopicName("room:lobby");
  private static final TopicName OTHER = new TopicName("room:other");
  private static final TopicName GAME = new TopicName("game:1");

  private final RevocationList revocations = new RevocationList(() -> NOW);

  private Tokens accepting(TokenIssuer issuer) {
    return new Tokens(
        List.of(issuer, LocalTokens.issuer(KEYS)),
        KEYS.of(KeyPurpose.SITE_USERS),
        revocations,
        () -> NOW);
  }

  private static TokenIssuer issuer(String name, Key key, TokenRanks.Bound bound) {
    return new TokenIssuer(
        name,
        Site.ISSUER,
        Site.AUDIENCE,
        new VerificationKeys.Fixed(key),
        EnumSet.of(TokenAlgorithm.fitting(key).orElseThrow()),
        TokenIssuer.ClaimNames.DEFAULT,
        bound);
  }

  private Tokens.Verdict verdict(Key key, String token) {
    return accepting(issuer("site", key, TokenRanks.Bound.NONE)).verify(token);
  }

  private static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> changes) {
    JWTClaimsSet.Builder claims = Site.claims(NOW);
    changes.accept(claims);
    return claims.build();
  }

  private static JWTClaimsSet claims() {
    return claims(_ -> {});
  }

  private Identity.SiteUser user(Consumer<JWTClaimsSet.Builder> changes) {
    return user(issuer("site", SECRET, TokenRanks.Bound.NONE), changes);
  }

  private Identity.SiteUser user(TokenIssuer issuer, Consumer<JWTClaimsSet.Builder> changes) {
    Tokens.Verdict verdict = accepting(issuer).verify(Site.hs256(claims(changes)));
    return assertInstanceOf(Tokens.Genuine.class, verdict, verdict::toString).user();
  }

  private void isForged(Key key, String token) {
    assertInstanceOf(Tokens.Forged.class, verdict(key, token));
  }

  @Nested
  class Genuine_is {
    @Test
    void what_is_signed_in_each_of_the_four_ways() {
      for (Tokens.Verdict verdict :
          List.of(
              verdict(SECRET, Site.hs256(claims())),
              verdict(Site.RSA.getPublic(), Site.rs256(claims())),
              verdict(Site.EC.getPublic(), Site.es256(claims())),
              verdict(Site.ED.getPublic(), Site.edDsa(claims())))) {
        assertInstanceOf(Tokens.Genuine.class, verdict, verdict::toString);
      }
    }

    @Test
    void what_is_for_several_audiences_if_this_is_one() {
      assertEquals("ann", user(it -> it.audience(List.of("x", "chat"))).token().subject());
    }

    @Test
    void what_becomes_valid_within_a_minute() {
      Date soon = Date.from(NOW.plusSeconds(60));
      assertEquals("ann", user(it -> it.notBeforeTime(soon).issueTime(soon)).token().subject());
    }

    @Test
    void a_token_of_the_servers_own() {
      LocalTokens.Request request =
          new LocalTokens.Request(
              "ann",
              Optional.of("Ann"),
              Rank.OWNER,
              new TopicPattern("room:*"),
              Duration.ofHours(1));
      Tokens.Verdict verdict = verdict(SECRET, LocalTokens.sign(KEYS, request, NOW));
      Identity.SiteUser ann = assertInstanceOf(Tokens.Genuine.class, verdict).user();
      assertEquals("Ann", ann.nick().orElseThrow().value());
      assertEquals(Rank.OWNER, ann.rankIn(LOBBY));
      assertEquals(Rank.GUEST, ann.rankIn(GAME));
      assertEquals("local:ann", ann.account());
    }
  }

  @Nested
  class Forged_is {
    static Stream<Arguments> tokens() {
      String good = Site.hs256(claims());
      String body = good.substring(good.indexOf('.') + 1, good.lastIndexOf('.'));
      return Stream.of(
          Arguments.of("nothing", ""),
          Arguments.of("no token", "a.b.c"),
          Arguments.of("one that is cut off", good.substring(0, good.length() - 2)),
          Arguments.of("one without its signature", good.substring(0, good.lastIndexOf('.') + 1)),
          Arguments.of("alg none", Base64URL.encode("{\"alg\":\"none\"}") + "." + body + "."),
          Arguments.of("alg None", Base64URL.encode("{\"alg\":\"None\"}") + "." + body + "."),
          Arguments.of("another secret", Site.hs256(claims(), new byte[32])),
          Arguments.of("another way of signing", Site.rs256(claims())),
          Arguments.of("another issuer", Site.hs256(claims(it -> it.issuer("https://evil")))),
          Arguments.of("no issuer", Site.hs256(claims(it -> it.issuer(null)))),
          Arguments.of("another audience", Site.hs256(claims(it -> it.audience("mail")))),
          Arguments.of("no audience", Site.hs256(claims(it -> it.audience((List<String>) null)))),
          Arguments.of("no end", Site.hs256(claims(it -> it.expirationTime(null)))),
          Arguments.of("no subject", Site.hs256(claims(it -> it.subject(null)))),
          Arguments.of("a long subject", Site.hs256(claims(it -> it.subject("a".repeat(256))))),
          Arguments.of(
              "not valid yet",
              Site.hs256(claims(it -> it.notBeforeTime(Date.from(NOW.plusSeconds(61)))))),
          Arguments.of(
              "issued in the future",
              Site.hs256(claims(it -> it.issueTime(Date.from(NOW.plusSeconds(61)))))),
          Arguments.of(
              "more than 8 KiB", Site.hs256(claims(it -> it.claim("x", "x".repeat(8192))))),
          Arguments.of(
              "deep JSON",
              Base64URL.encode("{\"alg\":\"HS256\",\"x\":" + "[".repeat(5000))
                  + "."
                  + body
                  + ".x"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokens")
    void what_is_not_as_it_must_be(String what, String token) {
      assertFalse(what.isEmpty());
      isForged(SECRET, token);
    }

    @Test
    void what_takes_a_public_key_for_a_secret() {
      byte[] known = Site.RSA.getPublic().getEncoded();
      isForged(Site.RSA.getPublic(), Site.hs256(claims(), known));
      isForged(
          Site.RSA.getPublic(),
          Site.hs256(claims(), Site.pem(Site.RSA.getPublic()).getBytes(UTF_8)));
    }

    @Test
    void what_brings_its_own_key() {
      RSAKey own = new RSAKey.Builder((RSAPublicKey) Site.RSA.getPublic()).build();
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .jwk(own)
              .jwkURL(URI.create("https://evil.example/keys"))
              .build();
      isForged(Site.EC.getPublic(), Site.rs256(claims(), header));
    }

    @Test
    void what_needs_something_that_nobody_here_knows() {
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .criticalParams(Set.of("exp"))
              .customParam("exp", 1)
              .build();
      isForged(Site.RSA.getPublic(), Site.rs256(claims(), header));
    }

    @Test
    void an_ed25519_signature_of_another_length() {
      String good = Site.edDsa(claims());
      isForged(Site.ED.getPublic(), good.substring(0, good.lastIndexOf('.') + 1) + "AAAA");
    }
  }

  @Nested
  class Over_is {
    @Test
    void what_has_ended_without_leeway() {
      Identity.SiteUser ended = user(it -> it.expirationTime(Date.from(NOW)));
      assertTrue(accepting(issuer("site", SECRET, TokenRanks.Bound.NONE)).isOver(ended));
      Identity.SiteUser living = user(it -> it.expirationTime(Date.from(NOW.plusSeconds(1))));
      assertFalse(accepting(issuer("site", SECRET, TokenRanks.Bound.NONE)).isOver(living));
    }

    @Test
    void what_was_revoked_by_its_id_or_by_when_it_was_issued() {
      Tokens tokens = accepting(issuer("site", SECRET, TokenRanks.Bound.NONE));
      Identity.SiteUser ann = user(it -> it.jwtID("1"));
      Identity.SiteUser bob = user(it -> it.jwtID("2").subject("bob"));
      Identity.SiteUser old = user(it -> it.subject("bob").issueTime(null));
      assertTrue(revocations.revoke("site", "1", NOW.plusSeconds(60)));
      assertTrue(tokens.isOver(ann));
      assertFalse(tokens.isOver(bob));
      assertTrue(revocations.revokeIssuedBefore("site", NOW));
      assertFalse(tokens.isOver(bob));
      assertTrue(tokens.isOver(old));
      assertTrue(revocations.revokeIssuedBefore("site", "bob", NOW.plusSeconds(1)));
      assertTrue(tokens.isOver(bob));
    }
  }

  @Nested
  class A_revocation_list {
    @Test
    void refuses_what_it_has_no_room_for_until_revoked_tokens_have_ended() {
      Instant[] time = {NOW};
      RevocationList full = new RevocationList(() -> time[0]);
      IntStream.range(0, 10_000)
          .forEach(i -> assertTrue(full.revoke("site", "" + i, NOW.plusSeconds(60))));
      assertFalse(full.revoke("site", "one more", NOW.plusSeconds(60)));
      time[0] = NOW.plusSeconds(60);
      assertTrue(full.revoke("site", "one more", NOW.plusSeconds(90)));
    }
  }

  @Nested
  class A_revocation {
    @Test
    void of_all_tokens_until_now_ends_when_none_of_them_can_be_left() {
      Instant[] time = {NOW};
      RevocationList list = new RevocationList(() -> time[0]);
      assertTrue(list.revokeIssuedBefore("site", "ann", NOW));
      Token old = new Token("site", "ann", Optional.empty(), 0, Long.MAX_VALUE);
      assertTrue(list.isRevoked(old));
      time[0] = NOW.plus(RevocationList.KEPT);
      assertFalse(list.isRevoked(old));
      assertEquals(List.of(), list.all());
    }

    @Test
    void that_cannot_be_kept_counts_nevertheless() {
      RevocationList list = new RevocationList(() -> NOW);
      list.keepIn((_, _) -> CompletableFuture.failedStage(new IllegalStateException("no store")));
      RevocationList.Revocation one =
          RevocationList.Revocation.ofToken("site", "1", NOW.plusSeconds(60));
      OperatorAct act = new OperatorAct("admin", "revoke-token", "site");
      assertTrue(list.revoke(one, act).toCompletableFuture().isCompletedExceptionally());
      assertEquals(List.of(one), list.all());
    }

    @Test
    void of_one_issuer_takes_no_room_from_another() {
      RevocationList list = new RevocationList(() -> NOW);
      IntStream.range(0, 10_000)
          .forEach(i -> assertTrue(list.revoke("accounts", "" + i, NOW.plusSeconds(60))));
      assertFalse(list.revoke("accounts", "one more", NOW.plusSeconds(60)));
      assertTrue(list.revoke("site", "one more", NOW.plusSeconds(60)));
    }
  }

  @Nested
  class A_user_has {
    @Test
    void an_id_that_is_the_same_each_time_and_another_one_elsewhere() {
      String id = user(_ -> {}).id().value();
      assertTrue(id.matches("t[A-Za-z0-9_-]{22}"), id);
      assertEquals(id, user(_ -> {}).id().value());
      assertNotEquals(id, user(it -> it.subject("bob")).id().value());
      TokenIssuer other = issuer("other", SECRET, TokenRanks.Bound.NONE);
      assertNotEquals(id, user(other, _ -> {}).id().value());
    }

    @Test
    void the_nick_that_the_site_calls_it() {
      assertEquals("Ann", user(it -> it.claim("name", "Ann")).nick().orElseThrow().value());
      assertTrue(user(it -> it.claim("name", "\u202eAnn")).hasBadNick());
      assertTrue(user(_ -> {}).nick().isEmpty());
    }

    @Test
    void the_rank_of_the_topic_before_that_of_its_kind_before_that_of_all() {
      Map<String, String> ranks = Map.of("room:lobby", "vip", "room:*", "moderator", "*", "member");
      Identity.SiteUser ann = user(it -> it.claim("hubbub.ranks", ranks));
      assertEquals(Rank.VIP, ann.rankIn(LOBBY));
      assertEquals(Rank.MODERATOR, ann.rankIn(OTHER));
      assertEquals(Rank.MEMBER, ann.rankIn(GAME));
    }

    @Test
    void ranks_from_a_claim_inside_another_one_too() {
      Map<String, Object> inner = Map.of("ranks", Map.of("*", "vip"));
      assertEquals(Rank.VIP, user(it -> it.claim("hubbub", inner)).rankIn(LOBBY));
    }

    @Test
    void a_hundred_ranks_and_none_beyond() {
      Map<String, String> ranks = new LinkedHashMap<>();
      IntStream.range(0, 99).forEach(i -> ranks.put("room:" + i, "member"));
      ranks.put("room:lobby", "vip");
      ranks.put("room:other", "vip");
      Identity.SiteUser ann = user(it -> it.claim("hubbub.ranks", ranks));
      assertEquals(Rank.VIP, ann.rankIn(LOBBY));
      assertEquals(Rank.GUEST, ann.rankIn(OTHER));
    }

    @Test
    void no_rank_from_claims_that_make_no_sense() {
      for (Object claim : List.of("owner", List.of("owner"), Map.of("*", "king"), Map.of("*", 7))) {
        assertEquals(Rank.GUEST, user(it -> it.claim("hubbub.ranks", claim)).rankIn(LOBBY));
      }
    }

    @Test
    void no_higher_rank_than_its_issuer_may_claim_and_only_in_its_topics() {
      TokenRanks.Bound bound =
          new TokenRanks.Bound(Rank.VIP, List.of(new TopicPattern("room:lobby")));
      Identity.SiteUser ann =
          user(issuer("site", SECRET, bound), it -> it.claim("hubbub.ranks", Map.of("*", "admin")));
      assertEquals(Rank.VIP, ann.rankIn(LOBBY));
      assertEquals(Rank.GUEST, ann.rankIn(OTHER));
      Identity.SiteUser admin = user(it -> it.claim("hubbub.ranks", Map.of("*", "admin")));
      assertEquals(Rank.OWNER, admin.rankIn(LOBBY));
    }

    @Test
    void at_most_eight_short_badges() {
      List<Object> many =
          Stream.concat(
                  Stream.<Object>of("staff", 7, "", "x".repeat(25), "staff"),
                  IntStream.range(0, 20).mapToObj(i -> "b" + i))
              .toList();
      List<String> badges = user(it -> it.claim("hubbub.badges", many)).badges();
      assertEquals(8, badges.size());
      assertEquals(List.of("staff", "b0"), badges.subList(0, 2));
    }
  }

  @Nested
  class A_key {
    @Test
    void in_pem_is_read_if_tokens_can_be_signed_with_it() throws GeneralSecurityException {
      for (KeyPair pair : List.of(Site.RSA, Site.EC, Site.ED)) {
        assertEquals(Optional.of(pair.getPublic()), PublicKeyPem.read(Site.pem(pair.getPublic())));
      }
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(1024);
      PublicKey weak = generator.generateKeyPair().getPublic();
      assertEquals(Optional.empty(), PublicKeyPem.read(Site.pem(weak)));
      String broken = Site.pem(weak).replaceFirst("M", "=");
      assertEquals(Optional.empty(), PublicKeyPem.read(broken));
      assertEquals(Optional.empty(), PublicKeyPem.read("-----BEGIN PRIVATE KEY-----"));
    }
  }
}
