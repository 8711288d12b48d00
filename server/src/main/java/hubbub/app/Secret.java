package hubbub.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The key that signs guests' keys. Set by the operator, or generated on the first start and kept
/// in the data folder, readable by its owner only.
final class Secret {
  private static final int BYTES = 32;

  private Secret() {}

  /// The secret that these settings name or that the data folder keeps.
  ///
  /// @throws BadSetting if the data folder is not writable
  static byte[] of(Settings settings) throws BadSetting {
    String given = settings.get(SettingsTable.SECRET);
    return given.isEmpty()
        ? kept(settings.get(SettingsTable.DATA))
        : given.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] kept(Path data) throws BadSetting {
    Path file = data.resolve("secret");
    try {
      Files.createDirectories(data);
      if (!Files.isWritable(data)) {
        throw new IOException("not writable");
      }
      if (!Files.exists(file)) {
        make(data, file);
      }
      return HexFormat.of().parseHex(Files.readString(file).strip());
    } catch (IOException | IllegalArgumentException e) {
      throw new BadSetting(
          SettingsTable.DATA.name()
              + ": "
              + data
              + " (expected: a folder that the server may write to)");
    }
  }

  private static void make(Path data, Path file) throws IOException {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    Path draft = Files.createTempFile(data, "secret", ".new");
    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(draft, HexFormat.of().formatHex(secret) + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
