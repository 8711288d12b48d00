package hubbub.gateway;

import hubbub.identity.ApiKey;
import hubbub.identity.ReadTokens;
import hubbub.session.guard.Guard;
import hubbub.session.guard.KeyRates;
import hubbub.session.guard.Rate;
import java.util.Optional;
import java.util.function.Function;

/// What lets programs and pages read topics: the API key that a text is, how often keys may ask,
/// what came of verifying a read token, and who limits how much an address draws. From memory; any
/// thread.
public record ReaderAccess(
    Function<String, Optional<ApiKey>> keys,
    KeyRates rates,
    Function<String, ReadTokens.Verdict> tokens,
    Guard guard) {
  /// Lets nobody read.
  static final ReaderAccess NONE =
      new ReaderAccess(
          _ -> Optional.empty(),
          new KeyRates(new Rate(1, 1)),
          _ -> new ReadTokens.Forged(),
          Guard.off());
}
