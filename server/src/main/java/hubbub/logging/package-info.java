/// Keeps log lines that outsiders can cause few and harmless.
///
/// In: what happened, from any package and any thread. Out: SLF4J lines, bounded in number and
/// length; no subject can break out of its line. Owns no thread; the end of a minute runs on the
/// JDK's delay thread.
///
/// Libraries log through [LibraryThrottle], if Logback is configured by [ServerLog].
///
/// Start reading at [ThrottledLog].
@NullMarked
package hubbub.logging;

import org.jspecify.annotations.NullMarked;
