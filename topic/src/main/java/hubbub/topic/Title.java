package hubbub.topic;

/// What a topic is about: one line, in NFC, trimmed; empty where there is no title. Made by
/// `hubbub.text.Text#title` alone; how long it may be is the owner's to judge.
public record Title(String value) {
  public Title {
    OneLine.check("title", value);
  }
}
