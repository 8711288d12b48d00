package hubbub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hubbub.protocol.CommandReader;
import hubbub.protocol.Reading;
import hubbub.topic.CommandName;
import hubbub.topic.Reason;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The description of the API, as it is served. With `WRITE_DOCS` in the environment, its part
/// about commands is written anew; the next build has it.
class DescriptionTest {
  private static final Path COMMANDS = Path.of("src", "main", "openapi", "commands.json");
  private static final Path DESCRIBED =
      Path.of("src", "main", "java", "hubbub", "http", "DescriptionController.java");
  private static final String TOPIC = "/api/v1/topics/{topic}/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode SERVED = served();

  private static JsonNode served() {
    try (InputStream file =
        DescriptionTest.class.getResourceAsStream("/META-INF/swagger/hubbub-api.json")) {
      return JSON.readTree(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Nested
  class The_commands {
    @Test
    void are_described_as_the_reader_reads_them() throws IOException {
      String written =
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(CommandsDescription.document())
              + "\n";
      if (System.getenv("WRITE_DOCS") != null) {
        Files.writeString(COMMANDS, written);
        Files.setLastModifiedTime(DESCRIBED, FileTime.from(Instant.now())); // to be compiled anew
      }
      assertEquals(
          written,
          Files.readString(COMMANDS),
          "stale; to write it anew: WRITE_DOCS=1 mvn -pl server -am test -Dtest=DescriptionTest"
              + " -Dsurefire.failIfNoSpecifiedTests=false");
    }

    @ParameterizedTest
    @EnumSource
    void are_all_there_with_all_their_fields(CommandName name) {
      JsonNode properties =
          SERVED
              .path("paths")
              .path(TOPIC + name.word())
              .at("/post/requestBody/content/application~1json/schema/properties");
      CommandsDescription.shape(name)
          .schemas()
          .keySet()
          .forEach(field -> assertTrue(properties.has(field), name + ": " + field));
    }

    @ParameterizedTest
    @EnumSource
    void are_refused_without_a_field_that_is_required(CommandName name) {
      PayloadProbe.Shape shape = CommandsDescription.shape(name);
      for (String field : shape.required()) {
        ObjectNode without = shape.least().deepCopy().without(field);
        Reading.Refused<?> refused =
            assertInstanceOf(
                Reading.Refused.class, CommandReader.read(name.word(), without, 100), field);
        assertEquals(Reason.INVALID, refused.refusal().reason());
        assertEquals(field, refused.refusal().details().get("field"));
      }
    }
  }

  @Nested
  class The_routes {
    @Test
    void are_those_that_controllers_serve_and_those_of_commands_and_events() throws Exception {
      Set<String> expected = new TreeSet<>(List.of("get " + TOPIC + "events"));
      for (Class<?> controller : controllers()) {
        String path = controller.getAnnotation(Controller.class).value();
        for (Method method : controller.getDeclaredMethods()) {
          route(method).ifPresent(its -> expected.add(joined(its, path)));
        }
      }
      assertTrue(expected.size() > 30, expected::toString);
      Set<String> commands = new HashSet<>();
      CommandsDescription.document()
          .path("paths")
          .properties()
          .forEach(path ->
              path.getValue()
                  .properties()
                  .forEach(method -> commands.add(method.getKey() + " " + path.getKey())));
      expected.addAll(commands);
      assertEquals(expected, described());
    }

    private static Set<String> described() {
      Set<String> routes = new TreeSet<>();
      operations().forEach((name, _) -> routes.add(name));
      return routes;
    }

    private static String joined(Map.Entry<String, String> route, String path) {
      return route.getKey() + " " + path + (route.getValue().equals("/") ? "" : route.getValue());
    }

    /// The method and the path, below that of its controller, that a Java method answers.
    private static Optional<Map.Entry<String, String>> route(Method method) {
      return Stream.of(method.getAnnotations())
          .flatMap(it ->
              switch (it) {
                case Get get -> Stream.of(Map.entry("get", get.value()));
                case Post post -> Stream.of(Map.entry("post", post.value()));
                case Put put -> Stream.of(Map.entry("put", put.value()));
                case Delete delete -> Stream.of(Map.entry("delete", delete.value()));
                default -> Stream.<Map.Entry<String, String>>empty();
              })
          .findFirst();
    }

    /// The controllers of this package, but for those that the description leaves out.
    private static List<Class<?>> controllers() throws Exception {
      List<Class<?>> found = new ArrayList<>();
      Path folder =
          Path.of(Web.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .resolve("hubbub/http");
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          String name = file.getFileName().toString();
          if (name.endsWith(".class") && !name.contains("$")) {
            Class<?> type =
                Class.forName(
                    "hubbub.http." + name.substring(0, name.length() - ".class".length()));
            if (type.isAnnotationPresent(Controller.class)
                && !type.isAnnotationPresent(Hidden.class)) {
              found.add(type);
            }
          }
        }
      }
      return found;
    }
  }

  /// Every operation, by its method and path.
  private static Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    SERVED
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    operations.put(
                        operation.getKey().toLowerCase(Locale.ROOT) + " " + path.getKey(),
                        operation.getValue())));
    return operations;
  }

  @Test
  void is_served_to_everybody() throws Exception {
    try (LoneWeb web = new LoneWeb()) {
      HttpResponse<String> answer = web.get("/api/v1/openapi.json");
      assertEquals(200, answer.statusCode());
      assertTrue(LoneWeb.header(answer, "Content-Type").startsWith("application/json"));
      assertEquals(SERVED, JSON.readTree(answer.body()));
    }
  }

  @Nested
  class As_a_document {
    @Test
    void has_no_reference_to_nothing() {
      for (JsonNode reference : SERVED.findValues("$ref")) {
        String pointer = reference.asText().substring(1);
        assertFalse(SERVED.at(pointer).isMissingNode(), pointer);
      }
    }

    @Test
    void says_of_each_operation_what_it_does_by_a_name_of_its_own_and_how_it_ends() {
      Set<String> names = new HashSet<>();
      operations()
          .forEach((operation, its) -> {
            assertTrue(names.add(its.path("operationId").asText()), operation);
            assertTrue(its.path("summary").asText().endsWith("."), operation);
            assertTrue(
                its.path("responses").properties().stream()
                    .anyMatch(it -> it.getKey().startsWith("2")),
                operation);
            its.path("responses")
                .properties()
                .forEach(it -> assertTrue(it.getKey().matches("[2345]\\d\\d"), operation));
          });
    }

    @Test
    void declares_each_variable_of_a_path_and_each_scheme_that_it_wants() {
      operations()
          .forEach((operation, its) -> {
            Pattern.compile("\\{(\\w+)}")
                .matcher(operation)
                .results()
                .forEach(variable ->
                    assertTrue(
                        its.path("parameters").findValuesAsText("name").contains(variable.group(1)),
                        operation));
            its.path("security")
                .forEach(way ->
                    way.fieldNames()
                        .forEachRemaining(scheme ->
                            assertTrue(
                                SERVED.at("/components/securitySchemes").has(scheme), operation)));
          });
    }
  }
}
