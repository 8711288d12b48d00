package hubbub.cluster.pekko;

import java.nio.file.Path;

/// What keeps strangers out of a cluster's connections.
public sealed interface Protection {
  /// Nothing does: whoever reaches the port can join, read and write.
  record None() implements Protection {}

  /// Mutual TLS: each node shows a certificate of `authority`. All are files in PEM, read again
  /// within a minute after they change. The certificates of two nodes must share a name, of their
  /// subject or their alternative names.
  record Tls(Path certificate, Path key, Path authority) implements Protection {}
}
