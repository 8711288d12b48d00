package hubbub.store;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.Subject;
import java.util.ArrayList;
import java.util.List;

/// Subjects as text: `m:<id>`, or `a:<block>` in its canonical form.
final class SubjectKeys {
  private static final String MEMBER = "m:";
  private static final String ADDRESS = "a:";
  private static final int BITS_BEFORE_V4 = 96;

  private SubjectKeys() {}

  static String of(Subject subject) {
    return switch (subject) {
      case Subject.Member member -> MEMBER + member.id();
      case Subject.Address address -> ADDRESS + address.prefix();
    };
  }

  static Subject subject(String key) {
    String rest = key.substring(MEMBER.length());
    return key.startsWith(MEMBER)
        ? new Subject.Member(new MemberId(rest))
        : new Subject.Address(AddressPrefix.parse(rest));
  }

  /// The keys of everything that speaks of `subject`: for a block of addresses, also those of all
  /// blocks around it.
  static List<String> around(Subject subject) {
    return switch (subject) {
      case Subject.Member _ -> List.of(of(subject));
      case Subject.Address address -> {
        AddressPrefix prefix = address.prefix();
        List<String> keys = new ArrayList<>();
        for (int bits = prefix.isV4() ? BITS_BEFORE_V4 : 0; bits <= prefix.bits(); bits++) {
          keys.add(ADDRESS + new AddressPrefix(prefix.high(), prefix.low(), bits));
        }
        yield keys;
      }
    };
  }
}
