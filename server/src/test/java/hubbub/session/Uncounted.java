package hubbub.session;

import hubbub.topic.Reason;

/// Ignores what sessions count.
public class Uncounted implements SessionContext.Traffic {
  @Override
  public void refused(Reason reason) {}

  @Override
  public void sent() {}

  @Override
  public void memberships(int change) {}
}
