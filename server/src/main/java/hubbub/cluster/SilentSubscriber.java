package hubbub.cluster;

import hubbub.topic.Ending;
import hubbub.topic.Event;
import hubbub.topic.Moderation;
import hubbub.topic.Outcome;
import hubbub.topic.Refusal;
import hubbub.topic.Standing;
import hubbub.topic.port.Subscriber;

/// A subscriber that ignores all calls, for a membership whose client is gone.
enum SilentSubscriber implements Subscriber {
  INSTANCE;

  @Override
  public void joined(Entered entered, long after) {}

  @Override
  public void resynced(Entered entered, long after) {}

  @Override
  public void refused(Refusal refusal) {}

  @Override
  public void answered(long number, Outcome outcome, long after) {}

  @Override
  public void standing(Standing standing) {}

  @Override
  public void ended(Ending ending, long after) {}

  @Override
  public void moderates(Moderation moderation, long after) {}

  @Override
  public void told(Event.Private event, long after) {}

  @Override
  public void challenged() {}
}
