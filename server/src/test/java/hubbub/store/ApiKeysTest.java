package hubbub.store;

import static hubbub.store.Given.resultOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.identity.ApiKey;
import hubbub.identity.ApiSecret;
import hubbub.identity.KeyScope;
import hubbub.identity.TopicPattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiKeysTest extends EachDatabase {
  private static final ApiKey SCORES =
      new ApiKey(
          "scores",
          Set.of(KeyScope.READ, KeyScope.PUBLISH),
          List.of(new TopicPattern("room:*"), new TopicPattern("hall:main")));

  private String made(ApiKey key) {
    return resultOf(store.keys().create(key, "admin")).orElseThrow().text();
  }

  @Test
  void are_good_as_soon_as_they_are_made_and_for_nothing_else() {
    String shown = made(SCORES);
    assertEquals(Optional.of(SCORES), store.keys().find(shown));
    assertTrue(store.keys().find(shown + "x").isEmpty());
    assertTrue(store.keys().find("").isEmpty());
    String forged = shown.substring(0, shown.length() - 1) + (shown.endsWith("A") ? "B" : "A");
    assertTrue(store.keys().find(forged).isEmpty());
  }

  @Test
  void are_kept_as_hashes_alone() {
    String shown = made(SCORES);
    ApiKeys.Entry entry = resultOf(store.keys().all()).getFirst();
    assertFalse(entry.toString().contains(shown.substring(shown.lastIndexOf('_'))));
  }

  @Test
  void have_names_of_their_own() {
    String _ = made(SCORES);
    assertTrue(resultOf(store.keys().create(SCORES, "admin")).isEmpty());
  }

  @Test
  void are_good_after_a_restart() throws CannotOpen {
    String shown = made(SCORES);
    store.close();
    store = Store.open(settings);
    var _ = resultOf(store.keys().reload());
    assertEquals(Optional.of(SCORES), store.keys().find(shown));
  }

  @Test
  void are_two_while_one_is_rotated_and_never_three() {
    String first = made(SCORES);
    String second =
        resultOf(store.keys().rotate("scores", Duration.ofHours(1), "admin")).orElseThrow().text();
    assertTrue(store.keys().find(first).isPresent());
    assertTrue(store.keys().find(second).isPresent());
    String third =
        resultOf(store.keys().rotate("scores", Duration.ofHours(1), "admin")).orElseThrow().text();
    assertTrue(store.keys().find(first).isEmpty());
    assertTrue(store.keys().find(second).isPresent());
    assertTrue(store.keys().find(third).isPresent());
    String last =
        resultOf(store.keys().rotate("scores", Duration.ZERO, "admin")).orElseThrow().text();
    assertTrue(store.keys().find(third).isEmpty());
    assertEquals(1, resultOf(store.keys().all()).size());
    assertTrue(store.keys().find(last).isPresent());
    assertTrue(resultOf(store.keys().rotate("nobody", Duration.ZERO, "admin")).isEmpty());
  }

  @Test
  void stay_good_if_there_is_no_room_to_rotate_them_until_another_ends() {
    String first = made(SCORES);
    for (int i = 1; i < ApiKeys.MOST; i++) {
      String _ = made(new ApiKey("key-" + i, SCORES.scopes(), SCORES.topics()));
    }
    assertTrue(resultOf(store.keys().rotate("scores", Duration.ZERO, "admin")).isEmpty());
    assertEquals(Optional.of(SCORES), store.keys().find(first));
    assertTrue(resultOf(store.keys().revoke("key-1", "admin")));
    for (int i = 0; i < 3; i++) {
      String next =
          resultOf(store.keys().rotate("scores", Duration.ZERO, "admin")).orElseThrow().text();
      assertEquals(Optional.of(SCORES), store.keys().find(next));
    }
    assertTrue(store.keys().find(first).isEmpty());
  }

  @Test
  void are_nothing_once_they_are_revoked() {
    String shown = made(SCORES);
    String id = ApiSecret.parse(shown).orElseThrow().id();
    assertTrue(store.keys().isGood(id));
    assertTrue(resultOf(store.keys().revoke("scores", "admin")));
    assertTrue(store.keys().find(shown).isEmpty());
    assertFalse(store.keys().isGood(id));
    assertFalse(resultOf(store.keys().revoke("scores", "admin")));
  }

  @Test
  void say_when_they_were_last_used() {
    String shown = made(SCORES);
    assertTrue(resultOf(store.keys().all()).getFirst().usedAt().isEmpty());
    assertTrue(store.keys().find(shown).isPresent());
    var _ = resultOf(store.keys().writeUses());
    assertTrue(resultOf(store.keys().all()).getFirst().usedAt().isPresent());
  }

  @Test
  void have_names_and_scopes() {
    List<TopicPattern> all = List.of(TopicPattern.ALL);
    assertThrows(
        IllegalArgumentException.class,
        () -> new ApiKey("Robert'); drop table api_keys;--", Set.of(KeyScope.READ), all));
    assertThrows(IllegalArgumentException.class, () -> new ApiKey("scores", Set.of(), all));
  }
}
