// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.CliException;
import coral.cli.ExitCode;
import org.jspecify.annotations.Nullable;

/** Version numbers as options. */
final class Versions {
  private Versions() {}

  /** On the wire, 0 is the newest version; from a person, it is a mistake. */
  static void check(String option, @Nullable Integer version) {
    if (version != null && version < 1) {
      throw new CliException(
          ExitCode.USAGE, "%s %d is no version: they count from 1".formatted(option, version));
    }
  }
}
