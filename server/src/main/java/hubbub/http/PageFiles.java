package hubbub.http;

import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The page's files by path, all read at the start: no request opens a file, and what was not there
/// at the start does not exist. They come from the folders `web` on the class path; where one is in
/// several, the first counts. Without a built page, `noweb` has a plain one. Any thread.
@Singleton
final class PageFiles {
  private static final List<String> FOLDERS = List.of("web", "noweb");

  private final Map<String, PageFile> files;

  PageFiles() {
    Map<String, byte[]> contents = new HashMap<>();
    for (URL folder : folders()) {
      read(folder).forEach(contents::putIfAbsent);
    }
    files = files(contents);
  }

  /// The file at a request's `path`; the start page is at `/`, the overlay at `/overlay`, and the
  /// page to try the API out at `/api/docs`.
  Optional<PageFile> at(String path) {
    return Optional.ofNullable(
        files.get(
            switch (path) {
              case "/" -> "/index.html";
              case "/overlay" -> "/overlay.html";
              case "/api/docs" -> "/api/docs.html";
              default -> path;
            }));
  }

  private static List<URL> folders() {
    List<URL> all = new ArrayList<>();
    for (String folder : FOLDERS) {
      try {
        all.addAll(Collections.list(PageFiles.class.getClassLoader().getResources(folder)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }

  private static Map<String, byte[]> read(URL folder) {
    try {
      URI uri = folder.toURI();
      if (!uri.getScheme().equals("jar")) {
        return read(Path.of(uri));
      }
      String[] jarAndFolder = uri.toString().split("!", 2);
      Path jar = Path.of(URI.create(jarAndFolder[0].substring("jar:".length())));
      try (FileSystem opened = FileSystems.newFileSystem(jar)) {
        return read(opened.getPath(jarAndFolder[1]));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(folder + " (expected: a folder on the class path)", e);
    }
  }

  private static Map<String, byte[]> read(Path folder) throws IOException {
    Map<String, byte[]> contents = new HashMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        contents.put("/" + folder.relativize(file), Files.readAllBytes(file));
      }
    }
    return contents;
  }

  /// The files, each with the codings of it that lie beside it.
  private static Map<String, PageFile> files(Map<String, byte[]> contents) {
    Map<String, PageFile> files = new HashMap<>();
    contents.forEach((path, plain) -> {
      List<PageFile.Form> forms = new ArrayList<>();
      for (PageFile.Coding coding : PageFile.Coding.values()) {
        byte[] content = contents.get(path + coding.ending());
        if (content != null
            && (coding == PageFile.Coding.IDENTITY || content.length < plain.length)) {
          forms.add(new PageFile.Form(coding, content, tag(content)));
        }
      }
      files.put(path, new PageFile(contentType(path), forms));
    });
    return Map.copyOf(files);
  }

  private static String contentType(String path) {
    String type = MediaType.forFilename(path).getName();
    return MediaType.isTextBased(type) ? type + ";charset=utf-8" : type;
  }

  private static String tag(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
