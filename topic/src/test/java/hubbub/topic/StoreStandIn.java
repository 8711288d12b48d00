package hubbub.topic;

import hubbub.topic.port.AddressTags;

/// What a [Room] has in place of a store: it writes whatever it is told to, at once.
final class StoreStandIn {
  static final AddressTags TAGS =
      (topic, prefix) -> "tag-of-" + prefix.toString().replace('/', '-');

  final Affiliations affiliations = new Affiliations();
  private long version;

  /// `request`, with what is known of the one whom it is about, if the topic is registered.
  Request asked(TopicState state, Request request, long now) {
    if (state.registration().isEmpty()) {
      return request;
    }
    StoredStanding known =
        affiliations.standing(StoredStanding.subjects(request.command(), Room.NAME, TAGS), now);
    return request.with(new StoredStanding(version, known.rank(), known.ban(), known.addressBan()));
  }

  /// Writes an act, and returns the version of the topic after it.
  long write(LastingAct act, long now) {
    switch (act) {
      case LastingAct.Register register ->
          register.affiliations().forEach(it -> affiliations.put(it, now));
      case LastingAct.Affiliate affiliate ->
          affiliate.affiliations().forEach(it -> affiliations.put(it, now));
      case LastingAct.Demote(Subject subject) -> affiliations.remove(subject, false);
      case LastingAct.Unban(Subject subject) -> affiliations.remove(subject, true);
      case LastingAct.Unregister _ -> affiliations.clear();
      case LastingAct.Configure _ -> {}
    }
    return ++version;
  }
}
