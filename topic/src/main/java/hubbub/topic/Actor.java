package hubbub.topic;

import java.util.List;
import java.util.Optional;

/// The sender of a command.
public sealed interface Actor {
  /// A member, through one of its memberships.
  record Membership(MembershipId id) implements Actor {}

  /// Somebody who acts on topics without being in them: no mode of a topic silences them.
  sealed interface Outside extends Actor {
    /// The id by which this one appears in events and in the audit log, as `by` or as an author.
    String by();

    Rank rank();

    /// The author of what this one says.
    Event.Author author();
  }

  /// The server, or an operator acting through it: ranks as [Rank#ADMIN]. `name` appears as `by`.
  record Server(String name) implements Outside {
    private static final String NICK = "server";

    @Override
    public String by() {
      return name;
    }

    @Override
    public Rank rank() {
      return Rank.ADMIN;
    }

    @Override
    public Event.Author author() {
      return new Event.Author(new MemberId(NICK), name, Rank.ADMIN);
    }
  }

  /// The spam guard, on behalf of nobody: may warn, mute and kick whoever ranks below moderators,
  /// and raise the shield, and nothing else.
  record Guard() implements Outside {
    private static final String NAME = "spam guard";

    @Override
    public String by() {
      return NAME;
    }

    @Override
    public Rank rank() {
      return Rank.MODERATOR;
    }

    @Override
    public Event.Author author() {
      return new Event.Author(new MemberId(NAME), NAME, Rank.MODERATOR);
    }
  }

  /// Another program, with one of the server's API keys: its name, and the rank that the key gives
  /// it. `as` is the bot that it speaks as; without one, it speaks for the server.
  record Key(String name, Rank rank, Optional<Bot> as) implements Outside {
    /// What the ids of keys begin with; those of members never do.
    private static final String PREFIX = "key:";

    @Override
    public String by() {
      return PREFIX + name;
    }

    @Override
    public Event.Author author() {
      MemberId id = new MemberId(by());
      return as.map(bot -> new Event.Author(id, bot.nick().value(), rank, bot.badges()))
          .orElseGet(() -> new Event.Author(id, Server.NICK, Rank.ADMIN));
    }
  }

  /// How a program shows itself to people.
  record Bot(Nick nick, List<String> badges) {
    public Bot {
      badges = List.copyOf(badges);
    }
  }
}
