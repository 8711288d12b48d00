package hubbub.store;

import hubbub.topic.MemberId;
import hubbub.topic.Subject;

/// Subjects as text: `m:<id>`, or `a:<tag of a block of addresses>`.
final class SubjectKeys {
  private static final String MEMBER = "m:";
  private static final String ADDRESS = "a:";

  private SubjectKeys() {}

  static String of(Subject subject) {
    return switch (subject) {
      case Subject.Member(MemberId id) -> MEMBER + id;
      case Subject.Address(String tag) -> ADDRESS + tag;
    };
  }

  static Subject subject(String key) {
    String rest = key.substring(MEMBER.length());
    return key.startsWith(MEMBER)
        ? new Subject.Member(new MemberId(rest))
        : new Subject.Address(rest);
  }
}
