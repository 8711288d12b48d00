/// The default keyword policy: which words of a message may become keywords, by language.
///
/// In: the body of a message, on the sender's thread, which the room `text` cuts into words. Out:
/// at most 16 terms. Which of them stand on the board is counted by the topic's owner. Start
/// reading at [DefaultKeywords].
@NullMarked
package hubbub.keywords;

import org.jspecify.annotations.NullMarked;
