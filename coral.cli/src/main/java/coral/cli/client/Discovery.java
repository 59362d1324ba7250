// SPDX-License-Identifier: Apache-2.0

package coral.cli.client;

import coral.cli.CliException;
import coral.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command finds out about processes of this user, and where to look for them. */
public final class Discovery {
  private Discovery() {}

  /** An environment variable; null where it is not set, or empty. */
  public static @Nullable String environment(String name) {
    String value = System.getenv(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /**
   * An address in the {@code coral.json} of a data directory; null where the process has none, or
   * is starting or stopping just now.
   */
  public static @Nullable String address(Path data, String name) {
    try {
      JsonNode root = JsonMapper.shared().readTree(Files.readString(data.resolve("coral.json")));
      return root.hasNonNull(name) ? root.get(name).asString() : null;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /**
   * The token in a file.
   *
   * @throws CliException when it cannot be read
   */
  public static String token(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CliException(
          ExitCode.NO_PERMISSION,
          "cannot read the token file \"%s\": it is missing or not yours".formatted(file));
    }
  }
}
