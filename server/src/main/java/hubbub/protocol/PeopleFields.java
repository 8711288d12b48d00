package hubbub.protocol;

import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.ShieldPreset;
import hubbub.topic.Subject;
import hubbub.wire.Fields;
import java.util.Optional;

/// Reads the fields of commands that name people and ranks. Pure functions.
final class PeopleFields {
  private static final int MAX_ID = 64;
  private static final int MAX_AFTER = 80;

  private PeopleFields() {}

  /// The `member` that a command is about.
  static MemberId member(Fields fields) throws Fields.InvalidField {
    return new MemberId(fields.text("member", 1, MAX_ID));
  }

  /// The member whose id is in field `name`; empty if the field is absent.
  static Optional<MemberId> optionalMember(Fields fields, String name) throws Fields.InvalidField {
    Optional<String> id = fields.optionalText(name);
    if (id.isPresent() && (id.get().isEmpty() || id.get().length() > MAX_ID)) {
      throw new Fields.InvalidField(name, "a member's id");
    }
    return id.map(MemberId::new);
  }

  /// Whom a ban is about: the `member`, or the `prefix` of addresses by its tag.
  static Subject subject(Fields fields) throws Fields.InvalidField {
    return fields.optionalText("prefix").isPresent()
        ? new Subject.Address(fields.text("prefix", 1, MAX_ID))
        : new Subject.Member(member(fields));
  }

  /// Where a page of a list begins: the `next` of the one before.
  static Optional<String> after(Fields fields) throws Fields.InvalidField {
    return fields.optionalText("after", 1, MAX_AFTER);
  }

  /// The `rank` that a command gives.
  static Rank rank(Fields fields) throws Fields.InvalidField {
    return optionalRank(fields, "rank").orElseThrow(() -> expectedRank("rank"));
  }

  /// The rank in field `name`; empty if the field is absent.
  static Optional<Rank> optionalRank(Fields fields, String name) throws Fields.InvalidField {
    Optional<String> word = fields.optionalText(name);
    Optional<Rank> rank = word.flatMap(Rank::of);
    if (word.isPresent() && rank.isEmpty()) {
      throw expectedRank(name);
    }
    return rank;
  }

  private static Fields.InvalidField expectedRank(String name) {
    return new Fields.InvalidField(name, "guest, member, vip, moderator or owner");
  }

  /// The `preset` of a shield; empty if it is null or absent.
  static Optional<ShieldPreset> shield(Fields fields) throws Fields.InvalidField {
    Optional<String> word = fields.optionalText("preset");
    Optional<ShieldPreset> preset = word.flatMap(ShieldPreset::of);
    if (word.isPresent() && preset.isEmpty()) {
      throw new Fields.InvalidField("preset", "slow, hold, accounts_only, no_links or null");
    }
    return preset;
  }

  /// What a sweep does to each, in its field `how`.
  static Command.Sweep.Act sweep(Fields fields) throws Fields.InvalidField {
    return switch (fields.text("how")) {
      case "kick" -> Command.Sweep.Act.KICK;
      case "mute" -> Command.Sweep.Act.MUTE;
      case "clear" -> Command.Sweep.Act.CLEAR;
      default -> throw new Fields.InvalidField("how", "kick, mute or clear");
    };
  }

  /// The list that `list` asks for, in its field `of`.
  static Command.List.Of listed(Fields fields) throws Fields.InvalidField {
    return switch (fields.text("of")) {
      case "bans" -> Command.List.Of.BANS;
      case "mutes" -> Command.List.Of.MUTES;
      case "members" -> Command.List.Of.MEMBERS;
      case "moderators" -> Command.List.Of.MODERATORS;
      case "owners" -> Command.List.Of.OWNERS;
      case "audit" -> Command.List.Of.AUDIT;
      case "held" -> Command.List.Of.HELD;
      default ->
          throw new Fields.InvalidField(
              "of", "bans, mutes, members, moderators, owners, audit or held");
    };
  }
}
