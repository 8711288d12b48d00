package hubbub.topic;

import hubbub.topic.port.Encoding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The state of a topic at one rev. Mutable; confined to the thread that evolves it.
///
/// `transient` fields are not part of the state: the encoding, and the cached snapshot.
public final class TopicState {
  private static final byte[] NO_FRAME = {};
  private static final int MOST_REIGNS = 32;

  private final TopicName name;
  private final KindSettings settings;
  private final transient Encoding encoding;
  private final Life life;
  private final People people;
  private final Messages messages;
  private final KeywordBoard board;
  private final Slots slots;
  private final Affiliations affiliations = new Affiliations();
  private final AuditTrail audit = new AuditTrail();
  private final HeldMessages held = new HeldMessages();
  private final Sweeps sweeps = new Sweeps();
  private Optional<Registration> registration = Optional.empty();
  private List<EpochSpan> pastReigns = List.of();
  private Modes modes = Modes.NONE;
  private Optional<Moderation.Guesses> guesses = Optional.empty();
  private Epoch epoch;
  private long rev;
  private long seq;
  private transient @Nullable Snapshot snapshot;

  /// Absent until a command comes from outside: to most topics none does.
  private @Nullable OutsideReplies outside;

  private TopicState(
      TopicName name, Epoch epoch, KindSettings settings, Encoding encoding, long now) {
    this.name = name;
    this.epoch = epoch;
    this.settings = settings;
    this.encoding = encoding;
    this.life = new Life(now);
    this.people = new People();
    this.messages = new Messages(settings.history(), settings.historyBytes());
    this.board = new KeywordBoard();
    this.slots = new Slots();
  }

  private TopicState(TopicImage image, KindSettings settings, Encoding encoding) {
    this.name = image.name();
    this.epoch = image.epoch();
    this.settings = settings;
    this.encoding = encoding;
    this.life = new Life(image.life());
    this.people = new People();
    image.people().addressBans().forEach(people.addressBans()::restore);
    this.messages = new Messages(settings.history(), settings.historyBytes());
    this.board = new KeywordBoard(image.board());
    this.slots = new Slots();
    this.pastReigns = image.pastReigns();
    this.modes = image.modes();
    this.guesses = image.guesses();
    this.rev = image.rev();
    this.seq = image.seq();
    this.affiliations.restore(image.lasting().affiliations());
    this.audit.restore(image.lasting().audit());
    register(image.lasting().registration());
    this.held.restore(image.held());
    this.sweeps.restore(image.sweeps());
    if (!image.outside().isEmpty()) {
      outsideReplies().restore(image.outside());
    }
    image.items().forEach(this::restore);
  }

  /// A new topic at rev 0, born at `now`.
  public static TopicState born(
      TopicName name, Epoch epoch, KindSettings settings, Encoding encoding, long now) {
    return new TopicState(name, epoch, settings, encoding, now);
  }

  /// A new topic at rev 0, born at `now`, with the settings that it was registered with, if it was.
  public static TopicState born(
      TopicName name,
      Epoch epoch,
      KindSettings settings,
      Encoding encoding,
      long now,
      Optional<Registration> registration) {
    TopicState born = new TopicState(name, epoch, settings, encoding, now);
    born.register(registration);
    registration.ifPresent(it -> born.modes = Modes.of(it.settings()));
    return born;
  }

  /// The state that `image` was taken of. `settings` may be other ones than then.
  public static TopicState of(TopicImage image, KindSettings settings, Encoding encoding) {
    return new TopicState(image, settings, encoding);
  }

  /// Takes back one more item of the image that the state was taken of, if that was only the
  /// [TopicImage#head]. Nobody may read the state before it has all of them.
  public void restore(TopicImage.Item item) {
    switch (item) {
      case TopicImage.Kept kept -> messages.restore(kept);
      case TopicImage.Person person -> people.restore(person);
      case TopicImage.Value value -> slots.apply(value.edit());
      case TopicImage.Membership membership -> people.restore(membership);
    }
    snapshot = null;
  }

  /// Goes on `now` as it was saved `at` that time, and people can come back again: whoever the
  /// topic still waited for then has as long as somebody who is lost now.
  public void resume(long at, long now) {
    life.resume(at, now, settings.lingerMillis());
    long until = Deadline.after(now, settings.lingerMillis());
    people.after(null).forEach(person -> person.resume(at, until));
  }

  /// Numbers `events` as the next changes, and encodes those that are told. Does not apply them.
  public List<Change> next(List<Event> events, long at, Change.@Nullable Cause cause) {
    List<Change> changes = new ArrayList<>(events.size());
    long nextSeq = seq;
    for (Event event : events) {
      byte[] frame = NO_FRAME;
      if (event instanceof Event.Told told) {
        nextSeq++;
        frame = encoding.frame(name, nextSeq, at, told);
      }
      changes.add(new Change(rev + changes.size() + 1, nextSeq, at, cause, event, frame));
    }
    return changes;
  }

  /// Applies the next change. Never fails; uses no clock.
  ///
  /// The owner calls [TopicRules#evolve] instead.
  public Effects evolve(Change change) {
    Effects effects = Evolution.apply(this, change);
    rev = change.rev();
    seq = change.seq();
    snapshot = null;
    Change.Cause cause = change.cause();
    MembershipState membership = cause == null ? null : people.membership(cause.membership());
    if (cause != null && membership != null) {
      membership.did(cause.number());
    } else if (cause != null && cause.number() == 0) {
      outsideReplies().did(cause.membership().value(), change.at(), outsideReply(change));
    }
    return effects;
  }

  private static Optional<Outcome> outsideReply(Change change) {
    return switch (change.event()) {
      case Event.Message _ -> Optional.of(Outcome.Sent.of(change));
      case Event.Answered answered -> Optional.of(answered.outcome());
      default -> Optional.empty();
    };
  }

  private OutsideReplies outsideReplies() {
    OutsideReplies all = outside;
    if (all == null) {
      all = new OutsideReplies();
      outside = all;
    }
    return all;
  }

  /// The reply to a command from outside that was carried out, if the topic remembers it.
  public Optional<Outcome> outsideReply(long id) {
    return outside == null ? Optional.empty() : outside.find(id);
  }

  /// The immutable view as of the last change; the same object until the next one.
  public Snapshot snapshot() {
    Snapshot view = snapshot;
    if (view == null) {
      view =
          new Snapshot(
              name,
              epoch,
              rev,
              seq,
              modes.title(),
              modes.quiet(),
              modes.slow(),
              modes.shield(),
              modes.lock(),
              board.keywords(),
              people.present(),
              life.bornAt(),
              registration.isPresent(),
              registration.map(it -> it.settings().listed()).orElse(settings.listed()),
              registration.map(it -> it.settings().about()).orElse(TopicSettings.About.NONE),
              registration.map(it -> it.settings().filter()).orElse(TopicFilter.NONE));
      snapshot = view;
    }
    return view;
  }

  /// The whole state as values.
  public TopicImage image() {
    return new TopicImage(
        name,
        epoch,
        pastReigns,
        rev,
        seq,
        life.image(),
        modes,
        guesses,
        people.image(),
        messages.image(),
        board.image(),
        slots.image(),
        new TopicImage.Lasting(registration, affiliations.image(), audit.image()),
        held.image(),
        sweeps.image(),
        outside == null ? List.of() : outside.image());
  }

  TopicName name() {
    return name;
  }

  /// The registration as the store has it; empty: the topic is gone once nobody is in it.
  public Optional<Registration> registration() {
    return registration;
  }

  public long rev() {
    return rev;
  }

  public long seq() {
    return seq;
  }

  /// Whether the topic is over: its last membership is gone, and linger, if any, has passed.
  public boolean isOver() {
    return life.isOver();
  }

  /// The messages that a new member gets, oldest first, within the kind's caps; every event is an
  /// [Event.Message]. Deleted messages are tombstones; cleared ones are left out.
  public List<Change> history() {
    return messages.history();
  }

  /// How long the topic is kept for its history while nobody is in it, in milliseconds; 0 if it is
  /// not.
  public long historyWhenEmptyMillis() {
    return registration.isPresent() && historySize() > 0 ? settings.historyWhenEmptyMillis() : 0;
  }

  /// The size of all messages that the topic still has, as sent to members.
  public long messageBytes() {
    return messages.bytes();
  }

  /// Whether that id is present at `now`, or was lost a moment ago, so that everything is kept for
  /// it.
  public boolean isKnown(MemberId member, long now) {
    Person person = people.get(member);
    return person != null && person.isKnownAt(now);
  }

  /// The member behind a current membership, as of the last event: its temporary rank may have
  /// ended.
  public Optional<Member> member(MembershipId id) {
    return Optional.ofNullable(people.membership(id)).map(it -> it.person().member());
  }

  /// Whether a later command of a membership was carried out, and this one was not.
  public boolean isOvertaken(MembershipId id, long number) {
    MembershipState membership = people.membership(id);
    return membership != null && number < membership.last() && !membership.hasDone(number);
  }

  /// The member behind a current membership, as of `now`.
  public Optional<Member> memberAt(MembershipId id, long now) {
    return Optional.ofNullable(people.membership(id)).map(it -> it.person().memberAt(now));
  }

  /// The current memberships of an id, oldest first.
  public List<MembershipId> memberships(MemberId member) {
    Person person = people.get(member);
    return person == null
        ? List.of()
        : person.memberships().stream().map(MembershipState::id).toList();
  }

  /// What an edge needs to know of an id to judge its messages, as of the last event.
  public Standing standing(MemberId member) {
    Person person = people.get(member);
    return person == null ? new Standing(Rank.GUEST, 0) : person.toldStanding();
  }

  /// Whether the first message of a member that was accepted is of that time.
  public boolean isFirstHeardAt(MemberId member, long at) {
    Person person = people.get(member);
    return person != null && person.heardAt() == at;
  }

  /// The same as of `now`.
  public Standing standingAt(MemberId member, long now) {
    Person person = people.get(member);
    return person == null ? new Standing(Rank.GUEST, 0) : person.standingAt(now);
  }

  /// What the topic itself remembers at `now` of a person who goes by all of `subjects`: nothing,
  /// if it is registered.
  public StoredStanding remembered(List<Subject> subjects, long now) {
    return affiliations.standing(subjects, now);
  }

  /// What a member is told because it moderates; empty if it does not.
  public Optional<Moderation> moderation(MemberId member, long now) {
    return ReadRules.moderates(this, standingAt(member, now).rank())
        ? Optional.of(ReadRules.moderation(this, now))
        : Optional.empty();
  }

  /// Whether that member moderates as of the last event, and so is told what only moderators are.
  public boolean moderates(MemberId member) {
    return ReadRules.moderates(this, standing(member).rank());
  }

  /// The warning that a member must acknowledge before it may speak.
  public Optional<Warning> warning(MemberId member) {
    return Optional.ofNullable(people.get(member)).flatMap(Person::warning);
  }

  /// The number of current memberships.
  public int membershipCount() {
    return people.memberships();
  }

  /// Whether there are memberships through a node.
  public boolean hasMembershipsOf(int node) {
    return !people.ofNode(node, 1).isEmpty();
  }

  /// All current memberships, oldest first.
  public List<MembershipId> memberships() {
    return people.membershipIds();
  }

  /// The assigns shown in a membership's presence, by name.
  public Map<String, Object> presenceMeta(MembershipId membership) {
    Map<String, Object> shown = new HashMap<>();
    for (SlotValue value : slots.of(new SlotScope.Assigns(membership))) {
      if (value.isInPresence()) {
        shown.put(value.at().name(), value.value());
      }
    }
    return Map.copyOf(shown);
  }

  /// The latest reigns, oldest first, each with its last seq: up to 32 past ones, then the current
  /// one with the current seq.
  public List<EpochSpan> reigns() {
    List<EpochSpan> all = new ArrayList<>(pastReigns);
    all.add(new EpochSpan(epoch, seq));
    return List.copyOf(all);
  }

  /// A reign's name, and its last seq.
  public record EpochSpan(Epoch epoch, long lastSeq) {}

  // Read by rules, changed by Evolution.

  KindSettings settings() {
    return settings;
  }

  Life life() {
    return life;
  }

  People people() {
    return people;
  }

  Messages messages() {
    return messages;
  }

  KeywordBoard board() {
    return board;
  }

  Slots slots() {
    return slots;
  }

  Affiliations affiliations() {
    return affiliations;
  }

  AuditTrail audit() {
    return audit;
  }

  HeldMessages held() {
    return held;
  }

  Sweeps sweeps() {
    return sweeps;
  }

  /// A registered topic leaves it to the store what it remembers.
  void register(Optional<Registration> now) {
    registration = now;
    messages.limit(historySize());
    if (now.isPresent()) {
      affiliations.clear();
      audit.clear();
    }
  }

  /// Forgets somebody whose memberships have ended; `pseudonym` takes its place where one is
  /// needed.
  void erase(MemberId member, String pseudonym) {
    messages.forget(member);
    affiliations.erase(member, pseudonym);
    sweeps.erase(member, pseudonym);
    audit.erase(member, pseudonym);
    registration = registration.map(it -> it.without(member, pseudonym));
  }

  private int historySize() {
    int most = settings.history();
    return registration
        .map(it -> it.settings().history())
        .filter(OptionalInt::isPresent)
        .map(its -> Math.min(most, its.getAsInt()))
        .orElse(most);
  }

  Modes modes() {
    return modes;
  }

  void set(Modes now) {
    modes = now;
  }

  /// The guesses at the password that still count at `now`, as moderators were last told.
  Optional<Moderation.Guesses> guessesAt(long now) {
    return guesses.filter(told -> now - told.last() < PasswordGuesses.MEMORY_MILLIS);
  }

  void guessed(Moderation.Guesses now) {
    guesses = Optional.of(now);
  }

  void beginReign(Epoch next) {
    List<EpochSpan> all = reigns();
    pastReigns = all.subList(Math.max(0, all.size() - MOST_REIGNS), all.size());
    epoch = next;
  }

  byte[] tombstoneFrame(Change message, Event.Message tombstone) {
    return encoding.frame(name, message.seq(), message.at(), tombstone);
  }
}
