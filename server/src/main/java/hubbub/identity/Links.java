package hubbub.identity;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Makes links with which people set the server up, accept an invitation, or choose another
/// password. Any thread that may wait; calls block for the store, and throw [UnavailableNow] if it
/// cannot be asked.
public final class Links {
  /// How long the link is good that makes the first admin.
  public static final Duration SETUP_LIFE = Duration.ofHours(1);

  /// How long a link is good that changes a password.
  public static final Duration RESET_LIFE = Duration.ofHours(1);

  /// The most uses of an invitation.
  public static final int MOST_USES = 1_000;

  /// How many invitations may be open at once.
  public static final int MOST_INVITATIONS = 1_000;

  /// How long an invitation is good unless somebody says otherwise.
  public static final Duration INVITATION_LIFE = Duration.ofDays(7);

  /// The longest that an invitation is good.
  public static final Duration LONGEST_LIFE = Duration.ofDays(365);

  private final LinkStore store;
  private final Runnable whenSetUp;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /// A link that was made, and its code, which nobody can learn later.
  public record Made(LinkCode code, Link link) {}

  /// `whenSetUp` is called when there is an admin, so that no setup link is needed any more.
  public Links(LinkStore store, Runnable whenSetUp, InstantSource clock) {
    this.store = store;
    this.whenSetUp = whenSetUp;
    this.clock = clock;
  }

  /// Makes the link that makes the first admin, in place of any other.
  public Made setup() {
    int _ = StoreAnswers.await(store.forget(Link.Kind.SETUP));
    Made made = mint(Link.Kind.SETUP, Optional.empty(), 1, SETUP_LIFE);
    Void _ = StoreAnswers.await(store.add(made.link()));
    return made;
  }

  /// Whether a setup link with that code is good.
  public boolean isGoodForSetup(LinkCode code) {
    return StoreAnswers.await(store.isGood(use(Link.Kind.SETUP, code)));
  }

  /// There is an admin: no setup link is good any more.
  void setUp() {
    int _ = StoreAnswers.await(store.forget(Link.Kind.SETUP));
    whenSetUp.run();
  }

  /// Makes a link with which `uses` people can make an account each; empty if too many are open.
  Optional<Made> invite(int uses, Duration life, OperatorAct act) {
    Made made = mint(Link.Kind.INVITE, Optional.empty(), uses, life);
    LinkStore.Room room = new LinkStore.Room(MOST_INVITATIONS, clock.millis());
    return StoreAnswers.await(store.addIfRoom(made.link(), room, act))
        ? Optional.of(made)
        : Optional.empty();
  }

  /// Makes a link with which somebody can change the password of `account`, in place of those that
  /// were made before; empty if the account is gone meanwhile, or has become an admin.
  Optional<Made> reset(Account account, OperatorAct act) {
    Made made = mint(Link.Kind.RESET, Optional.of(account), 1, RESET_LIFE);
    return StoreAnswers.await(store.replace(account, made.link(), act))
        ? Optional.of(made)
        : Optional.empty();
  }

  private Made mint(Link.Kind kind, Optional<Account> account, int uses, Duration life) {
    LinkCode code = LinkCode.mint(random);
    long endsAt = clock.instant().plus(life).toEpochMilli();
    return new Made(code, new Link(kind, code.hash(), account.map(Account::id), uses, endsAt));
  }

  /// The use of the link whose code somebody shows; empty if there is none that is good.
  Optional<Link.Use> shown(Link.Kind kind, String code) {
    return LinkCode.parse(code)
        .map(its -> use(kind, its))
        .filter(use -> StoreAnswers.await(store.isGood(use)));
  }

  private Link.Use use(Link.Kind kind, LinkCode code) {
    return new Link.Use(kind, code.hash(), clock.millis());
  }
}
