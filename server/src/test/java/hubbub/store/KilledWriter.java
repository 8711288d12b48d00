package hubbub.store;

import static hubbub.store.Given.ANN;
import static hubbub.store.Given.LOBBY;
import static hubbub.store.Given.banned;
import static hubbub.store.Given.entry;
import static hubbub.store.Given.register;
import static hubbub.store.Given.resultOf;

import java.time.Duration;
import java.util.OptionalLong;

/// A process that writes one act, says so, and waits to be killed.
final class KilledWriter {
  static final String WRITTEN = "written";

  private KilledWriter() {}

  /// Argument: the URL of the store.
  public static void main(String[] arguments) throws Exception {
    Store store = Store.open(new StoreSettings(arguments[0], "", "", Duration.ofDays(1)));
    resultOf(
        store
            .topics()
            .write(LOBBY, register(banned(ANN, OptionalLong.empty())), entry(1, "register")));
    System.out.println(WRITTEN);
    int _ = System.in.read();
  }
}
