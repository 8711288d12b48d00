package hubbub.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `./hubbub` in a checkout of its own, with stubs of its tools.
class LauncherTest {
  @TempDir Path folder;
  private Checkout checkout;

  @BeforeEach
  void check_out() throws IOException {
    checkout = Checkout.in(folder);
  }

  @Nested
  class FindingTools {
    @Test
    void takes_the_jdk_that_java_home_names() throws Exception {
      checkout.jdk("elsewhere", "25.0.1");
      checkout.environment("JAVA_HOME", folder.resolve("elsewhere").toString());
      assertEquals("elsewhere", checkout.run("serve").jdk());
    }

    @Test
    void takes_the_jdk_that_is_on_the_path() throws Exception {
      checkout.jdk("elsewhere", "25.0.1");
      checkout.link("javac", folder.resolve("elsewhere/bin/javac"));
      assertEquals("elsewhere", checkout.run("serve").jdk());
    }

    @ParameterizedTest
    @ValueSource(strings = {"usr/lib/jvm/any", "opt/jdk-25", "home/.sdkman/candidates/java/any"})
    void takes_a_jdk_in_one_of_the_usual_places(String place) throws Exception {
      checkout.jdk(place, "26-ea");
      assertEquals(place, checkout.run("serve").jdk());
    }

    @Test
    void passes_over_a_jdk_that_is_too_old() throws Exception {
      checkout.jdk("old", "21.0.2");
      checkout.environment("JAVA_HOME", folder.resolve("old").toString());
      checkout.jdk("usr/lib/jvm/new", "25");
      assertEquals("usr/lib/jvm/new", checkout.run("serve").jdk());
    }

    @Test
    void says_that_the_jdk_is_missing_and_where_to_get_it() throws Exception {
      checkout.jdk("usr/lib/jvm/old", "24.0.2");
      checkout.run("serve").assertRefused("JDK 25 is missing", "https://adoptium.net");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "config", "build", "dist", "test"})
    void says_that_maven_is_missing_and_where_to_get_it(String command) throws Exception {
      checkout.jdk();
      checkout.without("mvn");
      checkout.run(command).assertRefused("Maven is missing", "https://maven.apache.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v18.20.0", "v20.18.3", "v21.7.3", "v22.11.0"})
    void says_that_node_is_missing_or_too_old_for_the_tests(String version) throws Exception {
      checkout.jdk();
      checkout.node(version);
      checkout.run("test").assertRefused("Node is missing", "https://nodejs.org");
    }

    @Test
    void makes_no_release_without_node_for_it_would_have_a_plain_page() throws Exception {
      checkout.jdk();
      checkout.without("npm");
      checkout.run("dist").assertRefused("Node is missing", "https://nodejs.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v20.19.0", "v22.12.0", "v24.0.1"})
    void accepts_a_node_that_vite_accepts(String version) throws Exception {
      checkout.jdk();
      checkout.node(version);
      assertEquals(0, checkout.run("test").status());
    }

    @Test
    void serves_a_plain_page_without_node_and_says_so() throws Exception {
      checkout.jdk();
      checkout.without("npm");
      Checkout.Ran ran = checkout.run("serve");
      assertEquals(0, ran.status());
      assertTrue(ran.errors().contains("plain page"), ran.errors());
    }
  }

  @Nested
  class Running {
    @BeforeEach
    void install() throws IOException {
      checkout.jdk();
    }

    @Test
    void becomes_the_server_and_keeps_its_pid() throws Exception {
      Checkout.Ran ran = checkout.run("serve", "--port", "0");
      assertEquals("serve --port 0, pid " + ran.pid(), ran.lastLine());
    }

    @Test
    void is_found_through_links_from_any_folder() throws Exception {
      Path link = folder.resolve("a link");
      Files.createSymbolicLink(folder.resolve("over"), Path.of("checkout/hubbub"));
      Files.createSymbolicLink(link, folder.resolve("over"));
      assertEquals(0, checkout.runAs(link, folder.resolve("home"), "serve").status());
      assertEquals(1, checkout.builds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version", "-V"})
    void asks_the_server_for_its_version(String asked) throws Exception {
      assertTrue(checkout.run(asked).lastLine().startsWith("version, pid "));
    }

    @Test
    void explains_itself() throws Exception {
      Checkout.Ran ran = checkout.run("help");
      assertEquals(0, ran.status());
      assertTrue(ran.output().startsWith("usage: ./hubbub <command>"), ran.output());
    }

    @Test
    void refuses_a_set_of_tests_that_there_is_not() throws Exception {
      checkout.run("test", "dance").assertRefused("test dance", "expected: cluster");
    }

    @Test
    void explains_itself_when_there_is_no_such_command() throws Exception {
      Checkout.Ran ran = checkout.run("dance");
      assertEquals(2, ran.status());
      assertTrue(ran.errors().startsWith("usage: ./hubbub <command>"), ran.errors());
      assertTrue(ran.errors().endsWith("hubbub: dance: no such command\n"), ran.errors());
    }
  }

  @Nested
  class Building {
    @BeforeEach
    void install() throws IOException {
      checkout.jdk();
    }

    @Test
    void happens_once_if_nothing_changes() throws Exception {
      checkout.run("serve");
      checkout.run("serve");
      checkout.run("config");
      assertEquals(1, checkout.builds());
    }

    @Test
    void happens_before_the_long_tests_of_a_cluster_if_something_changed() throws Exception {
      assertEquals(0, checkout.run("test", "cluster").status());
      assertEquals(0, checkout.run("test", "cluster").status());
      assertEquals(1, checkout.builds());
    }

    @ParameterizedTest
    @CsvSource({
      "topic/src/main/java/Topic.java, 2",
      "server/pom.xml, 2",
      "web/src/main.ts, 2",
      "server/src/test/java/Test.java, 1",
      "web/node_modules/any/index.js, 1",
      "README.md, 1"
    })
    void happens_again_when_a_source_changed(String path, int builds) throws Exception {
      checkout.run("serve");
      checkout.touch(path);
      checkout.run("serve");
      assertEquals(builds, checkout.builds());
    }

    @Test
    void passes_on_the_commit_if_it_is_known() throws Exception {
      checkout.run("serve");
      assertTrue(checkout.lastBuild().contains("-Dhubbub.commit= "), checkout.lastBuild());
      checkout.tool("git", "echo 46b5f46-dirty");
      checkout.run("build");
      assertTrue(
          checkout.lastBuild().contains("-Dhubbub.commit=46b5f46-dirty "), checkout.lastBuild());
    }

    @Test
    void happens_again_when_node_was_installed_after_a_plain_page() throws Exception {
      checkout.without("npm");
      checkout.run("serve");
      checkout.run("serve");
      assertEquals(1, checkout.builds());
      checkout.node("v24.0.1");
      checkout.run("serve");
      checkout.run("serve");
      assertEquals(2, checkout.builds());
    }

    @Test
    void of_a_release_keeps_nothing_of_an_earlier_build() throws Exception {
      checkout.run("serve");
      List<String> stale =
          List.of(
              "server/target/classes/Old.class", "server/target/lib/old.jar", "web/dist/old.js");
      for (String file : stale) {
        checkout.touch(file);
      }
      Checkout.Ran ran = checkout.run("dist");
      assertEquals(0, ran.status(), ran.errors());
      assertEquals(2, checkout.builds());
      assertTrue(checkout.lastBuild().contains("-pl packaging -am "), checkout.lastBuild());
      assertTrue(ran.lastLine().matches("assembled .*/checkout/dist"), ran.output());
      assertEquals(List.of(), stale.stream().filter(checkout::has).toList());
    }

    @Test
    void that_fails_starts_nothing_and_happens_again() throws Exception {
      checkout.tool("mvn", "exit 1");
      Checkout.Ran ran = checkout.run("serve");
      assertEquals(1, ran.status());
      assertEquals("", ran.output());
      checkout.maven();
      assertEquals(0, checkout.run("serve").status());
    }

    @ParameterizedTest(name = "by flock: {0}")
    @ValueSource(booleans = {true, false})
    void happens_once_for_two_that_start_together(boolean byFlock) throws Exception {
      if (!byFlock) {
        checkout.without("flock");
      }
      Path gate = checkout.holdMaven();
      Checkout.Running first = checkout.start("serve");
      await().until(() -> checkout.builds() == 1);
      Checkout.Running second = checkout.start("serve");
      await().until(() -> second.errors().contains("waiting for another build"));
      Files.createFile(gate);
      assertEquals(List.of(0, 0), List.of(first.end().status(), second.end().status()));
      assertEquals(1, checkout.builds());
      checkout.touch("pom.xml");
      assertEquals(0, checkout.run("serve").status(), "the lock is free again");
    }
  }
}
