package hubbub.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a certificate, with its chain after it, and its private key from PEM (RFC 7468). The key
/// is in PKCS #8, or, for RSA and EC only, in the older PKCS #1 or SEC 1.
final class PemPair {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PKCS8 = "PRIVATE KEY";
  private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

  private static final int SEQUENCE = 0x30;

  /// The version field of PKCS #8: the integer 0 in DER.
  private static final byte[] VERSION = {0x02, 1, 0};

  private static final int OCTETS = 0x04;

  private PemPair() {}

  /// A PEM block: its label, and its decoded content.
  private record Block(String label, byte[] content) {}

  /// The pair as a key store with one entry and no password.
  ///
  /// @throws Certificates.Unusable if a file cannot be read as PEM, or they do not match
  static KeyStore keyStore(byte[] certificate, byte[] key) throws Certificates.Unusable {
    List<Certificate> chain = chain(certificate);
    PrivateKey its = privateKey(key, chain.getFirst().getPublicKey());
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("hubbub", its, null, chain.toArray(Certificate[]::new));
      return store;
    } catch (KeyStoreException _) {
      throw new Certificates.Unusable(
          Certificates.Part.CERTIFICATE,
          "has a certificate that is not signed by the one after it");
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java cannot store a certificate", e);
    }
  }

  private static List<Certificate> chain(byte[] file) throws Certificates.Unusable {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<Certificate> chain = new ArrayList<>();
      for (Block block : blocks(file)) {
        if (block.label().equals(CERTIFICATE)) {
          chain.add(factory.generateCertificate(new ByteArrayInputStream(block.content())));
        }
      }
      if (chain.isEmpty()) {
        throw new Certificates.Unusable(
            Certificates.Part.CERTIFICATE, "contains no certificate in PEM");
      }
      return chain;
    } catch (GeneralSecurityException _) {
      throw new Certificates.Unusable(
          Certificates.Part.CERTIFICATE, "has a certificate that cannot be parsed");
    }
  }

  private static PrivateKey privateKey(byte[] file, PublicKey partner)
      throws Certificates.Unusable {
    Block block =
        blocks(file).stream()
            .filter(each -> each.label().endsWith(PKCS8))
            .findFirst()
            .orElseThrow(() -> unusableKey("contains no private key in PEM"));
    if (block.label().equals(ENCRYPTED)) {
      throw unusableKey("is protected by a password (expected: none)");
    }
    byte[] content = block.content();
    byte[] pkcs8 = block.label().equals(PKCS8) ? content : wrapped(content, partner);
    try {
      PrivateKey key =
          KeyFactory.getInstance(partner.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      if (isPair(key, partner)) {
        return key;
      }
    } catch (GeneralSecurityException _) {
      // a key of another algorithm is as bad as a wrong key
    }
    throw unusableKey("is not the key of that certificate");
  }

  private static Certificates.Unusable unusableKey(String why) {
    return new Certificates.Unusable(Certificates.Part.KEY, why);
  }

  /// Whether `partner` verifies what `key` signs.
  private static boolean isPair(PrivateKey key, PublicKey partner) throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            switch (key.getAlgorithm()) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSA";
              default -> key.getAlgorithm();
            });
    signature.initSign(key);
    signature.update(VERSION);
    byte[] signed = signature.sign();
    signature.initVerify(partner);
    signature.update(VERSION);
    return signature.verify(signed);
  }

  private static List<Block> blocks(byte[] file) {
    List<Block> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
    while (found.find()) {
      try {
        byte[] content = Base64.getMimeDecoder().decode(found.group(2));
        blocks.add(new Block(found.group(1), content));
      } catch (IllegalArgumentException _) {
        // not base64, so not a block that we look for
      }
    }
    return blocks;
  }

  /// Wraps a PKCS #1 or SEC 1 key in PKCS #8. The algorithm and curve, which those leave out, are
  /// copied from the head of its public key (RFC 5280 §4.1).
  private static byte[] wrapped(byte[] bare, PublicKey partner) {
    byte[] encoded = partner.getEncoded();
    int from = encoded[1] < 0 ? 2 + (encoded[1] & 0x7f) : 2;
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(VERSION);
    inner.write(encoded, from, 2 + encoded[from + 1]);
    inner.writeBytes(der(OCTETS, bare));
    return der(SEQUENCE, inner.toByteArray());
  }

  private static byte[] der(int tag, byte[] content) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    whole.write(0x82);
    whole.write(content.length >> 8);
    whole.write(content.length);
    whole.writeBytes(content);
    return whole.toByteArray();
  }
}
