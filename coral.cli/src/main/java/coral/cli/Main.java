// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import coral.cli.agent.AgentDoctorCommand;
import coral.cli.agent.AgentListCommand;
import coral.cli.agent.AgentStatusCommand;
import coral.cli.demo.DemoCommand;
import coral.cli.egress.EgressDeadLettersCommand;
import coral.cli.egress.EgressResendCommand;
import coral.cli.egress.EgressStatusCommand;
import coral.cli.events.EventsCommand;
import coral.cli.mcp.McpCommand;
import coral.cli.process.AgentStartCommand;
import coral.cli.process.ColonyStartCommand;
import coral.cli.process.UpCommand;
import coral.cli.script.ScriptCommand;
import coral.cli.shell.ShellCommand;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the {@code coral} command. */
@Command(
    name = "coral",
    mixinStandardHelpOptions = true,
    description = "Runs observability scripts next to the services they watch.",
    footer = {
      "",
      "Exit codes: 0 done; 1 failed; 2 wrong use or a refused argument; 3 not found; 4 the script is invalid;",
      "5 no agent matches; 69 something needed is not available; 77 no permission; 124 timed out;",
      "\"script run\" ends with the script's own."
    },
    subcommands = {
      UpCommand.class,
      Main.Colony.class,
      Main.Agent.class,
      ScriptCommand.class,
      EventsCommand.class,
      Main.Egress.class,
      DemoCommand.class,
      ShellCommand.class,
      McpCommand.class,
      VersionCommand.class,
      GenerateCompletion.class
    })
public final class Main {

  /** {@code coral colony}. */
  @Command(
      name = "colony",
      mixinStandardHelpOptions = true,
      description = "Colonies check, store and deploy scripts.",
      subcommands = ColonyStartCommand.class)
  static final class Colony {}

  /** {@code coral agent}. */
  @Command(
      name = "agent",
      mixinStandardHelpOptions = true,
      description = "Agents run scripts next to services.",
      subcommands = {
        AgentStartCommand.class,
        AgentListCommand.class,
        AgentStatusCommand.class,
        AgentDoctorCommand.class
      })
  static final class Agent {}

  /** {@code coral egress}. */
  @Command(
      name = "egress",
      mixinStandardHelpOptions = true,
      description = "What scripts emit, on its way out of a colony.",
      subcommands = {
        EgressStatusCommand.class,
        EgressDeadLettersCommand.class,
        EgressResendCommand.class
      })
  static final class Egress {}

  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    Failures failures = new Failures();
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .setUsageHelpAutoWidth(true);
  }
}
