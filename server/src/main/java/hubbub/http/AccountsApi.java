package hubbub.http;

import hubbub.identity.Account;
import hubbub.identity.AccountFilter;
import hubbub.identity.AccountOperations;
import hubbub.identity.ApiKey;
import hubbub.identity.KeyScope;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Accounts for programs whose key has the scope `accounts`, as operators have them on the command
/// line. What makes admins, or is done to them, wants `admin`: else a key could become one.
@Controller("/api/v1/admin/accounts")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Accounts, for operators")
@WithKey
final class AccountsApi {
  private final HttpContext httpContext;
  private final ApiAccess access;

  AccountsApi(HttpContext httpContext, ApiAccess access) {
    this.httpContext = httpContext;
    this.access = access;
  }

  /// The accounts by name, in pages. Without `admin` or `disabled`, all; with one, those that are,
  /// or are not.
  @Get
  @ApiResponse(
      responseCode = "200",
      description = "A page of accounts",
      content = @Content(schema = @Schema(implementation = Answers.AccountPage.class)))
  @ApiResponse(responseCode = "422", ref = "#/components/responses/Invalid")
  Answers.AccountPage listAccounts(
      HttpRequest<?> request,
      @QueryValue @Nullable String after,
      @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "100")
          @QueryValue
          @Nullable
          String limit,
      @Schema(type = "boolean") @QueryValue @Nullable String admin,
      @Schema(type = "boolean") @QueryValue @Nullable String disabled) {
    ApiKey _ = access.serverKey(request, KeyScope.ACCOUNTS);
    Query query = new Query(request);
    int most = query.limit(AccountOperations.PAGE);
    List<Account> page =
        operations()
            .page(
                new AccountFilter(query.flag("admin"), query.flag("disabled")),
                query.text("after"),
                most + 1);
    return Answers.AccountPage.of(page, most);
  }

  /// One account, by its id or name.
  @Get("/{account}")
  @ApiResponse(
      responseCode = "200",
      description = "The account",
      content = @Content(schema = @Schema(implementation = Answers.AccountEntry.class)))
  @ApiResponse(responseCode = "404", ref = "#/components/responses/NoSuchAccount")
  Answers.AccountEntry showAccount(HttpRequest<?> request, @PathVariable String account) {
    ApiKey _ = access.serverKey(request, KeyScope.ACCOUNTS);
    return Answers.AccountEntry.of(operations().find(account).orElseThrow(AccountsApi::unknown));
  }

  /// Lets nobody sign in to the account, and ends its sessions.
  @Post("/{account}/disable")
  @ApiResponse(responseCode = "204", description = "Nobody can sign in to it")
  @ApiResponse(responseCode = "404", ref = "#/components/responses/NoSuchAccount")
  HttpResponse<?> disable(HttpRequest<?> request, @PathVariable String account) {
    return done(operations().disable(by(request, account), account));
  }

  /// Lets its owner sign in again.
  @Post("/{account}/enable")
  @ApiResponse(responseCode = "204", description = "Its owner can sign in")
  @ApiResponse(responseCode = "404", ref = "#/components/responses/NoSuchAccount")
  HttpResponse<?> enable(HttpRequest<?> request, @PathVariable String account) {
    return done(operations().enable(by(request, account), account));
  }

  /// Makes the account an admin, from its next access token on. Needs the scope `admin`.
  @Post("/{account}/promote")
  @ApiResponse(responseCode = "204", description = "It is an admin")
  @ApiResponse(responseCode = "404", ref = "#/components/responses/NoSuchAccount")
  HttpResponse<?> promote(HttpRequest<?> request, @PathVariable String account) {
    String by = ApiAccess.by(access.serverKey(request, KeyScope.ADMIN));
    return done(operations().promote(by, account));
  }

  /// Takes that away, and ends its sessions. Needs the scope `admin`.
  @Post("/{account}/demote")
  @ApiResponse(responseCode = "204", description = "It is no admin")
  @ApiResponse(responseCode = "404", ref = "#/components/responses/NoSuchAccount")
  HttpResponse<?> demote(HttpRequest<?> request, @PathVariable String account) {
    String by = ApiAccess.by(access.serverKey(request, KeyScope.ADMIN));
    return done(operations().demote(by, account));
  }

  /// Makes a link with which the account's owner chooses another password. It is good once, for an
  /// hour: `/#reset=` and its code, behind the page's address. Earlier links are good no more.
  @Post("/{account}/reset-link")
  @ApiResponse(
      responseCode = "201",
      description = "The link",
      content = @Content(schema = @Schema(implementation = Answers.LinkMade.class)))
  @ApiResponse(responseCode = "404", ref = "#/components/responses/NoSuchAccount")
  HttpResponse<?> makeResetLink(HttpRequest<?> request, @PathVariable String account) {
    ApiKey key = access.serverKey(request, KeyScope.ACCOUNTS);
    return operations()
        .find(account)
        .flatMap(its -> operations().resetLink(by(key, Optional.of(its)), its))
        .map(made -> HttpResponse.created(Answers.LinkMade.of(made)))
        .orElseThrow(AccountsApi::unknown);
  }

  /// The id of the key, which may do something to that account.
  private String by(HttpRequest<?> request, String account) {
    return by(access.serverKey(request, KeyScope.ACCOUNTS), operations().find(account));
  }

  private static String by(ApiKey key, Optional<Account> account) {
    boolean isAdmin = account.filter(Account::isAdmin).isPresent();
    if (isAdmin && !key.may(KeyScope.ADMIN)) {
      throw RequestRefused.of(
          HttpStatus.FORBIDDEN,
          "outranked",
          "That is an admin's account.",
          Map.of("scope", KeyScope.ADMIN.word()));
    }
    return ApiAccess.by(key);
  }

  private AccountOperations operations() {
    return httpContext.accounts().operations().orElseThrow(RequestRefused::unavailable);
  }

  private static HttpResponse<?> done(Optional<Account> account) {
    Account _ = account.orElseThrow(AccountsApi::unknown);
    return HttpResponse.noContent();
  }

  private static RequestRefused unknown() {
    return RequestRefused.of(
        HttpStatus.NOT_FOUND, "unknown_account", "No account has that id or name.");
  }
}
