package hubbub.store;

import hubbub.identity.Link;
import hubbub.identity.LinkStore;
import hubbub.topic.MemberId;
import java.util.concurrent.CompletionStage;

/// The [LinkStore] on a database. Any thread.
record SqlLinkStore(Database database) implements LinkStore {
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
  public CompletionStage<Boolean> replace(Link link) {
    MemberId account = link.account().orElseThrow();
    return database.write(handle -> {
      boolean isThere = SessionRows.lock(handle, account);
      if (isThere) {
        LinkRows.forget(handle, account);
        LinkRows.add(handle, link);
      }
      return isThere;
    });
  }

  @Override
  public CompletionStage<Boolean> addIfRoom(Link link, Room room) {
    return database.write(handle -> {
      boolean hasRoom = LinkRows.count(handle, link.kind(), room.now()) < room.most();
      if (hasRoom) {
        LinkRows.add(handle, link);
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
