package hubbub.attack;

import java.util.List;

/// One kind of hostile client.
interface Attacker {
  /// The topic that is attacked, in which half of the neighbours are.
  String TOPIC = "room:attacked";

  /// All kinds.
  static List<Attacker> all() {
    return List.of(new Slow(), new Unfinished(), new Flooding(), new Lying(), new Greedy());
  }

  /// What it is called on the command line.
  String name();

  /// What it does, in a few words.
  String does();

  /// Adds its clients to `crowd`, where each acts over and over until the attack ends.
  void join(Crowd crowd);
}
