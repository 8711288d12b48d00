package hubbub.http;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import hubbub.identity.Account;
import hubbub.identity.Accounts;
import hubbub.identity.Links;
import hubbub.identity.ReadTokens;
import hubbub.store.ServerBan;
import hubbub.topic.AddressPrefix;
import hubbub.topic.AuditEntry;
import hubbub.topic.port.TopicStore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What requests that are no commands are answered with. What is absent is left out.
final class Answers {
  private static final String ADDRESS = "address";

  private Answers() {}

  /// Who may make an account: `open` (anybody), `invite` (whoever was given a link) or `off`.
  @Schema(name = "SignUpPolicy")
  @JsonNaming(SnakeCaseStrategy.class)
  record SignUpPolicy(@Schema(pattern = "open|invite|off") String signUp) {}

  /// Somebody's own account.
  @Schema(name = "OwnAccount")
  record OwnAccount(
      String id,
      String name,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT)
          @Schema(defaultValue = "false", requiredMode = NOT_REQUIRED)
          boolean admin) {
    static OwnAccount of(Account account) {
      return new OwnAccount(account.id().value(), account.name(), account.isAdmin());
    }
  }

  /// Somebody is signed in. `token` is an access token, good until `expires_at` (milliseconds since
  /// 1970 UTC).
  @Schema(name = "SignedIn")
  @JsonNaming(SnakeCaseStrategy.class)
  record SignedIn(String token, long expiresAt, OwnAccount account) {
    static SignedIn of(Accounts.SignedIn signedIn) {
      return new SignedIn(signedIn.token(), signedIn.endsAt(), OwnAccount.of(signedIn.account()));
    }
  }

  /// A link that people can use, by the code that is in it.
  @Schema(name = "Link")
  @JsonNaming(SnakeCaseStrategy.class)
  record LinkMade(String code, int uses, long expiresAt) {
    static LinkMade of(Links.Made made) {
      return new LinkMade(made.code().text(), made.link().uses(), made.link().endsAt());
    }
  }

  /// A token for reading one topic, and when it ends.
  @Schema(name = "ReadToken")
  @JsonNaming(SnakeCaseStrategy.class)
  record ReadToken(String token, long endsAt) {
    static ReadToken of(ReadTokens.Signed signed) {
      return new ReadToken(signed.text(), signed.endsAt());
    }
  }

  /// A ban from the whole server.
  @Schema(name = "Ban")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @JsonNaming(SnakeCaseStrategy.class)
  record Ban(
      String whom,
      long at,
      @Schema(requiredMode = NOT_REQUIRED) Optional<Long> untilAt,
      String by,
      @Schema(requiredMode = NOT_REQUIRED) Optional<String> text) {
    static Ban of(ServerBan ban) {
      return new Ban(ban.whom().text(), ban.at(), boxed(ban.untilAt()), ban.by(), ban.text());
    }
  }

  /// A page of bans from the whole server; `next` is the `after` of the next page.
  @Schema(name = "BanPage")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record BanPage(List<Ban> entries, @Schema(requiredMode = NOT_REQUIRED) Optional<String> next) {
    static BanPage of(TopicStore.Page<ServerBan> page) {
      return new BanPage(page.entries().stream().map(Ban::of).toList(), page.next());
    }
  }

  /// An account, as operators see it.
  @Schema(name = "Account")
  @JsonNaming(SnakeCaseStrategy.class)
  record AccountEntry(
      String id,
      String name,
      long createdAt,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT)
          @Schema(defaultValue = "false", requiredMode = NOT_REQUIRED)
          boolean admin,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT)
          @Schema(defaultValue = "false", requiredMode = NOT_REQUIRED)
          boolean disabled) {
    static AccountEntry of(Account account) {
      return new AccountEntry(
          account.id().value(),
          account.name(),
          account.createdAt(),
          account.isAdmin(),
          account.isDisabled());
    }
  }

  /// A page of accounts; `next` is the `after` of the next page.
  @Schema(name = "AccountPage")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record AccountPage(
      List<AccountEntry> entries, @Schema(requiredMode = NOT_REQUIRED) Optional<String> next) {
    /// The first `limit` of `found`, which has one more if there is another page.
    static AccountPage of(List<Account> found, int limit) {
      List<AccountEntry> entries = found.stream().limit(limit).map(AccountEntry::of).toList();
      return new AccountPage(
          entries, found.size() > limit ? Optional.of(entries.getLast().name()) : Optional.empty());
    }
  }

  /// A line of an audit log: who did what, to whom, and why.
  @Schema(name = "AuditLine")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @JsonNaming(SnakeCaseStrategy.class)
  record AuditLine(
      long at,
      String act,
      Party by,
      @Schema(requiredMode = NOT_REQUIRED) Optional<Party> about,
      @Schema(requiredMode = NOT_REQUIRED) Optional<String> value,
      @Schema(requiredMode = NOT_REQUIRED) Optional<Long> untilAt,
      @Schema(requiredMode = NOT_REQUIRED) Optional<String> text) {
    static AuditLine of(AuditEntry entry) {
      return new AuditLine(
          entry.at(),
          entry.act(),
          Party.of(entry.by()),
          entry.about().map(Party::of),
          entry.value(),
          boxed(entry.untilAt()),
          entry.text());
    }
  }

  /// Somebody in an audit log: a member, a key (`key:ops`), `admin` for an operator, or `address`
  /// for a block of addresses.
  @Schema(name = "AuditParty")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Party(
      String id,
      @Schema(requiredMode = NOT_REQUIRED) Optional<String> nick,
      @Schema(requiredMode = NOT_REQUIRED) Optional<String> address) {
    static Party of(AuditEntry.Party party) {
      return new Party(
          party.id(),
          party.nick(),
          party.from().filter(_ -> party.id().equals(ADDRESS)).map(AddressPrefix::toString));
    }
  }

  /// A page of an audit log; `next` is the `after` of the next page.
  @Schema(name = "AuditPage")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record AuditPage(
      List<AuditLine> entries, @Schema(requiredMode = NOT_REQUIRED) Optional<String> next) {
    static AuditPage of(TopicStore.Page<AuditEntry> page) {
      return new AuditPage(page.entries().stream().map(AuditLine::of).toList(), page.next());
    }
  }

  static Optional<Long> boxed(OptionalLong at) {
    return at.isPresent() ? Optional.of(at.getAsLong()) : Optional.empty();
  }
}
