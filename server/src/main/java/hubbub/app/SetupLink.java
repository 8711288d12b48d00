package hubbub.app;

import hubbub.identity.Link;
import hubbub.identity.LinkCode;
import hubbub.identity.Links;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file in the data folder with the link that makes the first admin. Only its owner can read
/// it, and the log names the file alone. Any thread.
final class SetupLink {
  private static final Logger LOG = LoggerFactory.getLogger(SetupLink.class);
  private static final String NAME = "setup-link";

  private final Path file;

  SetupLink(Path data) {
    this.file = data.resolve(NAME);
  }

  /// The code in the file; empty if there is no file, or no code in it.
  Optional<LinkCode> code() {
    try {
      String text = Files.readString(file).strip();
      return LinkCode.parse(text.substring(text.lastIndexOf('=') + 1));
    } catch (NoSuchFileException | CharacterCodingException _) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("{} could not be read: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /// Writes a link to the page at `address`.
  void write(String address, Links.Made made) {
    try {
      DataFolder.keep(file, of(address, made) + "\n");
      LOG.info(
          "Nobody is an admin yet. The link that makes the first one is in {}, and good until {}",
          file,
          Instant.ofEpochMilli(made.link().endsAt()));
    } catch (IOException e) {
      notWritten(e);
    }
  }

  /// Says that there is no link, because of `why`.
  static void notWritten(Exception why) {
    LOG.warn("The link that makes the first admin could not be written: {}", why.getMessage());
  }

  /// What people open: the code is in the fragment, which browsers send to nobody.
  static String of(String address, Links.Made made) {
    Link.Kind kind = made.link().kind();
    return address + "/#" + kind.word() + "=" + made.code().text();
  }

  /// There is an admin: removes the file, if there is one.
  void remove() {
    try {
      boolean _ = Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} could not be removed: {}", file, e.getMessage());
    }
  }
}
