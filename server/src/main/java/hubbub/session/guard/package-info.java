/// The spam guard: limits how often a person may speak, act and join. Judged at the edge, on the
/// sender's own thread.
///
/// In: a message, another command or a join that is about to be sent, with its sender and address.
/// Out: a verdict that names its rule. Rules are an extension point, [MessageRule]; the [Guard]
/// asks them in order. All connections of one id share an allowance, and all of one address share
/// another, ten times as large. Allowances are bounded in number, and dropped once they have filled
/// up again.
///
/// Start reading at [Guard#judge].
@NullMarked
package hubbub.session.guard;

import org.jspecify.annotations.NullMarked;
