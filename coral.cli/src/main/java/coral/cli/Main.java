// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import coral.cli.process.AgentStartCommand;
import coral.cli.process.ColonyStartCommand;
import coral.cli.process.UpCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the {@code coral} command. */
@Command(
    name = "coral",
    mixinStandardHelpOptions = true,
    description = "Runs observability scripts next to the services they watch.",
    subcommands = {UpCommand.class, Main.Colony.class, Main.Agent.class})
public final class Main {

  /** {@code coral colony}. */
  @Command(
      name = "colony",
      mixinStandardHelpOptions = true,
      description = "Colonies: check, store and deploy scripts.",
      subcommands = ColonyStartCommand.class)
  static final class Colony {}

  /** {@code coral agent}. */
  @Command(
      name = "agent",
      mixinStandardHelpOptions = true,
      description = "Agents: run scripts next to services.",
      subcommands = AgentStartCommand.class)
  static final class Agent {}

  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
