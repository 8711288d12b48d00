/// Attacks a server of its own, beside neighbours who notice harm: `./hubbub attack`.
///
/// In: the names of attackers and for how long; out: a table of what the neighbours noticed and
/// what the attack cost the server. Each [Attacker] is one kind of hostile client: [Slow],
/// [Unfinished], [Flooding], [Lying], [Greedy]. A [Crowd] runs many of its clients at a time, each
/// on a [HostileSocket]. [Neighbours] are ordinary members, some of them in the attacked topic.
/// [Attack] puts these together; [Costs] measures the server's process from outside.
///
/// Threads: one virtual thread for each client.
@NullMarked
package hubbub.attack;

import org.jspecify.annotations.NullMarked;
