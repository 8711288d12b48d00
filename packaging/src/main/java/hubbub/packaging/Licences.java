package hubbub.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/// The folder `licences` of a release. What brings licences of its own has a folder with them; for
/// everything else there is the text of the licence that it is under. `index.txt` lists all. Not
/// thread-safe.
final class Licences {
  private static final Pattern OWN =
      Pattern.compile("(?:META-INF/)?([^/]*(?:LICENSE|NOTICE)[^/.]*(?:\\.(?:txt|md))?)");

  private static final String HEAD =
      """
      What is inside Hubbub, and where its licence is: a folder beside this file, with the licences and notices
      that it brings, or the text of its licence. Where somebody may choose from several licences, it is the one
      under which it is here.

      """;

  private final Path apache;
  private final Path texts;
  private final Path folder;
  private final List<String> index = new ArrayList<>();

  /// `apache` is the text of Apache-2.0, `texts` a folder with those of other licences by their
  /// SPDX identifiers; `folder` is written to.
  Licences(Path apache, Path texts, Path folder) {
    this.apache = apache;
    this.texts = texts;
    this.folder = folder;
  }

  /// Adds the licences in a jar, or else the texts of those named.
  ///
  /// @throws IOException if there is neither
  void addJar(Path jar, List<String> named) throws IOException {
    String file = String.valueOf(jar.getFileName());
    String name = file.replaceFirst("\\.jar$", "");
    boolean hasLicence = copyOwn(jar, name);
    if (hasLicence) {
      index.add(file + ": " + name + "/");
    } else {
      index.add(file + ": " + textOf(file, named));
    }
  }

  private boolean copyOwn(Path jar, String name) throws IOException {
    boolean hasLicence = false;
    try (JarFile entries = new JarFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(entries.entries())) {
        var own = OWN.matcher(entry.getName());
        if (own.matches()) {
          try (InputStream text = entries.getInputStream(entry)) {
            write(name, own.group(1), text.readAllBytes());
          }
          hasLicence |= own.group(1).startsWith("LICENSE");
        }
      }
    }
    return hasLicence;
  }

  private String textOf(String file, List<String> named) throws IOException {
    for (String licence : named) {
      Path text = licence.equals("Apache-2.0") ? apache : texts.resolve(licence + ".txt");
      if (Files.isRegularFile(text)) {
        Files.createDirectories(folder);
        Files.write(folder.resolve(licence + ".txt"), Files.readAllBytes(text));
        return licence + ".txt";
      }
    }
    throw new IOException(file + ": no text of any of its licences " + named + " in " + texts);
  }

  /// Adds the licences of a package in the page, or else the text of the one named.
  ///
  /// @throws IOException if there is neither
  void addPagePackage(PagePackage one) throws IOException {
    String name = "page-" + one.name().replace("@", "").replace('/', '-') + "-" + one.version();
    List<Path> files = one.licenceFiles();
    for (Path file : files) {
      write(name, String.valueOf(file.getFileName()), Files.readAllBytes(file));
    }
    String where = files.isEmpty() ? textOf(name, List.of(one.licence())) : name + "/";
    index.add(one.name() + " " + one.version() + ", for the page: " + where);
  }

  private void write(String name, String file, byte[] text) throws IOException {
    Files.createDirectories(folder.resolve(name));
    Files.write(folder.resolve(name).resolve(file), text);
  }

  /// Writes the index of what was added. Call it last.
  void writeIndex() throws IOException {
    index.add("the Java runtime in runtime/: ../runtime/legal/");
    Files.writeString(folder.resolve("index.txt"), HEAD + String.join("\n", index) + "\n");
  }
}
