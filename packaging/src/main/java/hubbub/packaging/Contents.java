package hubbub.packaging;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/// Writes the list of a release's contents and their licences into its folder.
final class Contents {
  private Contents() {}

  /// Arguments: the checkout, and the folder of the release, whose `lib` already has its jars.
  /// Throws if something inside has no licence.
  public static void main(String[] arguments) throws IOException {
    Path checkout = Path.of(arguments[0]);
    Path release = Path.of(arguments[1]);
    List<Path> jars = jars(release.resolve("lib"));
    List<PagePackage> page = PagePackage.all(checkout.resolve("web"));
    Sbom sbom = Sbom.read(checkout.resolve("packaging/target/sbom.json"));
    sbom.keepOnly(jars);
    page.forEach(sbom::add);
    sbom.addRuntime(Runtime.version());
    sbom.write(release.resolve("sbom.cdx.json"));
    Licences licences =
        new Licences(
            checkout.resolve("LICENSE"),
            checkout.resolve("packaging/licences"),
            release.resolve("licences"));
    for (Path jar : jars) {
      licences.addJar(jar, sbom.licencesOf(jar));
    }
    for (PagePackage each : page) {
      licences.addPagePackage(each);
    }
    licences.writeIndex();
  }

  private static List<Path> jars(Path lib) throws IOException {
    TreeSet<Path> jars = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(lib, "*.jar")) {
      files.forEach(jars::add);
    }
    return List.copyOf(jars);
  }
}
