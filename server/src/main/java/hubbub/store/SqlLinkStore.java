package hubbub.store;

import hubbub.identity.Account;
import hubbub.identity.Link;
import hubbub.identity.LinkStore;
import hubbub.identity.OperatorAct;
import java.util.concurrent.CompletionStage;

/// The [LinkStore] on a database. Any thread.
record SqlLinkStore(Database database, OperatorAudit operators) implements LinkStore {
  @Override
  public CompletionStage<Void> add(Link link) {
    return database
        .write(handle -> {
          LinkRows.add(handle, link);
          return true;
        })
        .thenAccept(_ -> {});
  }

  @Override
  public CompletionStage<Boolean> replace(Account account, Link link, OperatorAct act) {
    return database.write(handle -> {
      OperatorAudit.Line line = operators.of(handle, act);
      boolean isUnchanged = SessionRows.lock(handle, account.id(), account.isAdmin());
      if (isUnchanged) {
        LinkRows.forget(handle, account.id());
        LinkRows.add(handle, link);
        line.add();
      }
      return isUnchanged;
    });
  }

  @Override
  public CompletionStage<Boolean> addIfRoom(Link link, Room room, OperatorAct act) {
    return database.write(handle -> {
      OperatorAudit.Line line = operators.of(handle, act);
      boolean hasRoom = LinkRows.count(handle, link.kind(), room.now()) < room.most();
      if (hasRoom) {
        LinkRows.add(handle, link);
        line.add();
      }
      return hasRoom;
    });
  }

  @Override
  public CompletionStage<Boolean> isGood(Link.Use use) {
    return database.read(handle -> LinkRows.isGood(handle, use));
  }

  @Override
  public CompletionStage<Integer> forget(Link.Kind kind) {
    return database.write(handle -> LinkRows.forget(handle, kind));
  }
}
