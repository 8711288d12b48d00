package hubbub.app;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/// The secret from which the server's keys are derived. Set by the operator, or generated on the
/// first start and kept in the data folder, readable by its owner only.
final class Secret {
  /// The fewest bytes of a secret: as many as an HMAC with SHA-256 uses.
  static final int BYTES = 32;

  private static final FileAttribute<Set<PosixFilePermission>> ONLY_ITS_OWNERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private Secret() {}

  /// The secret that these settings name or that the data folder keeps.
  ///
  /// @throws BadSetting if the data folder is not writable, or others may know the secret in it
  static byte[] of(Settings settings) throws BadSetting {
    String given = settings.get(SettingsTable.SECRET);
    return given.isEmpty()
        ? kept(settings.get(SettingsTable.DATA))
        : given.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] kept(Path data) throws BadSetting {
    Path file = data.resolve("secret");
    try {
      Files.createDirectories(data, ONLY_ITS_OWNERS);
      if (!Files.isWritable(data)) {
        throw new IOException("not writable");
      }
      if (!Files.exists(file)) {
        make(data, file);
      }
      check(data, file);
      return read(file);
    } catch (IOException e) {
      throw fault(data, "a folder that the server may write to");
    }
  }

  private static void make(Path data, Path file) throws IOException {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    Path draft = Files.createTempFile(data, "secret", ".new");
    try {
      Files.writeString(draft, HexFormat.of().formatHex(secret) + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /// Refuses a secret that others on this machine may know or replace.
  private static void check(Path data, Path file) throws IOException, BadSetting {
    if (FileRights.isChangeableByAll(data)) {
      throw fault(data, "a folder that only its owner may write to: chmod 700 " + data);
    }
    if (FileRights.isOpenToAll(file)) {
      throw fault(file, "a file that only its owner may read: chmod 600 " + file);
    }
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
    throw fault(
        file,
        "at least "
            + 2 * BYTES
            + " hexadecimal digits: restore it from a backup, or delete it, and every guest comes"
            + " back as somebody new");
  }

  private static BadSetting fault(Path where, String expected) {
    return new BadSetting(
        SettingsTable.DATA.name() + ": " + where + " (expected: " + expected + ")");
  }
}
