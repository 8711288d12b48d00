package hubbub.codec;

import static hubbub.codec.Form.FLAG;

import hubbub.codec.Family.Case;
import hubbub.topic.Event;
import hubbub.topic.TopicImage;
import java.util.List;

/// The form of a topic's items, one by one, for a topic that is written in parts. As in
/// [TopicImageCodec], whoever writes them says which time their times are differences to.
public final class TopicItemCodec {
  private static final Case<TopicImage.Kept> KEPT =
      new Case<>(
          1,
          (out, it) -> out.value(it.message(), ChangeCodec.CHANGE).value(it.isHidden(), FLAG),
          TopicItemCodec::kept);

  private static final Case<TopicImage.Person> PERSON =
      new Case<>(
          2, (out, it) -> out.value(it, PeopleForms.PERSON), in -> in.value(PeopleForms.PERSON));

  private static final Case<TopicImage.Value> VALUE =
      new Case<>(
          3,
          (out, it) -> out.value(it.edit(), SlotEditCodec.EDIT),
          in -> new TopicImage.Value(in.value(SlotEditCodec.EDIT)));

  private static final Case<TopicImage.Membership> MEMBERSHIP =
      new Case<>(
          4,
          (out, it) -> out.value(it, PeopleForms.MEMBERSHIP),
          in -> in.value(PeopleForms.MEMBERSHIP));

  private static final Family<TopicImage.Item> FAMILY =
      Family.of("item", List.of(KEPT, PERSON, VALUE, MEMBERSHIP));

  /// The form of an item.
  public static final Form<TopicImage.Item> ITEM = Form.of(TopicItemCodec::write, FAMILY::read);

  private TopicItemCodec() {}

  private static void write(CborWriter out, TopicImage.Item item) {
    switch (item) {
      case TopicImage.Kept it -> KEPT.write(out, it);
      case TopicImage.Person it -> PERSON.write(out, it);
      case TopicImage.Value it -> VALUE.write(out, it);
      case TopicImage.Membership it -> MEMBERSHIP.write(out, it);
    }
  }

  private static TopicImage.Kept kept(CborReader in) throws Unreadable {
    TopicImage.Kept kept = new TopicImage.Kept(in.value(ChangeCodec.CHANGE), in.flag());
    in.tokens().expect(kept.message().event() instanceof Event.Message, "messages only");
    return kept;
  }
}
