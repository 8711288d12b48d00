package hubbub.topic.port;

/// The source of new ids, so that decisions stay functions of their arguments.
@FunctionalInterface
public interface Ids {
  /// A new message id: unique, 8 to 32 characters of `[A-Za-z0-9_-]`.
  String message();
}
