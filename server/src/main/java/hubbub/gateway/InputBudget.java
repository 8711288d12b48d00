package hubbub.gateway;

import hubbub.logging.ThrottledLog;
import hubbub.topic.AddressPrefix;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// Bounds the memory that unhandled input takes on one loop: what clients have sent of messages
/// that are not whole yet, or have to wait. One address may take a quarter of it. Beyond that,
/// closes the connections whose input has been unhandled longest. Confined to the loop.
final class InputBudget {
  private static final ThrottledLog LOG = new ThrottledLog(InputBudget.class);

  /// The part of the budget that one address may take.
  private static final int PER_ADDRESS = 4;

  private final long maxBytes;
  private final Share all = new Share();
  private final Map<AddressPrefix, Share> byAddress = new HashMap<>();

  /// A budget of `maxBytes`.
  InputBudget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// What is counted for one address, or for all.
  private static final class Share {
    private final SequencedSet<Connection> longestFirst = new LinkedHashSet<>();
    private long bytes;

    /// Counts `now` bytes for the connection.
    private void count(Connection connection, long now) {
      bytes += now - connection.countedBytes;
      if (now == 0) {
        longestFirst.remove(connection);
      } else {
        longestFirst.add(connection);
      }
    }
  }

  /// Counts what a connection holds now, and closes others, or itself, if that is too much.
  void recount(Connection connection) {
    count(connection, connection.unhandledBytes());
    connection
        .address()
        .ifPresent(
            address -> shed(byAddress.get(address), maxBytes / PER_ADDRESS, address.toString()));
    shed(all, maxBytes, "all addresses");
  }

  /// Counts nothing for a connection until its next [#recount], when it is the last to be closed.
  void forget(Connection connection) {
    if (connection.countedBytes != 0) {
      count(connection, 0);
    }
  }

  private void count(Connection connection, long now) {
    all.count(connection, now);
    connection
        .address()
        .ifPresent(address -> {
          Share its = byAddress.computeIfAbsent(address, _ -> new Share());
          its.count(connection, now);
          if (its.bytes == 0) {
            byAddress.remove(address);
          }
        });
    connection.countedBytes = now;
  }

  private void shed(@Nullable Share share, long most, String whose) {
    while (share != null && share.bytes > most) {
      Connection longest = share.longestFirst.getFirst();
      long now = longest.unhandledBytes();
      if (now != longest.countedBytes) {
        count(longest, now); // some of it has been handled since
      } else {
        LOG.warn(
            "Too much unfinished input of {}: closing the connections whose messages have been"
                + " unfinished longest (1013)",
            whose);
        count(longest, 0);
        longest.shed();
      }
    }
  }
}
