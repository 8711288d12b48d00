package hubbub.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.text.FoldedWords;
import hubbub.text.HostNames;
import hubbub.text.Text;
import hubbub.topic.TopicFilter;
import hubbub.wire.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads the words and links that the owners of a topic keep out of it. Pure functions.
final class FilterFields {
  private static final int MOST_WORDS = 100;
  private static final int LONGEST_WORD = 64;
  private static final int MOST_HOSTS = 50;
  private static final int LONGEST_HOST = 253;

  private FilterFields() {}

  /// What is to change about them.
  static TopicFilter.Patch patch(Fields fields) throws Fields.InvalidField {
    Optional<JsonNode> links = fields.optionalObject("links");
    return new TopicFilter.Patch(
        words(fields), action(fields), hosts(links, "allow"), hosts(links, "deny"));
  }

  private static Optional<List<String>> words(Fields fields) throws Fields.InvalidField {
    return each(
        "words",
        fields.optionalTexts("words", MOST_WORDS, LONGEST_WORD),
        word -> Text.line(word).filter(it -> !FoldedWords.of(it).isEmpty()),
        "words with a letter in each");
  }

  private static Optional<TopicFilter.Action> action(Fields fields) throws Fields.InvalidField {
    Optional<String> word = fields.optionalText("words_action");
    Optional<TopicFilter.Action> action = word.flatMap(TopicFilter.Action::of);
    if (word.isPresent() && action.isEmpty()) {
      throw new Fields.InvalidField("words_action", "refuse, mask or hold");
    }
    return action;
  }

  private static Optional<List<String>> hosts(Optional<JsonNode> links, String name)
      throws Fields.InvalidField {
    if (links.isEmpty()) {
      return Optional.empty();
    }
    return each(
        name,
        Fields.of(links.get()).optionalTexts(name, MOST_HOSTS, LONGEST_HOST),
        HostNames::domainIn,
        "domains like example.org");
  }

  /// Each as `read` has it, without repetitions.
  private static Optional<List<String>> each(
      String name,
      Optional<List<String>> written,
      Function<String, Optional<String>> read,
      String expected)
      throws Fields.InvalidField {
    if (written.isEmpty()) {
      return written;
    }
    List<String> all = new ArrayList<>();
    for (String one : written.get()) {
      all.add(read.apply(one).orElseThrow(() -> new Fields.InvalidField(name, expected)));
    }
    return Optional.of(all.stream().distinct().toList());
  }
}
