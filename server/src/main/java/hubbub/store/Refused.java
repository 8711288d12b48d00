package hubbub.store;

import hubbub.topic.LastingAct;

/// Undoes a transaction whose act is refused. Carries the reason; has no stack trace.
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final LastingAct.Result result;

  Refused(LastingAct.Result result) {
    super(result.name(), null, false, false);
    this.result = result;
  }

  LastingAct.Result result() {
    return result;
  }
}
