/// Measures what a cluster costs its event loops, with nodes in one process.
///
/// In: how many members, or topics. Out: tables. [OneProcess] is the fabric, [TimedLoop] an event
/// loop that times its turns; [LongTopic] and [ManyTopics] are what is measured.
@NullMarked
package hubbub.bench.cluster;

import org.jspecify.annotations.NullMarked;
