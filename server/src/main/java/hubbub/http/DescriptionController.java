package hubbub.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The description of the API for programs (OpenAPI 3.0). The compiler makes it of the routes of
/// this package, and of what lies in `src/main/openapi` (docs/adr/0079).
@Controller("/api/v1/openapi.json")
@OpenAPIDefinition(
    info =
        @Info(
            title = "Hubbub",
            version = "1",
            description =
                "Topics, the commands that change them, accounts and bans, by HTTP. In fields of"
                    + " bodies, null counts as absent. Refusals are problem details (RFC 9457) with"
                    + " a reason for programs."))
@SecurityScheme(
    name = "key",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "hbk_…",
    description = "An API key, which an operator makes with ./hubbub key")
@SecurityScheme(
    name = "access",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "JWT",
    description = "An access token of somebody who has signed in")
@SecurityScheme(
    name = "refresh",
    type = SecuritySchemeType.APIKEY,
    in = SecuritySchemeIn.COOKIE,
    paramName = AccountAnswers.COOKIE,
    description = "The refresh token of somebody who has signed in")
@SecurityScheme(
    name = "read",
    type = SecuritySchemeType.APIKEY,
    in = SecuritySchemeIn.QUERY,
    paramName = "token",
    description = "A token for reading one topic")
@Tag(name = "Description")
final class DescriptionController {
  private static final String FILE = "/META-INF/swagger/hubbub-api.json";

  /// This description.
  @Get
  @ExecuteOn(TaskExecutors.BLOCKING)
  @ApiResponse(
      responseCode = "200",
      description = "OpenAPI 3.0",
      content = @Content(schema = @Schema(type = "object")))
  byte[] describe() {
    try (InputStream file = DescriptionController.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is not on the class path");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
