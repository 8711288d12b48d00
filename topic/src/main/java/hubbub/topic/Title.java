package hubbub.topic;

/// A topic's title: one line, in NFC, trimmed; empty for no title. Made only by
/// `hubbub.text.Text#title`; the owner checks its length.
public record Title(String value) {
  public Title {
    OneLine.check("title", value);
  }
}
