package hubbub.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `facts`: what the store remembers about its server.
final class Facts {
  /// When a backup was made, milliseconds since 1970 UTC.
  static final String BACKED_UP_AT = "backed_up_at";

  /// The key that turns sites' names of their users into ids, in hexadecimal.
  static final String SITE_USERS_KEY = "site_users_key";

  private Facts() {}

  static Optional<String> find(Handle handle, String name) {
    return handle
        .createQuery("select value from facts where name = :name")
        .bind("name", name)
        .mapTo(String.class)
        .findOne();
  }

  /// Keeps `value` unless there is one already, and returns the one that there is then.
  static String keepFirst(Handle handle, String name, String value) {
    int _ =
        handle
            .createUpdate(
                "insert into facts (name, value) values (:name, :value)"
                    + " on conflict (name) do nothing")
            .bind("name", name)
            .bind("value", value)
            .execute();
    return find(handle, name).orElseThrow();
  }

  static void forget(Handle handle, String name) {
    int _ = handle.execute("delete from facts where name = ?", name);
  }
}
