// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import picocli.CommandLine.Command;

/** {@code coral script}. */
@Command(
    name = "script",
    mixinStandardHelpOptions = true,
    description = "Scripts: write, check, deploy, watch and stop them.",
    subcommands = {
      InitCommand.class,
      ValidateCommand.class,
      DryRunCommand.class,
      DeployCommand.class,
      RunCommand.class,
      TargetsCommand.class,
      ListCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      HistoryCommand.class,
      DiffCommand.class,
      PromoteCommand.class,
      RollbackCommand.class,
      ApproveCommand.class,
      RejectCommand.class,
      StopCommand.class,
      ArchiveCommand.class,
      DeleteCommand.class
    })
public final class ScriptCommand {}
