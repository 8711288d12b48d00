package hubbub.identity;

/// Where it is written down what operators do to accounts. Any thread; never blocks.
@FunctionalInterface
public interface OperatorLog {
  /// Adds that `by` (`admin`, `key:ops`, or an account's id) did `act` to the account `about`;
  /// empty if to none.
  void add(String by, String act, String about);
}
