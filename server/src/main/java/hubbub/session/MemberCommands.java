package hubbub.session;

import hubbub.protocol.CommandReader;
import hubbub.protocol.Reading;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.wire.ClientFrame;
import java.util.Optional;

/// Carries out the commands that a connection's members send. One that names somebody by their
/// account waits until it is known who that is. Confined to the connection's loop.
final class MemberCommands {
  private final Session session;
  private final Edge edge;

  MemberCommands(Session session, Edge edge) {
    this.session = session;
    this.edge = edge;
  }

  /// Sends the command in `frame` to its topic, or refuses it.
  void carryOut(ClientFrame frame, Membership membership) {
    Optional<String> account = CommandReader.account(frame.event(), frame.payload());
    if (account.isPresent()) {
      find(account.get(), frame, membership);
    } else {
      carryOut(edge.read(frame, membership), frame, membership);
    }
  }

  private static void carryOut(Reading<Command> read, ClientFrame frame, Membership membership) {
    switch (read) {
      case Reading.Valid<Command>(Command command) -> membership.send(frame.ref(), command);
      case Reading.Refused<Command>(Refusal refusal) -> membership.refuse(frame.ref(), refusal);
    }
  }

  /// Asks whose account it is that a command is about: the store, if it is one of this server.
  /// Until that is answered, the membership is busy, so that its next frames stay behind this one.
  private void find(String account, ClientFrame frame, Membership membership) {
    Optional<Refusal> tooFast = edge.tooFast(membership);
    if (tooFast.isPresent()) {
      membership.refuse(frame.ref(), tooFast.get());
      return;
    }
    session.begun();
    membership.waitsForStore(true);
    var _ =
        session
            .sessionContext()
            .identities()
            .idOf(account)
            .handle((id, _) -> Optional.<Optional<MemberId>>ofNullable(id))
            .thenAccept(answer -> session.outlet().post(() -> found(answer, frame, membership)));
  }

  /// `answer` is empty if the store could not be asked, and has nobody in it if there is no such
  /// account. The membership may have ended meanwhile.
  private void found(
      Optional<Optional<MemberId>> answer, ClientFrame frame, Membership membership) {
    membership.waitsForStore(false);
    if (session.has(membership)) {
      Reading<Command> read =
          answer
              .map(id ->
                  id.map(member -> edge.readAbout(member, frame, membership))
                      .orElseGet(() -> Reading.refused(Reason.UNKNOWN_ACCOUNT)))
              .orElseGet(() -> Reading.refused(Reason.UNAVAILABLE));
      carryOut(read, frame, membership);
    }
    session.done(1);
  }
}
