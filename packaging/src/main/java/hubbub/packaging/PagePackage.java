package hubbub.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// An npm package whose code is in the page: its name, version, SPDX licence and folder.
record PagePackage(String name, String version, String licence, Path folder) {
  private static final String PREFIX = "node_modules/";

  /// All packages that npm's lock file does not keep for development only, sorted by their names.
  static List<PagePackage> all(Path web) throws IOException {
    JsonNode lock = new ObjectMapper().readTree(web.resolve("package-lock.json").toFile());
    List<PagePackage> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : lock.get("packages").properties()) {
      JsonNode about = entry.getValue();
      if (entry.getKey().startsWith(PREFIX) && !about.path("dev").asBoolean()) {
        all.add(
            new PagePackage(
                entry.getKey().substring(PREFIX.length()),
                about.get("version").asText(),
                about.get("license").asText(),
                web.resolve(entry.getKey())));
      }
    }
    return all;
  }

  /// The package's own files about its licence; few have none.
  List<Path> licenceFiles() throws IOException {
    TreeSet<Path> found = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "{LICENSE,NOTICE}*")) {
      files.forEach(found::add);
    }
    return List.copyOf(found);
  }

  /// Its purl (package-url specification): the @ of a scope is escaped.
  String purl() {
    return "pkg:npm/" + name.replace("@", "%40") + "@" + version;
  }
}
