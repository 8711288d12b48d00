package hubbub.codec;

import hubbub.topic.PersonInTopic;
import hubbub.topic.Sanction;
import hubbub.topic.TopicName;
import java.util.List;

/// The form of all that a topic has of one person.
public final class PersonCodec {
  /// The form.
  public static final Form<PersonInTopic> PERSON =
      Form.record("person in a topic", PersonCodec::write, PersonCodec::read);

  private PersonCodec() {}

  private static void write(CborWriter out, PersonInTopic it) {
    out.text(it.topic().value())
        .optional(it.member(), CommonForms.MEMBER)
        .flag(it.isPresent())
        .list(it.addresses(), CommonForms.ADDRESS)
        .list(List.copyOf(it.sanctions()), ListedCodec.ENTRY)
        .list(it.messages(), ChangeCodec.CHANGE)
        .list(it.held(), CommonForms.HELD)
        .list(it.affiliations(), LastingForms.AFFILIATION)
        .list(it.audit(), LastingForms.AUDIT_ENTRY);
  }

  private static PersonInTopic read(CborReader in) throws Unreadable {
    return new PersonInTopic(
        new TopicName(in.text()),
        in.optional(CommonForms.MEMBER),
        in.flag(),
        in.list(CommonForms.ADDRESS),
        in.list(ListedCodec.ENTRY).stream()
            .filter(Sanction.class::isInstance)
            .map(Sanction.class::cast)
            .toList(),
        in.list(ChangeCodec.CHANGE),
        in.list(CommonForms.HELD),
        in.list(LastingForms.AFFILIATION),
        in.list(LastingForms.AUDIT_ENTRY));
  }
}
