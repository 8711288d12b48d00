package hubbub.cluster;

import hubbub.cluster.ToReplica.Entry;
import hubbub.topic.Actor;
import hubbub.topic.Event;
import hubbub.topic.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The replicas that follow one reign. Confined to the owner.
final class Links {
  private final long reign;
  private final List<Link> links = new ArrayList<>(1);
  private List<Integer> nodes = List.of();

  Links(long reign) {
    this.reign = reign;
  }

  void add(Link link) {
    remove(link.node());
    links.add(link);
    name();
  }

  void remove(int node) {
    links.removeIf(link -> link.node() == node);
    name();
  }

  private void name() {
    nodes = links.stream().map(Link::node).toList();
  }

  /// The link to the replica on `node`, or null.
  @Nullable Link of(int node) {
    for (int i = 0; i < links.size(); i++) {
      if (links.get(i).node() == node) {
        return links.get(i);
      }
    }
    return null;
  }

  boolean has(int node, ToReplica.Ref replica) {
    Link link = of(node);
    return link != null && link.replica().equals(replica);
  }

  /// Has `changes` told to all.
  void tell(List<Entry.Evolved> changes) {
    for (Entry.Evolved evolved : changes) {
      for (int i = 0; i < links.size(); i++) {
        links.get(i).add(evolved);
      }
      count(evolved.change().event());
    }
  }

  private void count(Event event) {
    if (event instanceof Event.Joined joined) {
      count(joined.membership().node(), 1);
    } else if (event instanceof Event.Left left) {
      count(left.membership().node(), -1);
    }
  }

  private void count(int node, int change) {
    Link link = of(node);
    if (link != null) {
      link.count(change);
    }
  }

  /// Has one replica told what became of something that it asked.
  void answer(int node, Actor actor, long ticket, Outcome outcome) {
    Link link = of(node);
    if (link != null && !(outcome instanceof Outcome.Later)) {
      link.add(new Entry.Answered(actor, ticket, outcome));
    }
  }

  /// Sends what has gathered to whoever is ready for more.
  void ship() {
    for (int i = 0; i < links.size(); i++) {
      links.get(i).ship(reign, nodes);
    }
  }

  /// Lets one replica go.
  void farewell(int node, ToReplica.Why why) {
    Link link = of(node);
    if (link != null) {
      link.flush(reign, nodes);
      link.replica().tellAtOnce(new ToReplica.Farewell(reign, why));
      remove(node);
    }
  }

  boolean isEmpty() {
    return links.isEmpty();
  }

  /// Sends all that is left, and takes leave.
  void farewell(ToReplica.Why why) {
    for (Link link : links) {
      link.flush(reign, nodes);
      link.replica().tellAtOnce(new ToReplica.Farewell(reign, why));
    }
    links.clear();
  }
}
