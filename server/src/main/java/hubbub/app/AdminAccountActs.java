package hubbub.app;

import hubbub.app.AdminRequest.Answer;
import hubbub.app.AdminRequest.Wrong;
import hubbub.identity.Account;
import hubbub.identity.AccountFilter;
import hubbub.identity.AccountOperations;
import hubbub.identity.Links;
import hubbub.identity.UnavailableNow;
import hubbub.topic.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Carries out what operators ask about accounts. Blocks; not for event loops.
final class AdminAccountActs {
  static final String USES = "--uses";
  static final String AFTER = "--after";

  /// Who does it, in the audit log.

  private final AccountOperations operations;

  private final Supplier<String> address;

  /// `address` gives the URL of the page.
  AdminAccountActs(AccountsLayer accounts, Supplier<String> address) {
    this.operations = accounts.operations();
    this.address = address;
  }

  Answer run(AdminRequest request) throws Wrong {
    try {
      return switch (request.word(0).orElse("")) {
        case "accounts" -> list(request);
        case "promote" -> done(operations.promote(AdminActs.BY, name(request)), "is an admin");
        case "demote" ->
            done(operations.demote(AdminActs.BY, name(request)), "is no admin, and signed out");
        case "disable" ->
            done(operations.disable(AdminActs.BY, name(request)), "cannot sign in, and signed out");
        case "enable" -> done(operations.enable(AdminActs.BY, name(request)), "can sign in");
        case "invite" -> invite(request);
        case "reset-link" -> resetLink(request);
        default ->
            throw new Wrong(
                "no such command (expected: admin register, unregister, rank, ban, unban, bans,"
                    + " topics, ranks, audit, backup, restore, copy-store, replay-erasures, export-account,"
                    + " erase-account, accounts, promote, demote, disable, enable, invite,"
                    + " reset-link or revoke-token)");
      };
    } catch (UnavailableNow _) {
      throw unavailable();
    }
  }

  /// The id of the account with that name.
  Optional<MemberId> named(String name) throws Wrong {
    try {
      return operations.named(name).map(Account::id);
    } catch (UnavailableNow _) {
      throw unavailable();
    }
  }

  private static Wrong unavailable() {
    return new Wrong("the store does not answer");
  }

  private static String name(AdminRequest request) throws Wrong {
    return request.word(1, "whose account? (expected: its name)");
  }

  private static Answer done(Optional<Account> changed, String what) throws Wrong {
    return Answer.ok(changed.orElseThrow(AdminAccountActs::unknown).name() + " " + what);
  }

  private static Wrong unknown() {
    return new Wrong("no account has that name");
  }

  private Answer list(AdminRequest request) {
    List<Account> page =
        operations.page(AccountFilter.ALL, request.option(AFTER), AccountOperations.PAGE);
    List<String> lines = new ArrayList<>(page.stream().map(AdminAccountActs::line).toList());
    if (page.size() == AccountOperations.PAGE) {
      lines.add("more: " + AFTER + " \"" + page.getLast().name() + "\"");
    }
    return new Answer(true, lines);
  }

  private static String line(Account account) {
    return account.name()
        + " ("
        + account.id()
        + ")"
        + (account.isAdmin() ? " admin" : "")
        + (account.isDisabled() ? " disabled" : "")
        + ", created at "
        + Instant.ofEpochMilli(account.createdAt());
  }

  private Answer invite(AdminRequest request) throws Wrong {
    Duration life = request.duration(AdminActs.LIFE).orElse(Links.INVITATION_LIFE);
    if (life.isZero() || life.compareTo(Links.LONGEST_LIFE) > 0) {
      throw new Wrong(AdminActs.LIFE + ": expected: at most 365d");
    }
    return shown(
        operations
            .invite(AdminActs.BY, uses(request), life)
            .orElseThrow(() -> new Wrong(Links.MOST_INVITATIONS + " invitations are open already")),
        "");
  }

  private static int uses(AdminRequest request) throws Wrong {
    String given = request.option(USES).orElse("1");
    int uses = given.matches("\\d{1,4}") ? Integer.parseInt(given) : 0;
    if (uses < 1 || uses > Links.MOST_USES) {
      throw new Wrong(USES + ": " + given + " (expected: 1 to " + Links.MOST_USES + ")");
    }
    return uses;
  }

  private Answer resetLink(AdminRequest request) throws Wrong {
    return shown(
        operations
            .find(name(request))
            .flatMap(its -> operations.resetLink(AdminActs.BY, its))
            .orElseThrow(AdminAccountActs::unknown),
        "; earlier links for this account are good no more");
  }

  private Answer shown(Links.Made made, String and) {
    return new Answer(
        true,
        List.of(
            SetupLink.of(address.get(), made),
            "good until " + Instant.ofEpochMilli(made.link().endsAt()) + and));
  }
}
