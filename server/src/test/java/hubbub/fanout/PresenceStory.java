package hubbub.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.topic.Member;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A random history of a topic, generated from a seed: tabs of a few members come and go, change
/// nick and rank, lag, and get presence updates, each with its own client. In the end every client
/// must show who is here. In a topic that was too big, it shows the higher ranks, and perhaps its
/// own member as it was when it joined.
final class PresenceStory {
  private static final int LIMIT = 6;
  private static final int STEPS = 120;

  private final int seed;
  private final Random random;
  private final Presence presence = new Presence(new TopicName("room:p"), LIMIT);
  private final Map<MembershipId, Tab> tabs = new LinkedHashMap<>();
  private long lastMembership;
  private boolean isWhole = true;

  private record Tab(Member member, PresenceClient client) {}

  PresenceStory(int seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  void run() {
    for (int i = 0; i < STEPS; i++) {
      step();
      isWhole &= tabs.size() <= LIMIT;
    }
    flush();
    while (presence.isDue()) {
      flush();
    }
    tabs.forEach((id, tab) -> {
      Predicate<Tab> isListed = it -> isWhole || it.member().rank().isAtLeast(Rank.VIP);
      String own = isListed.test(tab) ? "none" : Long.toString(id.value(), 36) + ".";
      assertEquals(nicks(isListed), tab.client().nicksBut(own), "seed " + seed);
    });
  }

  private void step() {
    switch (random.nextInt(9)) {
      case 0, 1, 2 -> join();
      case 3, 4 -> leave();
      case 5, 6 -> change();
      case 7 -> lag();
      default -> flush();
    }
  }

  private void join() {
    MembershipId id = new MembershipId(++lastMembership);
    Rank rank = random.nextInt(3) == 0 ? Rank.VIP : Rank.GUEST;
    Member member = new Member(new MemberId("m" + random.nextInt(5)), "nick", rank, 1000);
    PresenceClient client = new PresenceClient();
    tabs.put(id, new Tab(member, client));
    presence.present(id, member, Map.of());
    client.state(state(id));
  }

  private JsonNode state(MembershipId id) {
    return PresenceTest.json(presence.state(id).state(), 0);
  }

  private void leave() {
    any()
        .ifPresent(one -> {
          tabs.remove(one.getKey());
          presence.absent(one.getKey());
        });
  }

  private void change() {
    any()
        .ifPresent(one -> {
          Tab tab = one.getValue();
          Rank rank = random.nextBoolean() ? Rank.VIP : Rank.GUEST;
          Member now = new Member(tab.member().id(), "nick" + random.nextInt(4), rank, 1000);
          tabs.put(one.getKey(), new Tab(now, tab.client()));
          presence.present(one.getKey(), now, Map.of());
        });
  }

  private void lag() {
    any().ifPresent(one -> one.getValue().client().state(state(one.getKey())));
  }

  private Optional<Map.Entry<MembershipId, Tab>> any() {
    List<Map.Entry<MembershipId, Tab>> all = List.copyOf(tabs.entrySet());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }

  private void flush() {
    isWhole |= tabs.size() <= LIMIT * 4 / 5;
    for (byte[] bytes : presence.flush()) {
      JsonNode frame = PresenceTest.frame(bytes);
      tabs.values().forEach(tab -> hear(tab.client(), frame));
    }
  }

  private static void hear(PresenceClient client, JsonNode frame) {
    switch (frame.get(3).asText()) {
      case "presence_state" -> client.state(frame.get(4));
      case "presence_diff" -> client.diff(frame.get(4));
      default -> {}
    }
  }

  private Map<String, List<String>> nicks(Predicate<Tab> isListed) {
    Map<String, List<String>> nicks = new TreeMap<>();
    tabs.values().stream()
        .filter(isListed)
        .forEach(tab ->
            nicks
                .computeIfAbsent(tab.member().id().value(), _ -> new ArrayList<>())
                .add(tab.member().nick()));
    nicks.values().forEach(each -> each.sort(null));
    return nicks;
  }
}
