package hubbub.codec;

import static hubbub.codec.CommonForms.ADDRESS;
import static hubbub.codec.CommonForms.LOCK;
import static hubbub.codec.CommonForms.MEMBER_ID;
import static hubbub.codec.Form.FLAG;
import static hubbub.codec.Form.TEXT;
import static hubbub.codec.Words.FILTER_ACTION;
import static hubbub.codec.Words.RANK;

import hubbub.codec.Family.Case;
import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.Rank;
import hubbub.topic.Registration;
import hubbub.topic.StoredStanding;
import hubbub.topic.Subject;
import hubbub.topic.Title;
import hubbub.topic.TopicFilter;
import hubbub.topic.TopicImage;
import hubbub.topic.TopicSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The forms of what outlives the people in a topic: settings, lasting ranks and bans, the audit
/// log.
final class LastingForms {
  private static final Form<Title> TITLE =
      Form.of((out, it) -> out.text(it.value()), in -> new Title(in.text()));

  private static final Case<Subject.Member> MEMBER =
      new Case<>(
          1,
          (out, it) -> out.value(it.id(), MEMBER_ID),
          in -> new Subject.Member(in.value(MEMBER_ID)));

  private static final Case<Subject.Address> TAG =
      new Case<>(2, (out, it) -> out.text(it.tag()), in -> subject(in.text(), in));

  private static final Family<Subject> SUBJECTS = Family.of("subject", List.of(MEMBER, TAG));

  static final Form<Subject> SUBJECT = Form.of(LastingForms::write, SUBJECTS::read);

  private static final Case<Affiliation.Standing.Ranked> RANKED =
      new Case<>(
          1,
          (out, it) -> out.value(it.rank(), RANK),
          in -> new Affiliation.Standing.Ranked(in.value(RANK)));

  private static final Case<Affiliation.Standing.Banned> BANNED =
      new Case<>(
          2,
          (out, it) -> out.flag(it.unlessSignedIn()),
          in -> new Affiliation.Standing.Banned(in.flag()));

  private static final Family<Affiliation.Standing> STANDINGS =
      Family.of("standing", List.of(RANKED, BANNED));

  static final Form<Affiliation> AFFILIATION =
      Form.record(
          "affiliation",
          (out, it) ->
              out.value(it.subject(), SUBJECT)
                  .value(it.standing(), Form.of(LastingForms::write, STANDINGS::read))
                  .optional(it.nick(), TEXT)
                  .optionalTime(it.untilAt())
                  .time(it.at())
                  .text(it.by())
                  .optional(it.text(), TEXT)
                  .value(it.byRank(), RANK),
          LastingForms::affiliation);

  static final Form<StoredStanding> STORED =
      Form.record(
          "stored standing",
          (out, it) ->
              out.number(it.version())
                  .optional(it.rank(), AFFILIATION)
                  .optional(it.ban(), AFFILIATION)
                  .optional(it.addressBan(), AFFILIATION),
          LastingForms::stored);

  static final Form<TopicSettings.About> ABOUT =
      Form.record(
          "about",
          (out, it) ->
              out.optional(it.label(), TEXT)
                  .optional(it.description(), TEXT)
                  .optional(it.rules(), TEXT)
                  .optional(it.language(), TEXT),
          in ->
              new TopicSettings.About(
                  in.optional(TEXT), in.optional(TEXT), in.optional(TEXT), in.optional(TEXT)));

  private static final Form<TopicFilter> FILTER =
      Form.record(
          "filter",
          (out, it) ->
              out.list(it.words(), TEXT)
                  .value(it.action(), FILTER_ACTION)
                  .list(it.allowed(), TEXT)
                  .list(it.denied(), TEXT),
          in ->
              new TopicFilter(
                  in.list(TEXT), in.value(FILTER_ACTION), in.list(TEXT), in.list(TEXT)));

  private static final Form<List<String>> TEXTS =
      Form.of((out, it) -> out.list(it, TEXT), in -> in.list(TEXT));

  private static final Form<TopicFilter.Patch> FILTER_PATCH =
      Form.record(
          "filter patch",
          (out, it) ->
              out.optional(it.words(), TEXTS)
                  .optional(it.action(), FILTER_ACTION)
                  .optional(it.allowed(), TEXTS)
                  .optional(it.denied(), TEXTS),
          in ->
              new TopicFilter.Patch(
                  in.optional(TEXTS),
                  in.optional(FILTER_ACTION),
                  in.optional(TEXTS),
                  in.optional(TEXTS)));

  private static final Form<TopicSettings> SETTINGS =
      Form.record(
          "settings",
          (out, it) ->
              out.text(it.title())
                  .value(it.about(), ABOUT)
                  .optional(it.quiet(), RANK)
                  .optionalNumber(it.slowMillis())
                  .value(it.lock(), LOCK)
                  .optional(it.password(), TEXT)
                  .flag(it.listed())
                  .optionalSmallNumber(it.history())
                  .optional(it.titleRank(), RANK)
                  .value(it.filter(), FILTER),
          in ->
              new TopicSettings(
                  in.text(),
                  in.value(ABOUT),
                  in.optional(RANK),
                  in.optionalNumber(),
                  in.value(LOCK),
                  in.optional(TEXT),
                  in.flag(),
                  in.optionalSmallNumber(),
                  in.optional(RANK),
                  in.hasMore() ? in.value(FILTER) : TopicFilter.NONE));

  static final Form<Registration> REGISTRATION =
      Form.record(
          "registration",
          (out, it) ->
              out.value(it.settings(), SETTINGS)
                  .number(it.version())
                  .time(it.registeredAt())
                  .text(it.by()),
          in -> new Registration(in.value(SETTINGS), in.number(), in.time(), in.text()));

  static final Form<TopicSettings.Patch> PATCH =
      Form.record(
          "patch",
          (out, it) ->
              out.optional(it.title(), TITLE)
                  .value(it.about(), ABOUT)
                  .optional(it.quiet(), RANK)
                  .optionalNumber(it.slowMillis())
                  .optional(it.password(), TEXT)
                  .optional(it.membersOnly(), FLAG)
                  .optionalSmallNumber(it.maxMembers())
                  .optional(it.listed(), FLAG)
                  .optionalSmallNumber(it.history())
                  .optional(it.titleRank(), RANK)
                  .value(it.filter(), FILTER_PATCH),
          in ->
              new TopicSettings.Patch(
                  in.optional(TITLE),
                  in.value(ABOUT),
                  in.optional(RANK),
                  in.optionalNumber(),
                  in.optional(TEXT),
                  in.optional(FLAG),
                  in.optionalSmallNumber(),
                  in.optional(FLAG),
                  in.optionalSmallNumber(),
                  in.optional(RANK),
                  in.hasMore() ? in.value(FILTER_PATCH) : TopicFilter.Patch.NONE));

  private static final Form<AuditEntry.Party> PARTY =
      Form.record(
          "party",
          (out, it) -> out.text(it.id()).optional(it.nick(), TEXT).optional(it.from(), ADDRESS),
          in -> new AuditEntry.Party(in.text(), in.optional(TEXT), in.optional(ADDRESS)));

  static final Form<AuditEntry> AUDIT_ENTRY =
      Form.record(
          "audit entry",
          (out, it) ->
              out.time(it.at())
                  .text(it.act())
                  .value(it.by(), PARTY)
                  .optional(it.about(), PARTY)
                  .optional(it.value(), TEXT)
                  .optionalTime(it.untilAt())
                  .optional(it.text(), TEXT),
          in ->
              new AuditEntry(
                  in.time(),
                  in.text(),
                  in.value(PARTY),
                  in.optional(PARTY),
                  in.optional(TEXT),
                  in.optionalTime(),
                  in.optional(TEXT)));

  static final Form<TopicImage.Lasting> LASTING =
      Form.record(
          "lasting",
          (out, it) ->
              out.optional(it.registration(), REGISTRATION)
                  .list(it.affiliations(), AFFILIATION)
                  .number(it.audit().forgotten())
                  .list(it.audit().entries(), AUDIT_ENTRY),
          in ->
              new TopicImage.Lasting(
                  in.optional(REGISTRATION),
                  in.list(AFFILIATION),
                  new TopicImage.Audit(in.number(), in.list(AUDIT_ENTRY))));

  private LastingForms() {}

  private static Subject.Address subject(String tag, CborReader in) throws Unreadable {
    return in.tokens().in("tag", () -> new Subject.Address(tag));
  }

  /// Before it had the rank of whoever set it, everybody's counted like an admin's.
  private static Affiliation affiliation(CborReader in) throws Unreadable {
    Subject subject = in.value(SUBJECT);
    Affiliation.Standing standing = in.value(Form.of(LastingForms::write, STANDINGS::read));
    Optional<String> nick = in.optional(TEXT);
    OptionalLong untilAt = in.optionalTime();
    long at = in.time();
    String by = in.text();
    Optional<String> text = in.optional(TEXT);
    Rank byRank = in.hasMore() ? in.value(RANK) : Rank.ADMIN;
    return new Affiliation(subject, standing, nick, untilAt, at, by, byRank, text);
  }

  /// Before there were two bans, one field had either.
  private static StoredStanding stored(CborReader in) throws Unreadable {
    long version = in.number();
    Optional<Affiliation> rank = in.optional(AFFILIATION);
    Optional<Affiliation> ban = in.optional(AFFILIATION);
    return in.hasMore()
        ? new StoredStanding(version, rank, ban, in.optional(AFFILIATION))
        : StoredStanding.of(version, Stream.of(rank, ban).flatMap(Optional::stream).toList());
  }

  private static void write(CborWriter out, Subject subject) {
    switch (subject) {
      case Subject.Member it -> MEMBER.write(out, it);
      case Subject.Address it -> TAG.write(out, it);
    }
  }

  private static void write(CborWriter out, Affiliation.Standing standing) {
    switch (standing) {
      case Affiliation.Standing.Ranked it -> RANKED.write(out, it);
      case Affiliation.Standing.Banned it -> BANNED.write(out, it);
    }
  }
}
