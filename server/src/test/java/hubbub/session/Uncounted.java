package hubbub.session;

import hubbub.topic.Reason;

/// Traffic that nobody counts.
public class Uncounted implements SessionContext.Traffic {
  @Override
  public void refused(Reason reason) {}

  @Override
  public void sent() {}

  @Override
  public void memberships(int change) {}
}
