package hubbub.cluster;

import hubbub.codec.CborReader;
import hubbub.codec.CborWriter;
import hubbub.codec.ChangeCodec;
import hubbub.codec.Form;
import hubbub.codec.KindSlots;
import hubbub.codec.OutcomeCodec;
import hubbub.codec.RefusalCodec;
import hubbub.codec.RequestCodec;
import hubbub.codec.SlotTypes;
import hubbub.codec.Unreadable;
import hubbub.codec.Words;
import hubbub.topic.Epoch;
import hubbub.topic.TopicName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The form of [NodeMessage]s: the version, the number of the kind of message, the topic (an empty
/// text, if it is about a whole shard), the term, and the kind's own fields. Any thread.
final class NodeMessageCodec {
  private static final Form<TopicName> TOPIC =
      Form.of((out, it) -> out.text(it.value()), in -> new TopicName(in.text()));

  private static final Form<Follower.Why> WHY = Words.byName("why", Follower.Why.class);

  private static final Form<Reached> REACHED =
      Form.record(
          "reached",
          (out, it) ->
              out.number(it.term()).number(it.bornAt()).number(it.rev()).text(it.epoch().value()),
          in -> new Reached(in.number(), in.number(), in.number(), new Epoch(in.text())));

  private static final Form<NodeMessage.Copy> COPY =
      Form.record(
          "copy",
          (out, it) -> out.value(it.topic(), TOPIC).value(it.reached(), REACHED),
          in -> new NodeMessage.Copy(in.value(TOPIC), in.value(REACHED)));

  private static final Form<CatchUp> MISSING =
      Form.record(
          "missing changes",
          (out, it) -> out.list(it.changes(), ChangeCodec.CHANGE),
          in -> new CatchUp(in.list(ChangeCodec.CHANGE)));

  private static final Form<Decided.Answer> ANSWER =
      Form.record(
          "answer",
          (out, it) ->
              out.number(it.node())
                  .value(it.actor(), RequestCodec.ACTOR)
                  .number(it.ticket())
                  .value(it.outcome(), OutcomeCodec.OUTCOME),
          in ->
              new Decided.Answer(
                  in.smallNumber(),
                  in.value(RequestCodec.ACTOR),
                  in.number(),
                  in.value(OutcomeCodec.OUTCOME)));

  /// One kind of message. `reading` reads its own fields only.
  private record Kind<M extends NodeMessage>(
      int number, Class<M> type, BiConsumer<CborWriter, M> writing, Reading<M> reading) {
    void write(CborWriter out, NodeMessage message) {
      out.number(number)
          .text(message instanceof NodeMessage.OfTopic it ? it.topic().value() : "")
          .number(message.term());
      writing.accept(out, type.cast(message));
    }
  }

  private interface Reading<M> {
    M read(Head head, CborReader in) throws Unreadable;
  }

  /// What every message begins with.
  private record Head(long version, Kind<?> kind, Optional<TopicName> topic, long term) {
    TopicName name(CborReader in) throws Unreadable {
      if (topic.isEmpty()) {
        throw in.unreadable("no topic");
      }
      return topic.get();
    }
  }

  private static final List<Kind<?>> KINDS =
      List.of(
          new Kind<>(
              1,
              NodeMessage.Opening.class,
              (_, _) -> {},
              (head, _) -> new NodeMessage.Opening(head.term())),
          new Kind<>(
              2,
              NodeMessage.Inventory.class,
              (out, it) -> out.list(it.copies(), COPY),
              (head, in) -> new NodeMessage.Inventory(head.term(), in.list(COPY))),
          new Kind<>(
              3,
              NodeMessage.Overtaken.class,
              (_, _) -> {},
              (head, _) -> new NodeMessage.Overtaken(head.term())),
          new Kind<>(
              4,
              NodeMessage.Fetch.class,
              (out, it) -> out.number(it.number()).optional(it.reached(), REACHED),
              (head, in) ->
                  new NodeMessage.Fetch(
                      head.name(in), head.term(), in.number(), in.optional(REACHED))),
          new Kind<>(
              5,
              NodeMessage.Fetched.class,
              (out, it) -> out.number(it.number()).optional(it.missing(), MISSING),
              (head, in) ->
                  new NodeMessage.Fetched(
                      head.name(in), head.term(), in.number(), in.optional(MISSING))),
          new Kind<>(
              6,
              NodeMessage.Open.class,
              (_, _) -> {},
              (head, _) -> new NodeMessage.Open(head.term())),
          new Kind<>(
              7,
              NodeMessage.Attach.class,
              (out, it) ->
                  out.number(it.number()).flag(it.isVisit()).optional(it.reached(), REACHED),
              (head, in) ->
                  new NodeMessage.Attach(
                      head.name(in), head.term(), in.number(), in.flag(), in.optional(REACHED))),
          new Kind<>(
              8,
              NodeMessage.Attached.class,
              (out, it) -> out.number(it.number()).value(it.missing(), MISSING),
              (head, in) ->
                  new NodeMessage.Attached(
                      head.name(in), head.term(), in.number(), in.value(MISSING))),
          new Kind<>(
              20,
              NodeMessage.Part.class,
              (out, it) -> out.number(it.number()).bytes(it.bytes()).flag(it.isLast()),
              (head, in) ->
                  new NodeMessage.Part(
                      head.name(in), head.term(), in.number(), in.bytes(), in.flag())),
          new Kind<>(
              9,
              NodeMessage.Unattached.class,
              (out, it) -> out.number(it.number()).value(it.refusal(), RefusalCodec.REFUSAL),
              (head, in) ->
                  new NodeMessage.Unattached(
                      head.name(in), head.term(), in.number(), in.value(RefusalCodec.REFUSAL))),
          new Kind<>(
              10,
              NodeMessage.Settled.class,
              (out, it) -> out.number(it.rev()),
              (head, in) -> new NodeMessage.Settled(head.name(in), head.term(), in.number())),
          new Kind<>(
              18,
              NodeMessage.Confirm.class,
              (_, _) -> {},
              (head, in) -> new NodeMessage.Confirm(head.name(in), head.term())),
          new Kind<>(
              19,
              NodeMessage.Confirmed.class,
              (out, it) -> out.number(it.rev()),
              (head, in) -> new NodeMessage.Confirmed(head.name(in), head.term(), in.number())),
          new Kind<>(
              11,
              NodeMessage.Asked.class,
              (out, it) ->
                  out.number(it.ticket())
                      .value(it.request(), RequestCodec.REQUEST)
                      .number(it.waitedNanos()),
              (head, in) ->
                  new NodeMessage.Asked(
                      head.name(in),
                      head.term(),
                      in.number(),
                      in.value(RequestCodec.REQUEST),
                      in.number())),
          new Kind<>(
              12,
              NodeMessage.Batch.class,
              (out, it) -> out.list(it.changes(), ChangeCodec.CHANGE).list(it.answers(), ANSWER),
              (head, in) ->
                  new NodeMessage.Batch(
                      head.name(in), head.term(), in.list(ChangeCodec.CHANGE), in.list(ANSWER))),
          new Kind<>(
              13,
              NodeMessage.Unneeded.class,
              (_, _) -> {},
              (head, in) -> new NodeMessage.Unneeded(head.name(in), head.term())),
          new Kind<>(
              14,
              NodeMessage.LostView.class,
              (_, _) -> {},
              (head, in) -> new NodeMessage.LostView(head.name(in), head.term())),
          new Kind<>(
              21,
              NodeMessage.Incompatible.class,
              (_, _) -> {},
              (head, in) -> new NodeMessage.Incompatible(head.name(in), head.term())),
          new Kind<>(
              15,
              NodeMessage.Released.class,
              (out, it) -> out.value(it.why(), WHY),
              (head, in) -> new NodeMessage.Released(head.name(in), head.term(), in.value(WHY))),
          new Kind<>(
              17,
              NodeMessage.Closed.class,
              (_, _) -> {},
              (head, _) -> new NodeMessage.Closed(head.term())),
          new Kind<>(
              16,
              NodeMessage.StandBy.class,
              (_, _) -> {},
              (head, in) -> new NodeMessage.StandBy(head.name(in), head.term())));

  private static final Map<Long, Kind<?>> BY_NUMBER =
      KINDS.stream()
          .collect(Collectors.toUnmodifiableMap(it -> (long) it.number(), Function.identity()));

  private static final Map<Class<?>, Kind<?>> BY_TYPE =
      KINDS.stream().collect(Collectors.toUnmodifiableMap(Kind::type, Function.identity()));

  private final KindSlots slots;

  /// `slots` are those of the extensions.
  NodeMessageCodec(KindSlots slots) {
    this.slots = slots;
  }

  /// The slots of the topic's extension.
  SlotTypes slotsOf(TopicName topic) {
    return slots.of(topic);
  }

  /// A message as bytes.
  byte[] write(NodeMessage message) {
    CborWriter out =
        new CborWriter(
            message instanceof NodeMessage.OfTopic it ? slotsOf(it.topic()) : SlotTypes.NONE);
    kindOf(message).write(out.version(), message);
    return out.toBytes();
  }

  private static Kind<?> kindOf(NodeMessage message) {
    Kind<?> kind = BY_TYPE.get(message.getClass());
    if (kind == null) {
      throw new IllegalStateException("a message without a form: " + message.getClass());
    }
    return kind;
  }

  /// Reads a message of this release, or the one before. If all but the beginning of one is
  /// unreadable, `unread` learns why.
  NodeMessage read(byte[] bytes, Consumer<Unreadable> unread) throws Unreadable {
    AtomicReference<SlotTypes> its = new AtomicReference<>(SlotTypes.NONE);
    CborReader in = new CborReader(bytes, name -> its.get().slot(name));
    Head head = head(in);
    head.topic().map(slots::of).ifPresent(its::set);
    try {
      in.checkVersion(head.version());
      NodeMessage message = head.kind().reading().read(head, in);
      in.end();
      return message;
    } catch (Unreadable e) {
      unread.accept(e);
      return unread(head, bytes, e);
    }
  }

  /// Every version of the form begins like this.
  private static Head head(CborReader in) throws Unreadable {
    long version = in.number();
    Kind<?> kind = BY_NUMBER.get(in.number());
    if (kind == null) {
      throw in.unreadable("an unknown kind of message");
    }
    return new Head(version, kind, topic(in), in.number());
  }

  /// What is said of a message that can't be read, so that nobody waits for what follows from it. A
  /// node whose inventory can't be read has nothing that could be had.
  private static NodeMessage unread(Head head, byte[] bytes, Unreadable why) throws Unreadable {
    if (head.kind().type().equals(NodeMessage.Inventory.class)) {
      return new NodeMessage.Inventory(head.term(), List.of());
    }
    TopicName topic = head.topic().orElseThrow(() -> why);
    if (head.kind().type().equals(NodeMessage.Asked.class)) {
      try {
        CborReader again = new CborReader(bytes, SlotTypes.NONE);
        Head _ = head(again);
        return new NodeMessage.UnreadCommand(
            topic, head.term(), again.number(), RequestCodec.actor(again));
      } catch (Unreadable _) {
        return new NodeMessage.Unread(topic, head.term());
      }
    }
    return new NodeMessage.Unread(topic, head.term());
  }

  private static Optional<TopicName> topic(CborReader in) throws Unreadable {
    String topic = in.text();
    try {
      return topic.isEmpty() ? Optional.empty() : Optional.of(new TopicName(topic));
    } catch (IllegalArgumentException e) {
      throw in.unreadable("no name of a topic");
    }
  }
}
