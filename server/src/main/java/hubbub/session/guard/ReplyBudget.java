package hubbub.session.guard;

import hubbub.topic.AddressPrefix;

/// Limits how many bytes joins draw, per connection and per address: history and presence are a
/// thousand times bigger than the join that asks for them. Any thread.
///
/// How much a join draws is known only when its reply is written. So a budget may be overdrawn by
/// the joins that are under way, and then has to fill up before the next one.
final class ReplyBudget {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final Rate OF_CONNECTION = new Rate(256 * KIB, 4 * MIB);
  private static final Rate OF_ADDRESS = new Rate(2 * MIB, 32 * MIB);
  private static final int MOST_REMEMBERED = 50_000;

  private final Allowances<AddressPrefix> addresses = new Allowances<>(OF_ADDRESS, MOST_REMEMBERED);

  /// Nanoseconds until the connection may join again; 0: now.
  long waitNanos(JoinAllowance connection, long nowNanos) {
    long own = connection.replyBytes().waitNanos(OF_CONNECTION, nowNanos);
    return connection
        .from()
        .map(from -> addresses.of(from, nowNanos).waitNanos(OF_ADDRESS, nowNanos))
        .map(shared -> Math.max(own, shared))
        .orElse(own);
  }

  /// Counts `bytes` that the connection was sent.
  void drew(JoinAllowance connection, int bytes, long nowNanos) {
    connection.replyBytes().overdraw(OF_CONNECTION, bytes, nowNanos);
    connection
        .from()
        .ifPresent(from -> addresses.of(from, nowNanos).overdraw(OF_ADDRESS, bytes, nowNanos));
  }
}
