package hubbub.topic;

import hubbub.topic.extension.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;

/// Random acts in a topic with a few people, generated from a seed. Each act works on its own in
/// any topic, so that acts can be dropped from a sequence.
final class Generator {
  private static final List<Profile> PROFILES =
      List.of(Profile.NONE, new Profile(Optional.of("site:ann"), List.of("staff")));
  static final List<String> NAMES = List.of("ann", "bob", "eve", "joe", "kim");
  private static final List<String> WORDS = List.of("tea", "rain", "chess", "moon");

  private static final List<AddressPrefix> ADDRESSES =
      Stream.of("192.0.2.1", "192.0.2.2", "2001:db8::/64").map(AddressPrefix::parse).toList();

  private final Random random;

  Generator(long seed) {
    this.random = new Random(seed);
  }

  /// One step of a sequence.
  sealed interface Act {
    /// A command by one of a few memberships, which may or may not exist, or by the server (-1).
    record Ask(int membership, long number, Command command) implements Act {}

    record Pass(long millis, boolean noticed) implements Act {}

    record Gone(int node) implements Act {}

    record NewReign(String epoch) implements Act {}

    record Erase(MemberId member) implements Act {}

    /// A stranger's wrong passwords, until it has to wait, in a topic that was just locked.
    record Guesses(Optional<AddressPrefix> from) implements Act {}
  }

  List<Act> acts(int count) {
    List<Act> acts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      acts.add(act(i + 1));
    }
    return acts;
  }

  private Act act(int index) {
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> new Act.Pass(1 + random.nextInt(20_000), true);
      case 3 -> new Act.Pass(1 + random.nextInt(2_000), false);
      case 4 -> random.nextInt(6) == 0 ? new Act.Gone(1 + random.nextInt(2)) : join();
      case 5 -> random.nextInt(8) == 0 ? new Act.NewReign("reign-" + index) : join();
      case 6 -> random.nextInt(20) == 0 ? new Act.Guesses(maybe(pick(ADDRESSES))) : join();
      case 7 -> random.nextInt(10) == 0 ? new Act.Erase(member()) : join();
      default -> {
        Command command = command();
        boolean isServer =
            random.nextInt(15) == 0
                || (command instanceof Command.UndoSweep && random.nextInt(4) > 0);
        yield new Act.Ask(isServer ? -1 : random.nextInt(8), index, command);
      }
    };
  }

  private Act join() {
    int membership = random.nextInt(8);
    Rank accountRank =
        pick(List.of(Rank.GUEST, Rank.GUEST, Rank.GUEST, Rank.MEMBER, Rank.OWNER, Rank.ADMIN));
    Optional<String> password = maybe("sesame");
    Command join =
        new Command.Join(
            member(),
            Room.nick(pick(NAMES)),
            accountRank,
            password,
            maybe(pick(ADDRESSES)),
            pick(PROFILES),
            random.nextInt(4) == 0 ? Optional.of(member()) : Optional.empty(),
            false,
            0,
            random.nextInt(3) == 0 ? random.nextInt(100_000) : 0);
    return new Act.Ask(membership, 0, join);
  }

  private Command command() {
    return switch (random.nextInt(62)) {
      case 0, 1, 2, 3, 4, 5 -> send();
      case 43 -> send().heldBy("links");
      case 44, 45 -> new Command.Approve("message-" + (1 + random.nextInt(4)));
      case 46, 47 -> new Command.Reject("message-" + (1 + random.nextInt(4)), Optional.empty());
      case 42, 48, 51 -> new Command.Warn(member(), random.nextInt(4) > 0, Optional.empty());
      case 58, 59 ->
          new Command.Sweep(
              pick(List.of(Command.Sweep.Act.values())),
              1 + random.nextInt(60_000),
              ttl(),
              Optional.empty());
      case 60, 61 -> new Command.UndoSweep("the latest");
      case 56, 57 -> new Command.Shield(maybe(pick(List.of(ShieldPreset.values()))), ttl());
      case 49, 50, 52, 53, 54 -> new Command.Acknowledge();
      case 6 -> new Command.Leave(pick(List.of(Command.How.values())));
      case 7 -> new Command.SetNick(Room.nick(pick(NAMES)));
      case 8 -> new Command.SetTitle(new Title(pick(WORDS)));
      case 9 -> new Command.SetQuiet(maybe(pick(List.of(Rank.values()))), ttl());
      case 10 -> new Command.SetSlow(random.nextInt(3) * 1_000L, ttl());
      case 11, 12 -> new Command.Grant(member(), pick(List.of(Rank.values())), ttl());
      case 13 -> new Command.Revoke(member());
      case 14 -> new Command.Mute(member(), ttl(), Optional.empty());
      case 15 -> new Command.Unmute(member());
      case 16 -> new Command.Kick(member(), Optional.empty(), ttl(), random.nextBoolean());
      case 17, 35, 41 -> new Command.Delete("message-" + (1 + random.nextInt(12)));
      case 19 -> new Command.Clear(maybe(member()));
      case 20 -> new Command.RemoveKeyword(pick(WORDS), ttl());
      case 21 -> new Command.PinKeyword(pick(WORDS), ttl());
      case 22 ->
          new Command.SetLock(
              maybe(pick(List.of("", "sesame"))), maybe(false), OptionalInt.of(random.nextInt(4)));
      case 23 -> random.nextBoolean() ? new Command.Prove() : new Command.Whois(member());
      case 24 ->
          new Command.List(
              pick(List.of(Command.List.Of.values())),
              maybe(pick(NAMES)),
              1 + random.nextInt(3),
              new AuditFilter(
                  maybe(pick(List.of("kick", "mute"))),
                  maybe(pick(NAMES)),
                  maybe(pick(NAMES)),
                  OptionalLong.empty()));
      case 25 -> new Command.ChangeAccountRank(pick(List.of(Rank.values())));
      case 26 ->
          new Command.Ban(
              subject(),
              random.nextBoolean(),
              OptionalLong.of(1 + random.nextInt(250_000)),
              Optional.empty(),
              random.nextInt(4) == 0);
      case 18, 27, 28, 33, 34, 36, 37, 38, 39, 40 -> new Command.Unban(subject(), Optional.empty());
      case 29 ->
          new Command.Grant(member(), pick(List.of(Rank.values())), ttl(), true, Optional.empty());
      case 30 -> new Command.Register(patch());
      case 31 -> new Command.Configure(patch(), versionSometimes());
      case 32 -> new Command.Unregister();
      default ->
          new Command.Custom(pick(List.of("put", "touch", "remove", "assign")), Payload.EMPTY);
    };
  }

  private Command.Send send() {
    Command.Send send =
        new Command.Send(
            new Body(pick(List.of("hello", "x".repeat(5_000), "a longer message of some words"))),
            maybe("nonce-" + random.nextInt(4)),
            Optional.empty(),
            List.of(pick(WORDS)));
    return random.nextInt(3) == 0 ? send.heldBy("words") : send;
  }

  private Subject subject() {
    return random.nextInt(4) == 0
        ? new Subject.Address(StoreStandIn.TAGS.tag(Room.NAME, pick(ADDRESSES)))
        : new Subject.Member(member());
  }

  private OptionalLong versionSometimes() {
    return random.nextInt(4) == 0 ? OptionalLong.of(random.nextInt(4)) : OptionalLong.empty();
  }

  private TopicSettings.Patch patch() {
    TopicSettings.Patch none = TopicSettings.Patch.NONE;
    return switch (random.nextInt(3)) {
      case 0 -> none.withTitle(new Title(pick(WORDS)));
      case 1 ->
          none.withLock(
              new Command.SetLock(
                  maybe(pick(List.of("", "sesame"))), maybe(false), OptionalInt.of(0)));
      default -> none.withFilter(filter());
    };
  }

  private TopicFilter.Patch filter() {
    return new TopicFilter.Patch(
        maybe(List.of(pick(WORDS))),
        maybe(pick(List.of(TopicFilter.Action.values()))),
        maybe(List.of()),
        maybe(List.of("example.com")));
  }

  private MemberId member() {
    return new MemberId(pick(NAMES));
  }

  private OptionalLong ttl() {
    return random.nextInt(3) == 0
        ? OptionalLong.empty()
        : OptionalLong.of(1 + random.nextInt(30_000));
  }

  private <T> Optional<T> maybe(T value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
