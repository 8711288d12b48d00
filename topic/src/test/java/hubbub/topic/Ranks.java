package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks the law that nobody acts above their rank: records who had which rank and who wrote which
/// message just before a member's command. Reads only events and history for authors, not the
/// rules' own lookups.
final class Ranks {
  private final Map<MemberId, Rank> ranks = new HashMap<>();
  private final Map<String, Event.Author> authors = new HashMap<>();
  private final Map<MemberId, Rank> written = new HashMap<>();
  private @Nullable MemberId actor;

  void note(Room room, @Nullable MembershipId membership) {
    ranks.clear();
    authors.clear();
    written.clear();
    for (Person person : room.state.people().after(null)) {
      if (person.isKnownAt(room.now)) {
        ranks.put(person.id(), person.rankAt(room.now));
      }
    }
    for (Event.Message message : room.events(Event.Message.class)) {
      authors.put(message.id(), message.from());
    }
    for (Change change : room.state.history()) {
      Event.Message message = (Event.Message) change.event();
      if (!message.deleted()) {
        written.merge(message.from().id(), message.from().rank(), Ranks::higher);
      }
    }
    MembershipState current =
        membership == null ? null : room.state.people().membership(membership);
    actor = current == null ? null : current.person().id();
  }

  /// Checks the events of a membership's command.
  void judge(Command command, KindSettings settings, List<Event> events) {
    if (actor == null || events.isEmpty() || needsNoRank(command)) {
      return;
    }
    boolean isOwn = command instanceof Command.Delete delete && isAuthor(delete.id());
    assertTrue(
        isOwn || own().isAtLeast(RankPolicy.leastRank(command, settings)), own() + ": " + command);
    events.forEach(this::judge);
  }

  private void judge(Event event) {
    switch (event) {
      case Event.MemberKicked kicked -> above(kicked.member());
      case Event.KeptOut out -> above(out.member());
      case Event.MemberMuted muted -> above(muted.member());
      case Event.MemberUnmuted unmuted -> above(unmuted.member());
      case Event.Warned warned -> above(warned.member());
      case Event.NickChanged changed -> assertEquals(actor, changed.member());
      case Event.MessageDeleted deleted -> {
        Event.Author author = Objects.requireNonNull(authors.get(deleted.id()));
        if (!author.id().equals(actor)) {
          above(ranks.getOrDefault(author.id(), author.rank()));
        }
      }
      case Event.HistoryCleared cleared -> cleared.member().ifPresent(this::aboveAuthor);
      case Event.RankChanged changed -> {
        if (changed.member().equals(actor)) {
          assertTrue(own().isAtLeast(changed.rank()), own() + " promotes itself: " + changed);
        } else {
          above(changed.member());
          above(changed.rank());
        }
      }
      default -> {}
    }
  }

  /// What everybody may do, and what is not the topic's to judge: the rank that a token brings.
  private static boolean needsNoRank(Command command) {
    return command instanceof Command.Leave || command instanceof Command.ChangeAccountRank;
  }

  private static Rank higher(Rank one, Rank other) {
    return one.isAtLeast(other) ? one : other;
  }

  private boolean isAuthor(String message) {
    Event.Author author = authors.get(message);
    return author != null && author.id().equals(actor);
  }

  private void aboveAuthor(MemberId author) {
    if (!author.equals(actor)) {
      Optional.ofNullable(ranks.get(author))
          .or(() -> Optional.ofNullable(written.get(author)))
          .ifPresent(this::above);
    }
  }

  private Rank own() {
    return Objects.requireNonNull(ranks.get(Objects.requireNonNull(actor)));
  }

  private void above(MemberId target) {
    above(ranks.getOrDefault(target, Rank.GUEST));
  }

  private void above(Rank theirs) {
    assertTrue(own() == Rank.ADMIN || own().compareTo(theirs) > 0, own() + " acts on " + theirs);
  }
}
