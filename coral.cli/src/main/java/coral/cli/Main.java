// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the {@code coral} command. */
@Command(
    name = "coral",
    version = "0.1.0-SNAPSHOT",
    mixinStandardHelpOptions = true,
    description = "Runs observability scripts next to the services they watch.")
public final class Main {

  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
