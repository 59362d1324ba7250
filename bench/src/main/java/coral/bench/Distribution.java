// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is measured.
 *
 * @param home the assembled distribution
 * @param launcher the {@code coral} script
 * @param within a command that becomes the command that follows it; empty: none
 */
record Distribution(Path home, Path launcher, List<String> within) {

  /** The one that the launcher named. */
  static Distribution current() {
    return new Distribution(property("coral.home"), property("coral.launcher"), List.of());
  }

  private static Path property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(
          "system property " + name + " is not set: call \"./coral bench\"");
    }
    return Path.of(value).toAbsolutePath().normalize();
  }

  Distribution within(List<String> command) {
    return new Distribution(home, launcher, command);
  }

  Path deno() {
    return home.resolve("deno").resolve("deno");
  }

  /** A command of the launcher, over the distribution as it is. */
  ProcessBuilder command(String... arguments) {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(within));
    builder.command().add(launcher.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("CORAL_NO_BUILD", "1");
    builder.environment().put("CORAL_JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }
}
