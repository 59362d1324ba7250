// SPDX-License-Identifier: Apache-2.0

package coral.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The assembled distribution.
 *
 * @param home the directory with {@code bundles}, {@code run}, {@code deno} and {@code sdk}
 */
public record Distribution(Path home) {

  /** The one that the launcher script started this JVM from. */
  public static Distribution current() {
    String home = System.getProperty("coral.home");
    if (home == null) {
      throw new IllegalStateException(
          "system property coral.home is not set: start Coral with its launcher, ./coral");
    }
    return new Distribution(Path.of(home).toAbsolutePath().normalize());
  }

  /** The bundles of a role, as they were resolved when the distribution was built. */
  List<Path> bundles(String role) {
    try (var lines = Files.lines(home.resolve("run").resolve(role + ".list"))) {
      Path folder = home.resolve("bundles");
      return lines.filter(line -> !line.isBlank()).map(folder::resolve).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the distribution in " + home + " is incomplete", e);
    }
  }
}
