package hubbub.identity;

import java.util.Optional;

/// What of a token tells it from others: its issuer's name, its subject, its `jti`, and when it was
/// issued (`iat`; 0 if it does not say) and ends (`exp`), in milliseconds since 1970 UTC.
public record Token(
    String issuer, String subject, Optional<String> id, long issuedAt, long endsAt) {}
