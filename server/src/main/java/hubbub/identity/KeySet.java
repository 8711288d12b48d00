package hubbub.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The public keys of a JSON Web Key Set (RFC 7517) that tokens can be signed with. Immutable.
///
/// Left out: secrets (`oct`), keys for encryption, keys of other algorithms or too short, and
/// whatever is malformed. Certificates and addresses in a key (`x5c`, `x5u`) mean nothing.
record KeySet(List<Named> keys) {
  /// The most keys that a set may have.
  static final int MOST = 100;

  static final KeySet EMPTY = new KeySet(List.of());

  /// What precedes an Ed25519 key's 32 bytes in its X.509 form (RFC 8410 §4).
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  /// A key, and its `kid`.
  record Named(Optional<String> id, Key key) {}

  KeySet {
    keys = List.copyOf(keys);
  }

  /// Reads a set.
  ///
  /// @throws ParseException if it is none, or has more than [#MOST] keys
  static KeySet parse(String json) throws ParseException {
    List<Object> all = JSONObjectUtils.getJSONArray(JSONObjectUtils.parse(json), "keys");
    if (all == null) {
      throw new ParseException("it has no keys", 0);
    }
    if (all.size() > MOST) {
      throw new ParseException("it has " + all.size() + " keys (expected: at most 100)", 0);
    }
    return new KeySet(all.stream().flatMap(each -> named(each).stream()).toList());
  }

  private static Optional<Named> named(Object each) {
    try {
      if (!(each instanceof Map<?, ?> fields)) {
        return Optional.empty();
      }
      @SuppressWarnings("unchecked") // JSON has no other keys
      JWK jwk = JWK.parse((Map<String, Object>) fields);
      Optional<Key> key =
          KeyUse.ENCRYPTION.equals(jwk.getKeyUse()) ? Optional.empty() : publicKey(jwk);
      return key.filter(its -> isFor(jwk, its))
          .map(its -> new Named(Optional.ofNullable(jwk.getKeyID()), its));
    } catch (ParseException | JOSEException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Whether the key is for one of our algorithms, and not said to be for another one.
  private static boolean isFor(JWK jwk, Key key) {
    return TokenAlgorithm.fitting(key)
        .filter(
            its -> jwk.getAlgorithm() == null || jwk.getAlgorithm().getName().equals(its.word()))
        .isPresent();
  }

  private static Optional<Key> publicKey(JWK jwk) throws JOSEException {
    return switch (jwk) {
      case RSAKey rsa -> Optional.of(rsa.toRSAPublicKey());
      case ECKey ec -> Optional.of(ec.toECPublicKey());
      case OctetKeyPair pair when pair.getCurve().equals(Curve.Ed25519) ->
          Optional.of(ed25519(pair.getX().decode()));
      default -> Optional.empty();
    };
  }

  private static Key ed25519(byte[] point) {
    byte[] encoded = new byte[ED25519.length + point.length];
    System.arraycopy(ED25519, 0, encoded, 0, ED25519.length);
    System.arraycopy(point, 0, encoded, ED25519.length, point.length);
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a point of Ed25519", e);
    }
  }

  /// The keys with that `kid`; all of them, if it is empty.
  List<Key> named(Optional<String> id) {
    return keys.stream()
        .filter(its -> id.isEmpty() || its.id().equals(id))
        .map(Named::key)
        .toList();
  }
}
