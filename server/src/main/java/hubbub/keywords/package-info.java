/// The default keyword policy: picks the words of a message that may become keywords, by language.
///
/// In: the body of a message, on the sender's thread; the package `text` splits it into words. Out:
/// at most 16 terms. The topic's owner counts them and decides which are on the board. Start
/// reading at [DefaultKeywords].
@NullMarked
package hubbub.keywords;

import org.jspecify.annotations.NullMarked;
