/// Text as people see it: makes every nick, body and title, and cuts what is said into words.
///
/// In: what somebody wrote, whatever its characters. Out: a [hubbub.topic.Nick],
/// [hubbub.topic.Body] or [hubbub.topic.Title] in NFC that shows something and disturbs nothing
/// around it, or nothing, if there is none to be made of it; and words for the keyword board. All
/// knowledge of characters is ICU's, which stands in this room alone. Any thread. Start reading at
/// [Text].
@NullMarked
package hubbub.text;

import org.jspecify.annotations.NullMarked;
