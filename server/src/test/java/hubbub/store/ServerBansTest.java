package hubbub.store;

import static hubbub.store.Given.resultOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.port.TopicStore.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServerBansTest extends EachDatabase {
  private static final MemberId BOB = new MemberId("bob");

  private static ServerBan ban(String whom, OptionalLong until) {
    return new ServerBan(
        ServerBan.Whom.addresses(whom)
            .<ServerBan.Whom>map(ServerBan.Whom.Block::new)
            .orElseGet(() -> new ServerBan.Whom.Member(new MemberId(whom))),
        until,
        17,
        "admin",
        Optional.of("why"));
  }

  private static AddressPrefix address(String text) {
    return AddressPrefix.parse(text);
  }

  private Page<ServerBan> page(Optional<String> after) {
    return resultOf(store.bans().page(after, 2));
  }

  @Test
  void hold_for_a_member_until_they_are_lifted() {
    var _ = resultOf(store.bans().put(ban("bob", OptionalLong.empty())));
    assertTrue(store.bans().holds(BOB));
    assertFalse(store.bans().holds(new MemberId("ann")));
    assertEquals(List.of(ban("bob", OptionalLong.empty())), page(Optional.empty()).entries());
    assertTrue(resultOf(store.bans().remove(new ServerBan.Whom.Member(BOB), "admin")));
    assertFalse(store.bans().holds(BOB));
    assertFalse(resultOf(store.bans().remove(new ServerBan.Whom.Member(BOB), "admin")));
  }

  @Test
  void hold_for_every_address_in_a_block_of_any_size_and_for_no_other() {
    for (String block : List.of("192.0.2.0/24", "203.0.113.7", "2001:db8::/32", "10.0.0.0/8")) {
      var _ = resultOf(store.bans().put(ban(block, OptionalLong.empty())));
    }
    for (String in : List.of("192.0.2.9", "203.0.113.7", "2001:db8:7::/64", "10.200.3.4")) {
      assertTrue(store.bans().holds(address(in)), in);
    }
    for (String out : List.of("192.0.3.9", "203.0.113.8", "2001:db9::/64", "11.0.0.1")) {
      assertFalse(store.bans().holds(address(out)), out);
    }
  }

  @Test
  void hold_as_soon_as_the_store_is_open() throws CannotOpen {
    var _ = resultOf(store.bans().put(ban("bob", OptionalLong.empty())));
    try (Store next = Store.open(settings)) {
      assertTrue(next.bans().holds(BOB));
    }
  }

  @Test
  void end_by_themselves_though_nobody_sweeps() {
    long soon = System.currentTimeMillis() - 1;
    var _ = resultOf(store.bans().put(ban("bob", OptionalLong.of(soon))));
    assertFalse(store.bans().holds(BOB));
    assertEquals(List.of(), page(Optional.empty()).entries());
  }

  @Test
  void are_listed_in_pages_each_once() {
    for (String whom : List.of("ann", "192.0.2.0/24", "bob", "2001:db8::/32", "cleo")) {
      var _ = resultOf(store.bans().put(ban(whom, OptionalLong.empty()))); // all at one time
    }
    List<ServerBan> listed = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<ServerBan> page = page(after);
      listed.addAll(page.entries());
      after = page.next();
    } while (after.isPresent());
    assertEquals(5, listed.size());
    assertEquals(5, Set.copyOf(listed).size());
    assertEquals(List.of(), page(Optional.of("nowhere")).entries());
  }

  @Test
  void of_another_program_hold_here_too() throws CannotOpen {
    try (Store other = Store.open(settings)) {
      var _ = resultOf(other.bans().put(ban("bob", OptionalLong.empty())));
    }
    var _ = resultOf(store.bans().reload());
    assertTrue(store.bans().holds(BOB));
  }

  @Test
  void are_of_addresses_only_if_these_are_well_formed() {
    for (String none : List.of("300.1.2.3", "192.0.2.0/99", "", "bob", "site:ann", "a.b")) {
      assertEquals(Optional.empty(), ServerBan.Whom.addresses(none), none);
    }
    assertEquals(Optional.of(address("192.0.2.0/24")), ServerBan.Whom.addresses("192.0.2.0/24"));
  }
}
