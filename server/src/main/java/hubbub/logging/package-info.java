/// Log lines that somebody outside can cause, kept few and harmless.
///
/// In: what happened, from any room and any thread. Out: lines of SLF4J, bounded in number and
/// length, in which nothing can break out of its line. It owns no thread; a minute's end runs on
/// the JDK's own delay thread.
///
/// Start reading at [ThrottledLog].
@NullMarked
package hubbub.logging;

import org.jspecify.annotations.NullMarked;
