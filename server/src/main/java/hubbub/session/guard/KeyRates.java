package hubbub.session.guard;

import hubbub.topic.AddressPrefix;
import java.time.Duration;
import java.util.Optional;

/// How often the holder of an API key may ask for something, and how often an address may show a
/// wrong key. Any thread.
public final class KeyRates {
  private static final int MOST_KEYS = 10_000;
  private static final int MOST_ADDRESSES = 100_000;
  private static final Rate WRONG = new Rate(10 / 60.0, 10);

  private final Allowances<String> keys;
  private final Allowances<AddressPrefix> wrong = new Allowances<>(WRONG, MOST_ADDRESSES);

  /// Each key may go as fast as `rate`.
  public KeyRates(Rate rate) {
    this.keys = new Allowances<>(rate, MOST_KEYS);
  }

  /// Takes one request of the key of that name. Empty if it may be made, else how long to wait.
  public Optional<Duration> request(String key) {
    return keys.take(key);
  }

  /// Takes one attempt with a wrong key from `address`, if that is known.
  public Optional<Duration> wrongKey(Optional<AddressPrefix> address) {
    return address.flatMap(wrong::take);
  }
}
