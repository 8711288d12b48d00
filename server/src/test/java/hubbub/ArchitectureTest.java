package hubbub;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hubbub.fanout.Cursor;
import hubbub.fanout.Log;
import hubbub.fanout.Logs;
import hubbub.fanout.Outlet;
import hubbub.http.Web;
import hubbub.topic.Body;
import hubbub.topic.Nick;
import hubbub.topic.Title;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may know whom: the directions of packages, as the path of the data has them.
class ArchitectureTest {
  private static final String OURS = "hubbub..";
  private static final JavaClasses HUBBUB =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("hubbub");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topic",
        "wire",
        "gateway",
        "session",
        "identity",
        "protocol",
        "codec",
        "cluster",
        "fanout",
        "text",
        "keywords",
        "http",
        "handover",
        "store",
        "app",
        "logging"
      })
  void sees_classes_of(String room) {
    assertTrue(
        HUBBUB.stream().anyMatch(seen -> seen.getPackageName().equals("hubbub." + room)), room);
  }

  @Test
  void has_no_cycles() {
    slices().matching("hubbub.(*)..").should().beFreeOfCycles().check(HUBBUB);
  }

  @Nested
  class Rooms {
    @ParameterizedTest(name = "{0} knows {1}")
    @CsvSource({
      "topic, ''",
      "wire, ''",
      "text, topic",
      "keywords, topic text",
      "identity, topic text",
      "codec, topic",
      "protocol, topic wire text",
      "fanout, topic wire protocol",
      "gateway, topic wire identity session fanout",
      "http, topic wire text protocol session fanout identity store",
      "handover, topic codec cluster",
      "store, topic identity",
      "logging, ''"
    })
    void know_only_what_lies_before_them(String room, String known) {
      noClasses()
          .that()
          .resideInAPackage("hubbub." + room + "..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(OURS)
                  .and(not(resideInAnyPackage(in(room + " " + known).split(" ")))))
          .check(HUBBUB);
    }

    @Test
    void session_knows_of_fanout_only_the_ports_it_writes_through() {
      noClasses()
          .that()
          .resideInAPackage("hubbub.session..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(OURS)
                  .and(
                      not(
                          resideInAnyPackage(
                              in("session topic wire text protocol identity").split(" "))))
                  .and(not(belongToAnyOf(Cursor.class, Outlet.class))))
          .check(HUBBUB);
    }

    @Test
    void cluster_knows_of_fanout_only_the_port_it_appends_to() {
      noClasses()
          .that()
          .resideInAPackage("hubbub.cluster..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(OURS)
                  .and(not(resideInAnyPackage(in("cluster topic codec").split(" "))))
                  .and(not(belongToAnyOf(Log.class, Logs.class))))
          .check(HUBBUB);
    }

    /// What connects nodes knows nothing of what they say, so that it can be tested without topics.
    @Test
    void peers_know_no_other_room() {
      noClasses()
          .that()
          .resideInAPackage("hubbub.cluster.peer..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(OURS).and(not(resideInAPackage("hubbub.cluster.peer.."))))
          .check(HUBBUB);
    }

    /// Every room may log.
    private static String in(String rooms) {
      return "hubbub.logging.. hubbub." + rooms.strip().replace(" ", ".. hubbub.") + "..";
    }
  }

  @Nested
  class What_people_write {
    /// Not even topic makes one, except when it appends a number to a nick: what is in an event was
    /// made for its command. The codec makes again what text had made before it was written.
    @Test
    void becomes_a_nick_a_body_or_a_title_only_in_text() {
      noClasses()
          .that()
          .resideOutsideOfPackages("hubbub.text..", "hubbub.codec..")
          .and()
          .doNotHaveFullyQualifiedName(Nick.class.getName())
          .should()
          .callConstructorWhere(target(owner(belongToAnyOf(Nick.class, Body.class, Title.class))))
          .check(HUBBUB);
    }
  }

  @Nested
  class Engines {
    @ParameterizedTest(name = "{0} only in {1}")
    @CsvSource({
      "io.micronaut.., hubbub.http.. hubbub.app..",
      "com.ibm.icu.., hubbub.text..",
      "com.google.common.., hubbub.text..",
      "com.google.re2j.., hubbub.session.guard..",
      "com.nimbusds.., hubbub.identity..",
      "org.springframework.., hubbub.identity..",
      "com.fasterxml.jackson.dataformat.cbor.., hubbub.codec..",
      "org.apache.pekko.., hubbub.cluster.pekko..",
      "scala.., hubbub.cluster.pekko..",
      "com.typesafe.., hubbub.cluster.pekko..",
      "java.sql.., hubbub.store..",
      "javax.sql.., hubbub.store..",
      "org.jdbi.., hubbub.store..",
      "org.flywaydb.., hubbub.store..",
      "com.zaxxer.., hubbub.store..",
      "org.sqlite.., hubbub.store..",
      "org.postgresql.., hubbub.store..",
      "picocli.., hubbub.app..",
      "org.yaml.., hubbub.app.."
    })
    void live_in_their_rooms(String engine, String rooms) {
      classes()
          .that(resideInAPackage(OURS).and(not(resideInAnyPackage(rooms.split(" ")))))
          .should()
          .onlyDependOnClassesThat(not(resideInAPackage(engine)))
          .check(HUBBUB);
    }

    /// Micronaut passes the pipelines of its connections to a customizer of its own type, which is
    /// therefore in http; it passes them on to the gateway unchanged.
    @Test
    void netty_lives_in_fanout_and_gateway_and_where_http_hands_pipelines_over() {
      classes()
          .that(
              resideInAPackage(OURS)
                  .and(not(resideInAnyPackage("hubbub.fanout..", "hubbub.gateway..")))
                  .and(not(belongToAnyOf(Web.class))))
          .should()
          .onlyDependOnClassesThat(not(resideInAPackage("io.netty..")))
          .check(HUBBUB);
    }
  }

  @Nested
  class Topic {
    @Test
    void is_plain_java() {
      classes()
          .that()
          .resideInAPackage("hubbub.topic..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "hubbub.topic..",
                  "java.lang..",
                  "java.util..",
                  "java.text..",
                  "java.nio",
                  "java.nio.charset..",
                  "java.security..",
                  "javax.crypto..",
                  "org.jspecify..",
                  "com.google.errorprone.annotations.."))
          .check(HUBBUB);
    }

    @Test
    void has_no_clock_and_no_thread() {
      noClasses()
          .that()
          .resideInAPackage("hubbub.topic..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat(belongToAnyOf(Thread.class))
          .check(HUBBUB);
    }
  }
}
