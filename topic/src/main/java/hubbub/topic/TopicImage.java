package hubbub.topic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The whole state of a topic at one rev, as immutable values: what crosses a restart, or goes to
/// another node. [TopicState#image] takes it, [TopicState#of] goes on from it.
///
/// Times are milliseconds since 1970 UTC on the topic's clock. What can be computed from the rest,
/// such as counts, is not in it.
///
/// @param pastReigns the reigns before the current one, oldest first
/// @param slots the values of extensions, topic and memberships apart, each as it was put
/// @param held the messages that wait for a moderator, oldest first
/// @param sweeps the acts on many at once that can be undone, oldest first
/// @param outside the replies to the latest commands from outside, oldest first
public record TopicImage(
    TopicName name,
    Epoch epoch,
    List<TopicState.EpochSpan> pastReigns,
    long rev,
    long seq,
    Life life,
    Modes modes,
    Optional<Moderation.Guesses> guesses,
    People people,
    Messages messages,
    Board board,
    List<SlotEdit.Put> slots,
    Lasting lasting,
    List<HeldMessage> held,
    List<Sweep> sweeps,
    List<OutsideReply> outside) {
  public TopicImage {
    outside = List.copyOf(outside);
    sweeps = List.copyOf(sweeps);
    held = List.copyOf(held);
    pastReigns = List.copyOf(pastReigns);
    slots = List.copyOf(slots);
  }

  /// One of the many of which an image may have any number: whoever copies a long topic copies
  /// these one by one, behind the [#head].
  public sealed interface Item permits Kept, Person, Value, Membership {}

  /// A message. `isHidden`: it was cleared from the history.
  public record Kept(Change message, boolean isHidden) implements Item {}

  /// The value of an extension's slot, as it was put; as good as removed if it can't be made again.
  public record Value(SlotEdit edit) implements Item {}

  /// This image without its items.
  public TopicImage head() {
    return with(
        modes,
        new People(List.of(), List.of(), people.addressBans()),
        new Messages(List.of(), Set.of()),
        List.of());
  }

  /// The items that [#head] lacks, in the order in which [TopicState#restore] takes them.
  public Stream<Item> items() {
    Stream<Kept> kept =
        messages.all().stream().map(it -> new Kept(it, messages.hidden().contains(it.seq())));
    Stream<Item> others =
        Stream.concat(slots.stream().map(Value::new), people.memberships().stream());
    return Stream.concat(kept, Stream.concat(people.all().stream(), others));
  }

  private TopicImage with(
      Modes itsModes, People itsPeople, Messages itsMessages, List<SlotEdit.Put> itsSlots) {
    return new TopicImage(
        name,
        epoch,
        pastReigns,
        rev,
        seq,
        life,
        itsModes,
        guesses,
        itsPeople,
        itsMessages,
        board,
        itsSlots,
        lasting,
        held,
        sweeps,
        outside);
  }

  /// This image with a digest of its password that takes long to guess from, for what leaves
  /// memory. `salt` is for this topic alone; more `rounds` take longer.
  public TopicImage withSlowDigest(byte[] salt, int rounds) {
    Modes slowed =
        modes.withPassword(
            modes.password().map(digest -> PasswordDigest.slow(digest, salt, rounds)));
    return with(slowed, people, messages, slots);
  }

  /// What concerns more than the people present: the registration, as the store has it; and, of a
  /// topic that is not registered, lasting ranks, bans, and the audit log.
  public record Lasting(
      Optional<Registration> registration, List<Affiliation> affiliations, Audit audit) {
    /// Of a topic in which nothing of that kind ever happened.
    public static final Lasting NONE =
        new Lasting(Optional.empty(), List.of(), new Audit(0, List.of()));

    public Lasting {
      affiliations = List.copyOf(affiliations);
    }
  }

  /// Lines of the audit log, oldest first, and how many there were before them.
  public record Audit(long forgotten, List<AuditEntry> entries) {
    public Audit {
      entries = List.copyOf(entries);
    }
  }

  /// The life cycle. `lingerUntil`, `leaderlessAt`: 0 if it does not linger or has a moderator.
  public record Life(
      long bornAt, boolean hasBegun, boolean isOver, long lingerUntil, long leaderlessAt) {}

  /// Everybody, by id; the current memberships, oldest first; and the banned addresses.
  public record People(
      List<Person> all, List<Membership> memberships, List<AddressBan> addressBans) {
    public People {
      all = List.copyOf(all);
      memberships = List.copyOf(memberships);
      addressBans = List.copyOf(addressBans);
    }
  }

  /// Somebody present, or gone but remembered. `holdsNick`: nobody else may have the nick.
  ///
  /// @param times what is known of when
  public record Person(
      MemberId id,
      Nick nick,
      boolean holdsNick,
      PersonRanks ranks,
      Restriction mute,
      Restriction ban,
      boolean hasSteppedDown,
      PersonTimes times,
      List<Said> said,
      Optional<MembershipId> lastLost,
      Optional<AddressPrefix> lastFrom,
      Profile profile,
      Optional<Warning> warning)
      implements Item {
    public Person {
      said = List.copyOf(said);
    }
  }

  /// When somebody came, last spoke and was first heard, and until when what is kept; 0 where that
  /// does not apply.
  public record PersonTimes(
      long onlineAt,
      long keptUntil,
      long rememberedUntil,
      long spokeAt,
      long firstJoinedAt,
      long heardAt) {}

  /// The reply to a message that was sent with a nonce.
  public record Said(String nonce, Outcome.Said reply) {}

  /// A current membership. `done` has a bit for each of the 64 numbers up to `last`, the lowest for
  /// `last` itself: whether that command was carried out.
  public record Membership(
      MembershipId id,
      MemberId member,
      long since,
      Optional<AddressPrefix> from,
      long last,
      long done,
      List<Reply> replies)
      implements Item {
    public Membership {
      replies = List.copyOf(replies);
    }
  }

  /// The outcome of a numbered command.
  public record Reply(long number, Outcome outcome) {}

  /// The outcome of a command from outside, which was carried out at that time.
  public record OutsideReply(long id, long at, Outcome outcome) {}

  /// An address from which nobody new may join until then.
  public record AddressBan(AddressPrefix address, long until) {}

  /// The messages, oldest first; every event is an [Event.Message]. `hidden` are the seqs of those
  /// that were cleared from the history.
  public record Messages(List<Change> all, Set<Long> hidden) {
    public Messages {
      all = List.copyOf(all);
      hidden = Set.copyOf(hidden);
    }
  }

  /// The keyword board as last told at `toldAt`, and until when keywords are blocked from it, by
  /// their keys.
  public record Board(List<Keyword> keywords, Map<String, Long> blocks, long toldAt) {
    public Board {
      keywords = List.copyOf(keywords);
      blocks = Map.copyOf(blocks);
    }
  }
}
