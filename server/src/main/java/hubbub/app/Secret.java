package hubbub.app;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The secret from which the server's keys are derived. Set by the operator, or generated on the
/// first start and kept in the data folder, readable by its owner only.
final class Secret {
  /// The fewest bytes of a secret: as many as an HMAC with SHA-256 uses.
  static final int BYTES = 32;

  private static final String NAME = "secret";

  private Secret() {}

  /// The secret that these settings name or that the data folder keeps.
  ///
  /// @throws BadSetting if the folder cannot keep it, or others may know the one in it
  static byte[] of(Settings settings, DataFolder data) throws BadSetting {
    String given = settings.get(SettingsTable.SECRET);
    return given.isEmpty() ? kept(data.path()) : given.getBytes(StandardCharsets.UTF_8);
  }

  /// The same, for a command beside a server that may be using the folder.
  ///
  /// @throws BadSetting if there is none, too
  static byte[] beside(Settings settings) throws BadSetting {
    Path data = settings.get(SettingsTable.DATA);
    if (!isThere(settings)) {
      throw DataFolder.fault(
          data.toAbsolutePath(),
          "a folder with the secret of a server that has run: name it by --data, or the server's"
              + " settings by --config");
    }
    String given = settings.get(SettingsTable.SECRET);
    return given.isEmpty() ? kept(data) : given.getBytes(StandardCharsets.UTF_8);
  }

  /// Whether the settings or the data folder have one.
  static boolean isThere(Settings settings) {
    return !settings.get(SettingsTable.SECRET).isEmpty()
        || Files.exists(settings.get(SettingsTable.DATA).resolve(NAME));
  }

  private static byte[] kept(Path data) throws BadSetting {
    Path file = data.resolve(NAME);
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      if (FileRights.isOpenToAll(file)) {
        throw DataFolder.fault(file, "a file that only its owner may read: chmod 600 " + file);
      }
      return read(file);
    } catch (IOException _) {
      throw DataFolder.fault(data, "a folder that the server may write to");
    }
  }

  private static void make(Path file) throws IOException {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    DataFolder.keep(file, HexFormat.of().formatHex(secret) + "\n");
  }

  private static byte[] read(Path file) throws IOException, BadSetting {
    try {
      byte[] secret = HexFormat.of().parseHex(Files.readString(file).strip());
      if (secret.length >= BYTES) {
        return secret;
      }
    } catch (IllegalArgumentException | CharacterCodingException _) {
      // spoilt, like one that is too short
    }
    throw DataFolder.fault(
        file,
        "at least "
            + 2 * BYTES
            + " hexadecimal digits: restore it from a backup, or delete it, and every guest comes"
            + " back as somebody new");
  }
}
