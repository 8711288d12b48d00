package hubbub.http;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import hubbub.identity.Accounts;
import hubbub.identity.Links;
import hubbub.identity.ReadTokens;
import hubbub.identity.RevocationList;
import hubbub.wire.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// The bodies of requests that are no commands: the API's description shows their fields, and `of`
/// reads them.
final class Bodies {
  private static final long MOST_BAN_MILLIS = 315_360_000_000L; // 3650 days

  private Bodies() {}

  /// A name and a password; for a new account, also the code of an invitation where one is needed.
  @Schema(name = "NewAccount")
  record NewAccount(
      String name, String password, @Schema(requiredMode = NOT_REQUIRED) Optional<String> invite) {
    static NewAccount of(Fields fields) throws Fields.InvalidField {
      return new NewAccount(
          fields.text("name"), fields.text("password"), fields.optionalText("invite"));
    }

    Accounts.Credentials credentials() {
      return new Accounts.Credentials(name, password);
    }
  }

  /// A name and a password.
  @Schema(name = "Credentials")
  record SignIn(String name, String password) {
    static SignIn of(Fields fields) throws Fields.InvalidField {
      return new SignIn(fields.text("name"), fields.text("password"));
    }

    Accounts.Credentials credentials() {
      return new Accounts.Credentials(name, password);
    }
  }

  /// The code of the setup link, and what the first admin is to be called.
  @Schema(name = "Setup")
  record Setup(String code, String name, String password) {
    static Setup of(Fields fields) throws Fields.InvalidField {
      return new Setup(fields.text("code"), fields.text("name"), fields.text("password"));
    }

    Accounts.Credentials credentials() {
      return new Accounts.Credentials(name, password);
    }
  }

  /// The code of a reset link, and another password.
  @Schema(name = "PasswordReset")
  record PasswordReset(String code, String password) {
    static PasswordReset of(Fields fields) throws Fields.InvalidField {
      return new PasswordReset(fields.text("code"), fields.text("password"));
    }
  }

  /// The present password, and another one.
  @Schema(name = "PasswordChange")
  record PasswordChange(String current, String password) {
    static PasswordChange of(Fields fields) throws Fields.InvalidField {
      return new PasswordChange(fields.text("current"), fields.text("password"));
    }
  }

  /// The present password.
  @Schema(name = "Password")
  record Password(String password) {
    static Password of(Fields fields) throws Fields.InvalidField {
      return new Password(fields.text("password"));
    }
  }

  /// How many people may use an invitation, and for how long it is good; defaults: 1, and 7 days.
  @Schema(name = "NewInvitation")
  record NewInvitation(
      @Schema(minimum = "1", maximum = "1000", defaultValue = "1", requiredMode = NOT_REQUIRED)
          Optional<Integer> uses,
      @Schema(
              minimum = "1",
              maximum = "31536000000",
              defaultValue = "604800000",
              requiredMode = NOT_REQUIRED)
          Optional<Long> ttlMs) {
    static NewInvitation of(Fields fields) throws Fields.InvalidField {
      OptionalLong uses = fields.optionalInteger("uses", 1, Links.MOST_USES);
      return new NewInvitation(
          uses.isPresent() ? Optional.of((int) uses.getAsLong()) : Optional.empty(),
          Answers.boxed(fields.optionalInteger("ttl_ms", 1, Links.LONGEST_LIFE.toMillis())));
    }

    Duration life() {
      return ttlMs.map(Duration::ofMillis).orElse(Links.INVITATION_LIFE);
    }
  }

  /// How long a token for reading is to be good; default: an hour.
  @Schema(name = "NewReadToken")
  record NewReadToken(
      @Schema(
              minimum = "1000",
              maximum = "3600000",
              defaultValue = "3600000",
              requiredMode = NOT_REQUIRED)
          Optional<Long> ttlMs) {
    static NewReadToken of(Fields fields) throws Fields.InvalidField {
      return new NewReadToken(
          Answers.boxed(fields.optionalInteger("ttl_ms", 1_000, ReadTokens.LONGEST.toMillis())));
    }

    Duration life() {
      return ttlMs.map(Duration::ofMillis).orElse(ReadTokens.LONGEST);
    }
  }

  /// Tokens to revoke: the one with the id `jti`, those that `subject` has now, or all that
  /// `issuer`, by its name in the settings, has issued until now. By `ttl_ms`, default: 366 days,
  /// they must have ended.
  @Schema(name = "NewRevocation")
  record NewRevocation(
      String issuer,
      @Schema(requiredMode = NOT_REQUIRED) Optional<String> subject,
      @Schema(requiredMode = NOT_REQUIRED) Optional<String> jti,
      @Schema(minimum = "1", maximum = "31622400000", requiredMode = NOT_REQUIRED)
          Optional<Long> ttlMs) {
    static NewRevocation of(Fields fields) throws Fields.InvalidField {
      return new NewRevocation(
          fields.text("issuer"),
          fields.optionalText("subject", 1, 255),
          fields.optionalText("jti", 1, 255),
          Answers.boxed(fields.optionalInteger("ttl_ms", 1, RevocationList.KEPT.toMillis())));
    }

    Duration life() {
      return ttlMs.map(Duration::ofMillis).orElse(RevocationList.KEPT);
    }
  }

  /// Whom to ban from the whole server: an id, the name of an account, a site's user (`site:ann`),
  /// or addresses such as `192.0.2.0/24`; for how long, default: for good, or a day for addresses;
  /// and an explanation.
  @Schema(name = "NewBan")
  record NewBan(
      String whom,
      @Schema(minimum = "1", maximum = "315360000000", requiredMode = NOT_REQUIRED)
          Optional<Long> ttlMs,
      @Schema(requiredMode = NOT_REQUIRED) Optional<String> text) {
    static NewBan of(Fields fields) throws Fields.InvalidField {
      return new NewBan(
          fields.text("whom"),
          Answers.boxed(fields.optionalInteger("ttl_ms", 1, MOST_BAN_MILLIS)),
          fields.optionalText("text"));
    }

    OptionalLong life() {
      return ttlMs.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }
  }
}
