package hubbub.cluster;

import hubbub.codec.CborReader;
import hubbub.codec.CborWriter;
import hubbub.codec.PersonCodec;
import hubbub.codec.SlotTypes;
import hubbub.codec.Unreadable;
import hubbub.topic.MemberId;
import hubbub.topic.PersonInTopic;
import hubbub.topic.TopicName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/// Asks the topics of all nodes of a cluster for one person, and erases it there. Any thread.
final class PeopleOfAllNodes {
  private static final String ABOUT = "person";
  private static final String ERASE = "erase";
  private static final byte[] IS_ERASED = {1};
  private static final byte[] IS_LEFT = {0};

  private final Bulletin bulletin;

  /// What is asked of the topics of one node.
  interface OneNode {
    /// What they have of a member.
    CompletionStage<List<PersonInTopic>> about(MemberId member);

    /// Erases a member; answers whether nothing is left.
    CompletionStage<Boolean> erase(Erasure erasure);
  }

  /// That a member is to be erased, see [Cluster#erase].
  record Erasure(MemberId member, String pseudonym, boolean isForGood) {}

  /// Answers others by what `here` says.
  PeopleOfAllNodes(Bulletin bulletin, OneNode here) {
    this.bulletin = bulletin;
    bulletin.answer(
        ABOUT,
        question ->
            here.about(new MemberId(reader(question, CborReader::text)))
                .thenApply(its -> writer().list(its, PersonCodec.PERSON).toBytes()));
    bulletin.answer(
        ERASE,
        question ->
            here.erase(reader(question, PeopleOfAllNodes::erasure))
                .thenApply(isErased -> isErased ? IS_ERASED : IS_LEFT));
  }

  /// What all topics have of a member. Fails if a node does not answer.
  CompletionStage<List<PersonInTopic>> about(MemberId member) {
    return bulletin
        .ask(ABOUT, writer().text(member.value()).toBytes())
        .thenCompose(answers ->
            answers.areComplete()
                ? CompletableFuture.completedStage(merged(answers.all()))
                : CompletableFuture.failedStage(
                    new TimeoutException("not all nodes of the cluster have answered")));
  }

  /// While a topic moves, two nodes may answer for it.
  private static List<PersonInTopic> merged(List<byte[]> answers) {
    Map<TopicName, PersonInTopic> all = new LinkedHashMap<>();
    for (byte[] answer : answers) {
      reader(answer, in -> in.list(PersonCodec.PERSON)).forEach(it -> all.put(it.topic(), it));
    }
    return List.copyOf(all.values());
  }

  /// Erases a member from all topics; answers whether nothing is left.
  CompletionStage<Boolean> erase(Erasure its) {
    byte[] question =
        writer().text(its.member().value()).text(its.pseudonym()).flag(its.isForGood()).toBytes();
    return bulletin
        .ask(ERASE, question)
        .thenApply(answers ->
            answers.areComplete() && answers.all().stream().allMatch(it -> it[0] == IS_ERASED[0]));
  }

  private static Erasure erasure(CborReader in) throws Unreadable {
    return new Erasure(new MemberId(in.text()), in.text(), in.flag());
  }

  private static CborWriter writer() {
    return new CborWriter(SlotTypes.NONE).version();
  }

  private static <T> T reader(byte[] bytes, CborReader.Reading<T> reading) {
    try {
      CborReader in = new CborReader(bytes, SlotTypes.NONE);
      int _ = in.version();
      return reading.read(in);
    } catch (Unreadable e) {
      throw new IllegalArgumentException("what another node said can't be read", e);
    }
  }
}
