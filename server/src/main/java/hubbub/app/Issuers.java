package hubbub.app;

import hubbub.identity.AccountTokens;
import hubbub.identity.FetchedKeys;
import hubbub.identity.KeyPurpose;
import hubbub.identity.LocalTokens;
import hubbub.identity.PublicKeyPem;
import hubbub.identity.ServerKeys;
import hubbub.identity.StoreAnswers;
import hubbub.identity.TokenAlgorithm;
import hubbub.identity.TokenIssuer;
import hubbub.identity.TokenRanks;
import hubbub.identity.VerificationKeys;
import hubbub.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// Reads whose tokens are accepted from the settings `hubbub.tokens.<issuer>.*`.
final class Issuers {
  private final Settings settings;
  private final CloseStack layers;

  private Issuers(Settings settings, CloseStack layers) {
    this.settings = settings;
    this.layers = layers;
  }

  /// The issuers in the settings, and the server itself. Begins to fetch the keys of those that
  /// have an address, until `layers` are closed.
  ///
  /// @throws BadSetting if a setting is missing, or two of them contradict each other
  static List<TokenIssuer> of(Settings settings, ServerKeys keys, CloseStack layers)
      throws BadSetting {
    List<TokenIssuer> all = new ArrayList<>();
    all.add(LocalTokens.issuer(keys));
    all.add(AccountTokens.issuer(keys));
    Set<String> taken = new HashSet<>(Set.of(LocalTokens.ISSUER, AccountTokens.ISSUER));
    for (String name : settings.issuers()) {
      TokenIssuer issuer = new Issuers(settings, layers).issuer(name);
      if (!taken.add(issuer.issuer())) {
        throw fault(name, SettingsTable.TOKENS_ISSUER, "one that no other issuer has");
      }
      all.add(issuer);
    }
    return List.copyOf(all);
  }

  /// The key that turns sites' names of their users into ids. The store keeps it, so that their ids
  /// stay with another secret. Blocks for the store.
  static SecretKey keyOfIds(Optional<Store> store, ServerKeys keys) {
    SecretKey first = keys.of(KeyPurpose.SITE_USERS);
    return store
        .map(it -> StoreAnswers.await(it.siteUsersKey(first.getEncoded())))
        .<SecretKey>map(kept -> new SecretKeySpec(kept, first.getAlgorithm()))
        .orElse(first);
  }

  private TokenIssuer issuer(String name) throws BadSetting {
    String issuer = required(name, SettingsTable.TOKENS_ISSUER);
    String audience = required(name, SettingsTable.TOKENS_AUDIENCE);
    Set<TokenAlgorithm> chosen = settings.ofIssuer(name, SettingsTable.TOKENS_ALGORITHMS);
    Optional<Key> key = key(name);
    Set<TokenAlgorithm> possible = possible(key);
    if (!possible.containsAll(chosen)) {
      throw fault(name, SettingsTable.TOKENS_ALGORITHMS, "those of its key: " + words(possible));
    }
    return new TokenIssuer(
        name,
        issuer,
        audience,
        key.<VerificationKeys>map(VerificationKeys.Fixed::new).orElseGet(() -> fetched(name)),
        chosen.isEmpty() ? possible : chosen,
        new TokenIssuer.ClaimNames(
            settings.ofIssuer(name, SettingsTable.TOKENS_CLAIM_ID),
            settings.ofIssuer(name, SettingsTable.TOKENS_CLAIM_NAME),
            settings.ofIssuer(name, SettingsTable.TOKENS_CLAIM_RANKS),
            settings.ofIssuer(name, SettingsTable.TOKENS_CLAIM_BADGES)),
        new TokenRanks.Bound(
            settings.ofIssuer(name, SettingsTable.TOKENS_MAX_RANK),
            settings.ofIssuer(name, SettingsTable.TOKENS_TOPICS)));
  }

  private String required(String name, Setting<String> setting) throws BadSetting {
    String text = settings.ofIssuer(name, setting);
    if (text.isEmpty()) {
      throw fault(name, setting, "a value, since another setting of this issuer is set");
    }
    return text;
  }

  /// The issuer's one key; empty if it has to be fetched.
  private Optional<Key> key(String name) throws BadSetting {
    String secret = settings.ofIssuer(name, SettingsTable.TOKENS_SECRET);
    Optional<Path> file = settings.ofIssuer(name, SettingsTable.TOKENS_KEY);
    Optional<URI> address = settings.ofIssuer(name, SettingsTable.TOKENS_JWKS);
    int given = (secret.isEmpty() ? 0 : 1) + (file.isEmpty() ? 0 : 1) + (address.isEmpty() ? 0 : 1);
    if (given != 1) {
      throw new BadSetting(
          SettingsTable.TOKENS
              + name
              + ": has "
              + given
              + " of the settings secret, key and jwks (expected: one)");
    }
    if (file.isPresent()) {
      return Optional.of(read(name, file.get()));
    }
    return secret.isEmpty()
        ? Optional.empty()
        : Optional.of(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
  }

  private static Key read(String name, Path file) throws BadSetting {
    try {
      return PublicKeyPem.read(Files.readString(file, StandardCharsets.ISO_8859_1))
          .orElseThrow(() ->
              fault(
                  name,
                  SettingsTable.TOKENS_KEY,
                  file + ": -----BEGIN PUBLIC KEY-----, of RSA with 2048 bits, P-256 or Ed25519"));
    } catch (IOException e) {
      throw fault(name, SettingsTable.TOKENS_KEY, file + ": a file that can be read");
    }
  }

  private static Set<TokenAlgorithm> possible(Optional<Key> key) {
    return key.flatMap(TokenAlgorithm::fitting)
        .map(Set::of)
        .orElseGet(() -> Set.of(TokenAlgorithm.RS256, TokenAlgorithm.ES256, TokenAlgorithm.EDDSA));
  }

  private static String words(Set<TokenAlgorithm> algorithms) {
    return String.join(", ", algorithms.stream().map(TokenAlgorithm::word).sorted().toList());
  }

  private VerificationKeys fetched(String name) {
    FetchedKeys keys =
        FetchedKeys.from(settings.ofIssuer(name, SettingsTable.TOKENS_JWKS).orElseThrow());
    layers.add(keys::close);
    return keys;
  }

  private static BadSetting fault(String name, Setting<?> setting, String expected) {
    return new BadSetting(
        SettingsTable.TOKENS + name + "." + setting.name() + " (expected: " + expected + ")");
  }
}
