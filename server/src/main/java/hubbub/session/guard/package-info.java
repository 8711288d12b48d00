/// The spam guard: what a person may say how often, judged at the edge, on the sender's own thread.
///
/// In: a message that is about to be sent, another command or a join, with whose it is and from
/// where. Out: a verdict that names its rule. Rules are an extension point, [MessageRule]; the
/// [Guard] asks them in order. Allowances are shared by all connections of one id, and, ten times
/// as large, by all of one address; they are kept for as long as they matter and bounded in number.
///
/// Start reading at [Guard#judge].
@NullMarked
package hubbub.session.guard;

import org.jspecify.annotations.NullMarked;
