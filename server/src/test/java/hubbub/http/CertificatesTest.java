package hubbub.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hubbub.phoenix.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Reading and watching a certificate and its key, in two files.
class CertificatesTest {
  private static final SelfSigned PAIR = SelfSigned.make("EC");

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("file.pem"), text);
  }

  @Nested
  class A_pair {
    @ParameterizedTest
    @CsvSource({"EC, EC", "RSA, RSA"})
    void may_have_its_key_in_the_older_form_of_its_algorithm(String algorithm, String word)
        throws Exception {
      SelfSigned pair = SelfSigned.make(algorithm);
      byte[] whole = keyOf(pair);
      String older = SelfSigned.pem(word + " PRIVATE KEY", bare(whole));
      KeyStore store =
          PemPair.keyStore(Files.readAllBytes(pair.certificateFile()), older.getBytes(US_ASCII));
      assertArrayEquals(whole, store.getKey("hubbub", null).getEncoded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519", "RSA", "EC"})
    void may_have_a_key_of_any_algorithm_that_is_in_use(String algorithm) throws Exception {
      SelfSigned pair = SelfSigned.make(algorithm);
      assertEquals("hubbub", Certificates.read(pair.certificateFile(), pair.keyFile()).getName());
    }

    @Test
    void may_be_in_one_file_with_text_around_it() throws Exception {
      String key = Files.readString(PAIR.keyFile());
      Path file = file("for the chat\n" + key + Files.readString(PAIR.certificateFile()));
      KeyStore store = PemPair.keyStore(Files.readAllBytes(file), Files.readAllBytes(file));
      assertEquals(PAIR.certificate(), store.getCertificate("hubbub"));
    }

    private static byte[] keyOf(SelfSigned pair) throws IOException {
      String text = Files.readString(pair.keyFile()).replaceAll("-----.*-----", "");
      return Base64.getMimeDecoder().decode(text);
    }

    /// What follows version and algorithm in PKCS #8 (RFC 5208 §5).
    private static byte[] bare(byte[] pkcs8) {
      int octets = end(pkcs8, end(pkcs8, content(pkcs8, 0)));
      return Arrays.copyOfRange(pkcs8, content(pkcs8, octets), end(pkcs8, octets));
    }

    private static int content(byte[] der, int at) {
      return at + 2 + (der[at + 1] < 0 ? der[at + 1] & 0x7f : 0);
    }

    private static int end(byte[] der, int at) {
      int length = 0;
      for (int i = at + 1 + (der[at + 1] < 0 ? 1 : 0); i < content(der, at); i++) {
        length = (length << 8) | (der[i] & 0xff);
      }
      return content(der, at) + length;
    }
  }

  @Nested
  class Refused_is {
    private static void assertRefused(
        Certificates.Part part, String why, Path certificate, Path key) {
      Certificates.Unusable refusal =
          assertThrows(
              Certificates.Unusable.class, () -> Certificates.read(certificate, key).close());
      assertEquals(part, refusal.part());
      assertEquals(why, refusal.getMessage());
    }

    private static void assertKeyRefused(String why, Path key) {
      assertRefused(Certificates.Part.KEY, why, PAIR.certificateFile(), key);
    }

    private static void assertCertificateRefused(String why, Path certificate) {
      assertRefused(Certificates.Part.CERTIFICATE, why, certificate, PAIR.keyFile());
    }

    @Test
    void a_file_that_cannot_be_read() {
      assertCertificateRefused("cannot be read", folder);
      assertKeyRefused("cannot be read", folder.resolve("none"));
    }

    @Test
    void a_certificate_that_is_not_pem() throws IOException {
      assertCertificateRefused("contains no certificate in PEM", file("PKCS12, say"));
      assertCertificateRefused("contains no certificate in PEM", PAIR.keyFile());
      assertCertificateRefused(
          "has a certificate that cannot be parsed",
          file(SelfSigned.pem("CERTIFICATE", new byte[] {1, 2, 3})));
    }

    @Test
    void a_certificate_followed_by_one_that_did_not_sign_it() throws IOException {
      String certificate = Files.readString(PAIR.certificateFile());
      assertCertificateRefused(
          "has a certificate that is not signed by the one after it",
          file(certificate + certificate));
    }

    @Test
    void a_key_that_is_not_pem() throws IOException {
      assertKeyRefused("contains no private key in PEM", file("JKS, say"));
      assertKeyRefused("contains no private key in PEM", PAIR.certificateFile());
    }

    @Test
    void a_key_with_a_password() throws IOException {
      assertKeyRefused(
          "is protected by a password (expected: none)",
          file(SelfSigned.pem("ENCRYPTED PRIVATE KEY", new byte[20])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void a_key_of_another_certificate(String algorithm) throws GeneralSecurityException {
      assertKeyRefused("is not the key of that certificate", SelfSigned.make(algorithm).keyFile());
    }

    @Test
    void anything_but_a_key_between_the_right_markers() throws IOException {
      for (String label : new String[] {"PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"}) {
        assertKeyRefused(
            "is not the key of that certificate", file(SelfSigned.pem(label, new byte[300])));
      }
    }
  }
}
