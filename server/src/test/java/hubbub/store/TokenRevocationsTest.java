package hubbub.store;

import static hubbub.store.Given.resultOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.identity.OperatorAct;
import hubbub.identity.RevocationList.Revocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenRevocationsTest extends EachDatabase {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
  private final Revocation token = Revocation.ofToken("site", "1", now.plus(HOUR));
  private final Revocation ann = Revocation.ofSubject("site", "ann", now, HOUR);
  private final Revocation site = Revocation.ofIssuer("site", now, HOUR.plus(HOUR));

  private static void keep(Store store, Revocation... all) {
    for (Revocation each : all) {
      var _ = resultOf(store.revocations().keep(each, Optional.empty()));
    }
  }

  private Set<Revocation> at(Instant time) {
    return Set.copyOf(resultOf(store.revocations().all(time.toEpochMilli())));
  }

  @Test
  void count_after_a_restart_until_no_such_token_can_be_left() throws CannotOpen {
    keep(store, token, ann, site);
    store.close();
    store = Store.open(settings);
    assertEquals(Set.of(token, ann, site), at(now));
    assertEquals(Set.of(site), at(now.plus(HOUR)));
    assertEquals(Set.of(), at(now.plus(HOUR).plus(HOUR)));
  }

  @Test
  void of_somebody_twice_are_one_that_counts_until_the_later_end() {
    keep(store, ann, Revocation.ofSubject("site", "ann", now.plusMillis(7), Duration.ofMinutes(1)));
    assertEquals(
        Set.of(
            new Revocation(
                Revocation.Kind.SUBJECT,
                "site",
                "ann",
                now.plusMillis(7).toEpochMilli(),
                now.plus(HOUR).toEpochMilli())),
        at(now));
  }

  @Test
  void by_an_operator_are_in_the_audit_log_as_soon_as_they_count() {
    var _ =
        resultOf(
            store
                .revocations()
                .keep(ann, Optional.of(new OperatorAct("key:ops", "revoke-token", "t1"))));
    assertEquals(
        List.of("key:ops revoke-token t1"),
        resultOf(
            store
                .database()
                .read(handle ->
                    handle
                        .createQuery("select by_id || ' ' || act || ' ' || about_id from audit")
                        .mapTo(String.class)
                        .list())));
  }

  @Test
  void are_swept_when_they_have_ended() {
    keep(store, ann, Revocation.ofToken("site", "old", now.minusMillis(1)));
    var _ = resultOf(store.sweep());
    assertEquals(Set.of(ann), at(Instant.EPOCH));
  }

  @Test
  void of_another_server_are_heard_of_by_reading_again() throws CannotOpen {
    List<Revocation> heard = new ArrayList<>();
    var _ = resultOf(store.revocations().feed(heard::add, now.toEpochMilli()));
    try (Store other = Store.open(settings)) {
      keep(other, ann);
    }
    assertEquals(List.of(), heard);
    var _ = resultOf(store.revocations().reload(now.toEpochMilli()));
    assertEquals(List.of(ann), heard);
  }
}
