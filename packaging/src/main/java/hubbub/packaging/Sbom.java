package hubbub.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A list of contents in CycloneDX's JSON, as its Maven plugin writes it, and what is changed about
/// it. Not thread-safe.
final class Sbom {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// `pkg:maven/io.netty/netty-buffer@4.2.18.Final?classifier=linux-x86_64&type=jar`.
  private static final Pattern MAVEN =
      Pattern.compile("pkg:maven/[^/]+/([^@]+)@([^?]+)\\?(?:classifier=([^&]+)&)?type=jar");

  private final ObjectNode document;

  private Sbom(ObjectNode document) {
    this.document = document;
  }

  static Sbom read(Path file) throws IOException {
    return new Sbom((ObjectNode) JSON.readTree(file.toFile()));
  }

  /// Drops whatever is not among `jars`, such as native code for other processors.
  ///
  /// @throws IOException if one of the jars is not listed
  void keepOnly(List<Path> jars) throws IOException {
    Set<String> missing = new HashSet<>();
    jars.forEach(jar -> missing.add(String.valueOf(jar.getFileName())));
    Set<String> dropped = new HashSet<>();
    components()
        .removeIf(component -> {
          boolean isDropped = !missing.remove(fileOf(component));
          if (isDropped) {
            dropped.add(component.get("bom-ref").asText());
          }
          return isDropped;
        });
    if (!missing.isEmpty()) {
      throw new IOException("not in the list of contents: " + missing);
    }
    forget(dropped);
  }

  private void forget(Set<String> dropped) {
    ArrayNode dependencies = document.withArray("dependencies");
    dependencies.removeIf(each -> dropped.contains(each.get("ref").asText()));
    for (JsonNode each : dependencies) {
      if (each.get("dependsOn") instanceof ArrayNode on) {
        on.removeIf(ref -> dropped.contains(ref.asText()));
      }
    }
  }

  void add(PagePackage one) {
    component("library", one.name(), one.version(), one.licence(), one.purl());
  }

  /// Adds the Java runtime.
  void addRuntime(Runtime.Version version) {
    component(
        "platform",
        "OpenJDK",
        version.toString(),
        "GPL-2.0-only WITH Classpath-exception-2.0",
        "pkg:generic/openjdk@" + version.toString().replace("+", "%2B"));
  }

  private void component(String type, String name, String version, String licence, String purl) {
    ObjectNode component = components().addObject();
    component.put("type", type).put("bom-ref", purl).put("name", name).put("version", version);
    component.putArray("licenses").addObject().put("expression", licence);
    component.put("purl", purl);
  }

  /// The SPDX identifiers of a jar's licences, or their names if they have none.
  List<String> licencesOf(Path jar) {
    String file = String.valueOf(jar.getFileName());
    List<String> found = new ArrayList<>();
    for (JsonNode component : components()) {
      if (fileOf(component).equals(file)) {
        for (JsonNode each : component.path("licenses")) {
          JsonNode licence = each.path("license");
          found.add(
              licence
                  .path("id")
                  .asText(licence.path("name").asText(each.path("expression").asText())));
        }
      }
    }
    return found;
  }

  void write(Path file) throws IOException {
    Files.writeString(
        file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
  }

  private ArrayNode components() {
    return document.withArray("components");
  }

  /// The name of a component's jar; empty if it is none.
  private static String fileOf(JsonNode component) {
    Matcher purl = MAVEN.matcher(component.path("purl").asText());
    if (!purl.matches()) {
      return "";
    }
    String classifier = purl.group(3) == null ? "" : "-" + purl.group(3);
    return purl.group(1) + "-" + purl.group(2) + classifier + ".jar";
  }
}
