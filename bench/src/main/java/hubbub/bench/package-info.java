/// The benchmarks behind `./hubbub bench`.
///
/// In: a word for what to measure. Out: a table on the terminal and in `bench/results`, headed by
/// machine, JDK and commit. [WholeServers] puts the server and the floor program of `bench/native`
/// under the same load in turn ([Cases] is the table). [Micro] runs the JMH benchmarks and [Stress]
/// the jcstress tests; both are in the packages of what they measure.
/// [hubbub.topic.ExpiryComparison] and [Memory] are programs of their own.
///
/// Nothing depends on this module. Start reading at [Bench].
@NullMarked
package hubbub.bench;

import org.jspecify.annotations.NullMarked;
