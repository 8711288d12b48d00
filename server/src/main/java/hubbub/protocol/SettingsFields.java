package hubbub.protocol;

import hubbub.text.Text;
import hubbub.topic.Body;
import hubbub.topic.Title;
import hubbub.topic.TopicSettings;
import hubbub.wire.Fields;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Reads the settings of a registered topic. Pure functions.
final class SettingsFields {
  private static final int MAX_LABEL = 100;
  private static final int MAX_DESCRIPTION = 2_000;
  private static final int MAX_HISTORY = 10_000;

  private SettingsFields() {}

  /// The settings that are to change.
  static TopicSettings.Patch patch(Fields fields) throws Fields.InvalidField {
    return new TopicSettings.Patch(
        title(fields),
        about(fields),
        PeopleFields.optionalRank(fields, "quiet_min_rank"),
        fields.optionalInteger("slow_interval_ms", 0, CommandReader.MAX_INTERVAL_MILLIS),
        fields.optionalText("password", 0, CommandReader.MAX_PASSWORD).map(Text::password),
        fields.optionalFlag("members_only"),
        number(fields, "max_members", Integer.MAX_VALUE),
        fields.optionalFlag("listed"),
        number(fields, "history", MAX_HISTORY),
        PeopleFields.optionalRank(fields, "title_rank"),
        FilterFields.patch(fields));
  }

  private static Optional<Title> title(Fields fields) throws Fields.InvalidField {
    return fields.optionalText("title").isPresent()
        ? Optional.of(CommandReader.title(fields))
        : Optional.empty();
  }

  private static TopicSettings.About about(Fields fields) throws Fields.InvalidField {
    return new TopicSettings.About(
        fields.optionalText("label", 0, MAX_LABEL).map(SettingsFields::line),
        fields.optionalText("description", 0, MAX_DESCRIPTION).map(SettingsFields::lines),
        fields.optionalText("rules", 0, MAX_DESCRIPTION).map(SettingsFields::lines),
        language(fields));
  }

  /// What nobody can see is as good as nothing.
  private static String line(String text) {
    return Text.line(text).orElse("");
  }

  private static String lines(String text) {
    return Text.body(text).map(Body::value).orElse("");
  }

  private static Optional<String> language(Fields fields) throws Fields.InvalidField {
    Optional<String> tag = fields.optionalText("language", 0, MAX_LABEL);
    if (tag.isEmpty() || tag.get().isEmpty()) {
      return tag;
    }
    try {
      return Optional.of(new Locale.Builder().setLanguageTag(tag.get()).build().toLanguageTag());
    } catch (IllformedLocaleException _) {
      throw new Fields.InvalidField("language", "a language tag such as en or pt-BR");
    }
  }

  private static OptionalInt number(Fields fields, String name, int most)
      throws Fields.InvalidField {
    OptionalLong number = fields.optionalInteger(name, 0, most);
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }
}
