package hubbub.identity;

import java.nio.charset.StandardCharsets;

/// What a key of the server is for. A key that leaks is good for nothing else.
public enum KeyPurpose {
  /// Signs the keys with which guests return.
  GUESTS("guests' keys"),

  /// Signs the tokens that the server makes itself.
  LOCAL_TOKENS("local tokens"),

  /// Signs the access tokens of accounts.
  ACCOUNT_TOKENS("account tokens"),

  /// Makes the next refresh token of the one before.
  REFRESH_TOKENS("refresh tokens"),

  /// Signs the tokens with which pages read a topic.
  READ_TOKENS("read tokens"),

  /// Turns a site's names of its users into ids; a store keeps the first that it is used with.
  SITE_USERS("site users' ids"),

  /// Names addresses for moderators.
  ADDRESS_TAGS("tags of addresses"),

  /// Proves to other nodes of a cluster that this one has the same secret.
  OTHER_NODES("other nodes"),

  /// Seals the file in which topics wait for the next start.
  HANDOVER("hand-over");

  private final String info;

  KeyPurpose(String purpose) {
    this.info = "hubbub " + purpose;
  }

  /// What distinguishes its key from the others (`info` in RFC 5869). Must never change.
  byte[] info() {
    return info.getBytes(StandardCharsets.US_ASCII);
  }
}
