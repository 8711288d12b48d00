package hubbub.topic;

import java.util.List;

/// What may become a keyword. The half that reads language: called at the edge, on the sender's
/// thread, so it must be fast, and must not block. Which of the terms stand on the board is counted
/// in the owner.
public interface KeywordPolicy {
  /// The terms of a message, in the form in which they are to be shown, at most 16, each 1 to 40
  /// characters, no two the same.
  List<String> terms(String body);
}
