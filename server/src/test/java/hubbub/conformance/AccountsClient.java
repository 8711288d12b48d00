package hubbub.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/// Sends requests about accounts to a server, as one address.
public final class AccountsClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final TestServer server;
  private final String address;

  /// Comes through a proxy on this machine, from `address`.
  public AccountsClient(TestServer server, String address) {
    this.server = server;
    this.address = address;
  }

  /// What the server answered.
  public record Answer(int status, String text, HttpResponse<String> response) {
    public JsonNode body() {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public String reason() {
      return body().path("reason").asText();
    }

    public String token() {
      return body().path("token").asText();
    }

    public String setCookie() {
      return response.headers().firstValue("Set-Cookie").orElse("");
    }

    /// The cookie, as a browser sends it back.
    public String cookie() {
      return setCookie().split(";", 2)[0];
    }
  }

  public Answer send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .header("X-Forwarded-For", address);
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public static String json(String... namesAndValues) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    try {
      return JSON.writeValueAsString(fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Answer signUp(String name, String password) {
    return send("POST", "/accounts", json("name", name, "password", password));
  }

  public Answer signUpInvited(String name, String password, String code) {
    return send("POST", "/accounts", json("name", name, "password", password, "invite", code));
  }

  public Answer setUp(String code, String name, String password) {
    return send("POST", "/setup", json("code", code, "name", name, "password", password));
  }

  public Answer resetPassword(String code, String password) {
    return send("POST", "/password-resets", json("code", code, "password", password));
  }

  public Answer invite(String token, String body) {
    return send("POST", "/invites", body, "Authorization", "Bearer " + token);
  }

  public Answer signIn(String name, String password) {
    return send("POST", "/sessions", json("name", name, "password", password));
  }

  public Answer refresh(String cookie) {
    return send("POST", "/sessions/refresh", "", "Cookie", cookie);
  }

  public Answer me(String token) {
    return send("GET", "/me", "", "Authorization", "Bearer " + token);
  }

  @Override
  public void close() {
    client.close();
  }
}
