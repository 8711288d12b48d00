/// Text that people write and see: makes every nick, body and title, and splits text into words.
///
/// In: what somebody wrote, in any characters. Out: a [hubbub.topic.Nick], [hubbub.topic.Body] or
/// [hubbub.topic.Title] in NFC that is visible and does not disturb the text around it; nothing, if
/// the input cannot be made one. Also words for the keyword board. All knowledge of characters
/// comes from ICU, which only this package uses. Any thread. Start reading at [Text].
@NullMarked
package hubbub.text;

import org.jspecify.annotations.NullMarked;
