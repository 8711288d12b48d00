package hubbub.codec;

import hubbub.topic.Command;
import hubbub.topic.Event;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.ShieldPreset;
import hubbub.topic.TopicFilter;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Enum constants as words, which stay the same whatever the order or the names of the constants.
public final class Words<E extends Enum<E>> implements Form<E> {
  static final Words<Rank> RANK = new Words<>("rank", Rank.values(), Rank::word);

  static final Words<Reason> REASON = new Words<>("reason", Reason.values(), Reason::word);

  static final Words<Command.How> HOW =
      new Words<>(
          "how",
          Command.How.values(),
          how ->
              switch (how) {
                case LEFT -> "left";
                case LOST -> "lost";
                case REPLACED -> "replaced";
              });

  static final Words<Command.List.Of> LIST_OF =
      new Words<>(
          "of",
          Command.List.Of.values(),
          of ->
              switch (of) {
                case BANS -> "bans";
                case MUTES -> "mutes";
                case MEMBERS -> "members";
                case MODERATORS -> "moderators";
                case OWNERS -> "owners";
                case AUDIT -> "audit";
                case HELD -> "held";
              });

  static final Words<Command.Sweep.Act> SWEEP =
      new Words<>(
          "sweep",
          Command.Sweep.Act.values(),
          how ->
              switch (how) {
                case KICK -> "kick";
                case MUTE -> "mute";
                case CLEAR -> "clear";
              });

  static final Words<ShieldPreset> SHIELD =
      new Words<>("shield", ShieldPreset.values(), ShieldPreset::word);

  static final Words<TopicFilter.Action> FILTER_ACTION =
      new Words<>("filter action", TopicFilter.Action.values(), TopicFilter.Action::word);

  static final Words<Event.MessageResolved.How> RESOLVED =
      new Words<>(
          "resolution",
          Event.MessageResolved.How.values(),
          how ->
              switch (how) {
                case APPROVED -> "approved";
                case REJECTED -> "rejected";
                case EXPIRED -> "expired";
                case REMOVED -> "removed";
              });

  private final String what;
  private final Function<E, String> word;
  private final Map<String, E> byWord;

  private Words(String what, E[] constants, Function<E, String> word) {
    this.what = what;
    this.word = word;
    this.byWord =
        Arrays.stream(constants).collect(Collectors.toUnmodifiableMap(word, Function.identity()));
  }

  /// The constants by their names, which must not change then. `what` says what they are where one
  /// is unknown.
  public static <E extends Enum<E>> Form<E> byName(String what, Class<E> constants) {
    return new Words<>(what, constants.getEnumConstants(), Enum::name);
  }

  @Override
  public void write(CborWriter out, E constant) {
    out.text(word.apply(constant));
  }

  @Override
  public E read(CborReader in) throws Unreadable {
    E constant = byWord.get(in.text());
    if (constant == null) {
      throw in.unreadable("unknown " + what + " (expected: one of " + byWord.size() + " words)");
    }
    return constant;
  }
}
