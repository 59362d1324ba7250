// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.runtime.AccessToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The token's file: 256 random bits, readable by its owner alone. */
final class TokenFile {
  private TokenFile() {}

  /** The token in the file, made when the file is missing. */
  static AccessToken readOrCreate(Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      String value = Files.readString(file).strip();
      if (value.isEmpty()) {
        throw new CoralException(
            ErrorCode.FAILED_PRECONDITION,
            "token file \"" + file + "\" is empty: delete it to have a new one made");
      }
      return new AccessToken(value);
    } catch (IOException e) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "cannot read or create the token file \"%s\": %s".formatted(file, e.getMessage()),
          e);
    }
  }

  private static void create(Path file) throws IOException {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    Path fresh =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "token",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
    Files.move(fresh, file);
  }
}
