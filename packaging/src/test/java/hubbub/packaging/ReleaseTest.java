package hubbub.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// A release, made anew of what was built, and run as an operator would on a machine with nothing
/// installed. Skipped if the profile `sbom` is off.
class ReleaseTest {
  private static final Path CONFORMANCE = Path.of("..", "conformance");

  private static Release release;
  private static Path unpacked;

  @BeforeAll
  static void make() throws IOException {
    if (!Release.canBeMade()) {
      System.out.println("ReleaseTest is skipped: run Maven with -Psbom, after ./hubbub build");
    }
    assumeTrue(Release.canBeMade(), "the profile sbom is off");
    if (!Operator.canDropRights()) {
      System.out.println("ReleaseTest runs the release as this user: only root can drop rights");
    }
    release = Release.make();
    unpacked = release.unpack();
  }

  @AfterAll
  static void delete() throws IOException {
    if (release != null) {
      release.close();
    }
  }

  private static Operator operator(String data) throws IOException {
    return Operator.of(unpacked.resolve("bin/hubbub"), release.folder(data));
  }

  @Nested
  class Running {
    @Test
    void serves_unmodified_phoenix_clients() throws Exception {
      Run.of(in(CONFORMANCE, "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"))
          .assertOk();
      try (RunningServer server = operator("phoenix").serve("--hubbub.kinds.room.linger=3s")) {
        Run.of(in(CONFORMANCE, "node", "run.mjs", server.address().toString())).assertOk();
        assertEquals(0, server.stop());
      }
    }

    @Test
    void has_the_page_the_metrics_and_the_versions() throws Exception {
      try (RunningServer server = operator("http").serve()) {
        assertTrue(get(server, "/").contains("<script type=\"module\""), "a plain page");
        assertTrue(get(server, "/metrics").contains("jvm_memory_used_bytes"));
        assertTrue(get(server, "/metrics").contains("hubbub_build_info"));
      }
    }

    @Test
    void serves_tls_and_is_found_healthy() throws Exception {
      Operator operator = operator("tls");
      Pem pem = Pem.make(operator.data());
      String[] tls = {
        "--hubbub.tls.certificate=" + pem.certificate(), "--hubbub.tls.key=" + pem.key()
      };
      try (RunningServer server = operator.serve(tls)) {
        assertEquals("https", server.address().getScheme());
        Run health = operator.run("health", "--port", server.port(), tls[0], tls[1]).assertOk();
        assertEquals(List.of("ready"), health.lines());
      }
    }

    @Test
    void starts_with_every_setting_of_the_sample_at_its_default() throws Exception {
      Operator operator = operator("settings");
      String sample = Files.readString(unpacked.resolve("hubbub.yaml"));
      Path file = operator.data().resolve("all.yaml");
      Files.writeString(file, sample.replaceAll("(?m)^#hubbub", "hubbub"));
      try (RunningServer server = operator.serve("--config", file.toString())) {
        assertTrue(get(server, "/health/ready").contains("up"));
      }
    }

    /// The tree is read-only in all these tests, and belongs to somebody else.
    @Test
    void writes_nowhere_but_into_its_data_folder() throws Exception {
      ProcessBuilder serve = operator("read-only").command("serve", "--port", "0");
      serve.environment().put("TMPDIR", unpacked.toString());
      try (RunningServer server = RunningServer.start(serve)) {
        assertTrue(get(server, "/health/ready").contains("up"));
        assertEquals(
            List.of(), server.before().stream().filter(line -> line.contains(" WARN ")).toList());
      }
    }

    /// Whatever a start loads from elsewhere makes it slower.
    @Test
    void loads_nine_tenths_of_its_classes_from_the_archive_of_parsed_classes() throws Exception {
      ProcessBuilder serve = operator("classes").command("serve", "--port", "0");
      serve.environment().put("JAVA_OPTS", "-Xlog:class+load");
      try (RunningServer server = RunningServer.start(serve)) {
        List<String> loaded =
            server.before().stream().filter(line -> line.contains(" source: ")).toList();
        List<String> parsed =
            loaded.stream().filter(line -> !line.contains("shared objects file")).toList();
        assertTrue(
            parsed.size() * 10 < loaded.size(),
            () ->
                "of %d, not there: %d; run packaging/list-startup-classes: %s"
                    .formatted(loaded.size(), parsed.size(), String.join("\n", parsed)));
      }
    }

    @Test
    void is_found_through_links() throws Exception {
      Operator operator = operator("links");
      Path link = operator.data().resolve("link");
      Files.createSymbolicLink(link, unpacked.resolve("bin"));
      Files.createSymbolicLink(operator.data().resolve("hubbub"), Path.of("link/hubbub"));
      Run version = new Operator(operator.data().resolve("hubbub"), operator.data()).run("-V");
      assertTrue(version.assertOk().output().startsWith("Hubbub "), version.output());
    }

    @Test
    void explains_itself() throws Exception {
      assertTrue(operator("help").run("help").assertOk().output().startsWith("usage: hubbub "));
      Run dance = operator("dance").run("dance");
      assertEquals(2, dance.status());
      assertTrue(dance.output().endsWith("hubbub: dance: no such command\n"), dance.output());
    }
  }

  @Nested
  class Contents {
    @Test
    void are_these_files_and_no_others() throws IOException {
      assertEquals(
          List.of(
              "CHANGELOG.md",
              "LICENSE",
              "README",
              "SECURITY.md",
              "bin",
              "docs",
              "hubbub.yaml",
              "lib",
              "licences",
              "runtime",
              "sbom.cdx.json",
              "systemd"),
          Release.names(unpacked));
      assertEquals(List.of("hubbub"), Release.names(unpacked.resolve("bin")));
      assertEquals(List.of("hubbub.service"), Release.names(unpacked.resolve("systemd")));
      assertEquals(
          List.of("hubbub.jsa", "jvm.options"),
          Release.names(unpacked.resolve("lib")).stream()
              .filter(name -> !name.endsWith(".jar") && !name.endsWith(".so"))
              .toList());
    }

    @Test
    void are_only_for_this_processor_and_not_for_tests() throws IOException {
      String other = System.getProperty("os.arch").equals("amd64") ? "aarch_64" : "x86_64";
      assertEquals(
          List.of(),
          jars().stream()
              .filter(jar ->
                  Stream.of(other, "junit", "awaitility", "archunit", "jmh")
                      .anyMatch(jar::contains))
              .toList());
    }

    @Test
    void have_a_licence_each() throws IOException {
      Path licences = unpacked.resolve("licences");
      List<String> index = Files.readAllLines(licences.resolve("index.txt"));
      Set<String> listed = new TreeSet<>();
      for (String line : index.subList(4, index.size())) {
        String[] entry = line.split(": ", 2);
        listed.add(entry[0]);
        Path text = licences.resolve(entry[1]);
        assertTrue(entry[1].endsWith("/") ? hasFiles(text) : Files.size(text) > 500, line);
      }
      assertEquals(List.of(), jars().stream().filter(jar -> !listed.contains(jar)).toList());
      assertTrue(listed.stream().anyMatch(name -> name.startsWith("phoenix ")), listed::toString);
    }

    private static boolean hasFiles(Path folder) throws IOException {
      return !Release.names(folder).isEmpty();
    }

    @Test
    void are_all_listed_with_their_versions() throws IOException {
      JsonNode sbom = new ObjectMapper().readTree(unpacked.resolve("sbom.cdx.json").toFile());
      assertEquals("CycloneDX", sbom.get("bomFormat").asText());
      List<String> listed = new ArrayList<>();
      for (JsonNode each : sbom.get("components")) {
        listed.add(each.get("name").asText() + "-" + each.get("version").asText());
      }
      assertEquals(
          List.of(),
          jars().stream()
              .map(jar -> jar.replaceFirst("(-linux-\\w+)?\\.jar$", ""))
              .filter(jar -> !listed.contains(jar))
              .toList());
      assertTrue(listed.contains("OpenJDK-" + Runtime.version()), listed::toString);
    }

    @Test
    void belong_to_root_and_have_one_time() throws IOException {
      Run list =
          Run.of(
                  new ProcessBuilder(
                      "tar",
                      "-tvzf",
                      release.archive().toString(),
                      "--full-time",
                      "--numeric-owner"))
              .assertOk();
      Set<String> times = new TreeSet<>();
      for (String line : list.lines()) {
        String[] fields = line.split(" +", -1);
        assertEquals("0/0", fields[1], line);
        times.add(fields[3] + " " + fields[4]);
        assertTrue(line.matches("l.*|.[r-]w[x-]r-[x-]r-[x-] .*"), line);
      }
      assertEquals(1, times.size(), times::toString);
    }

    /// All but the archive of classes, whose bytes the JVM once in a while changes (docs/adr/0059).
    @Test
    void are_the_same_bytes_when_they_are_packed_again() throws IOException {
      try (Release again = Release.make()) {
        Path second = again.unpack();
        List<String> names = files(unpacked);
        assertEquals(names, files(second));
        for (String name : names) {
          if (!name.equals("lib/hubbub.jsa")) {
            assertEquals(-1, Files.mismatch(unpacked.resolve(name), second.resolve(name)), name);
          }
        }
      }
    }

    @Test
    void have_native_libraries_for_this_system_alone_ready_to_be_loaded() throws IOException {
      String system = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch_64";
      assertEquals(
          List.of(
              "libnetty_transport_native_epoll_" + system + ".so",
              "libnetty_transport_native_io_uring42_" + system + ".so",
              "libsqlitejdbc.so"),
          Release.names(unpacked.resolve("lib")).stream()
              .filter(name -> name.endsWith(".so"))
              .toList());
      for (Path jar : Release.list(unpacked.resolve("lib"), "*.jar")) {
        try (FileSystem inside = FileSystems.newFileSystem(jar);
            Stream<Path> all = Files.walk(inside.getPath("/"))) {
          assertEquals(List.of(), all.filter(it -> it.toString().endsWith(".so")).toList());
        }
      }
    }

    @Test
    void are_small_enough_to_download() throws IOException {
      assertTrue(Files.size(release.archive()) < 120_000_000);
    }

    @Test
    void have_a_unit_that_systemd_accepts() throws IOException {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd here");
      String unit = Files.readString(unpacked.resolve("systemd/hubbub.service"));
      Path installed = release.folder("unit").resolve("hubbub.service");
      Files.writeString(installed, unit.replace("ExecStart=/opt/hubbub", "ExecStart=" + quoted()));
      Run verified = Run.of(new ProcessBuilder("systemd-analyze", "verify", installed.toString()));
      assertEquals("", verified.assertOk().output());
    }

    private static String quoted() {
      return unpacked.toString().replace(" ", "\\x20");
    }

    private static List<String> files(Path folder) throws IOException {
      try (Stream<Path> all = Files.walk(folder)) {
        return all.filter(Files::isRegularFile)
            .map(file -> folder.relativize(file).toString())
            .sorted()
            .toList();
      }
    }

    private static List<String> jars() throws IOException {
      return Release.names(unpacked.resolve("lib")).stream()
          .filter(name -> name.endsWith(".jar"))
          .toList();
    }
  }

  @Nested
  class DebianPackage {
    @Test
    void runs_from_where_it_is_installed_and_keeps_the_operators_settings() throws IOException {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-deb")), "no dpkg here");
      String file = release.debianPackage().toString();
      Path root = release.folder("root");
      Run.of(new ProcessBuilder("dpkg-deb", "-x", file, root.toString())).assertOk();
      Operator operator = Operator.of(root.resolve("usr/bin/hubbub"), release.folder("deb"));
      assertTrue(operator.run("version").assertOk().output().startsWith("Hubbub "));
      assertEquals(
          "/etc/hubbub/hubbub.yaml\n",
          Run.of(new ProcessBuilder("dpkg-deb", "-I", file, "conffiles")).assertOk().output());
      assertTrue(Files.exists(root.resolve("etc/hubbub/hubbub.yaml")));
      String unit = Files.readString(root.resolve("usr/lib/systemd/system/hubbub.service"));
      assertTrue(unit.contains("ExecStart=/usr/lib/hubbub/bin/hubbub serve"), unit);
    }
  }

  private static ProcessBuilder in(Path folder, String... command) {
    return new ProcessBuilder(command).directory(folder.toFile());
  }

  private static String get(RunningServer server, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(server.address().resolve(path)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode());
      return answer.body();
    }
  }
}
