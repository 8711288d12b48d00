package hubbub.http;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says in the API's description that routes want an API key, and how they refuse.
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
@SecurityRequirement(name = "key")
@ApiResponse(responseCode = "401", ref = "#/components/responses/BadKey")
@ApiResponse(responseCode = "403", ref = "#/components/responses/KeyForbidden")
@ApiResponse(responseCode = "429", ref = "#/components/responses/TooOften")
@ApiResponse(responseCode = "503", ref = "#/components/responses/Unavailable")
@interface WithKey {}
