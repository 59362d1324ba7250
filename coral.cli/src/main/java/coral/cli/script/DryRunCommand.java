// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coral script dry-run}. */
@Command(
    name = "dry-run",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a script as \"deploy\" does and tries it once on one agent, and deploys nothing.",
      "The trial reads the agent's real telemetry and may do all that the sandbox allows; its events and output are"
          + " shown, and delivered to nobody."
    })
public final class DryRunCommand extends ColonyCommand {
  @Mixin private ScriptOptions options = new ScriptOptions();

  @Mixin private TrialOptions trial = new TrialOptions();

  @Override
  protected int call(ColonyClient client, Output out) {
    return new DryRun(options, trial, false).run(client, out);
  }
}
