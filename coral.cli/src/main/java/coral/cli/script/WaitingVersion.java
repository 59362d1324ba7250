// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The version that an operator decides about. Commands with it have no {@code
 * mixinStandardHelpOptions}, whose {@code --version} is another.
 */
public class WaitingVersion {
  @Parameters(paramLabel = "SCRIPT", description = "Id, at least 8 characters of it, or name")
  private String script = "";

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "Version that was looked at (default: the one that waits)")
  private @Nullable Integer version;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // picocli looks at the option
  private boolean help;

  String script() {
    return script;
  }

  /** On the wire, 0 is the one that waits. */
  int version() {
    Versions.check("--version", version);
    return version == null ? 0 : version;
  }
}
