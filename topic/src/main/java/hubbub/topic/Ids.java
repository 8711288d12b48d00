package hubbub.topic;

/// Where decisions take new names from, so that they stay functions of their arguments.
@FunctionalInterface
public interface Ids {
  /// A new message's id: unique, 8 to 32 characters of `[A-Za-z0-9_-]`.
  String message();
}
