// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.Script;
import coral.proto.colony.v1.DeployRequest;
import coral.views.DeployView;
import coral.views.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coral script deploy}. */
@Command(
    name = "deploy",
    mixinStandardHelpOptions = true,
    description =
        "Checks a script, stores it and runs it on the agents that match: at once, or by a schedule or an event.")
public final class DeployCommand extends ColonyCommand {
  @Mixin private ScriptOptions options = new ScriptOptions();

  @Option(
      names = "--pending",
      description = "Store it even when no agent matches now; it starts when one does")
  private boolean pending;

  @Option(
      names = "--dry-run",
      description = "Check it and try it on one agent, as \"script dry-run\" does; deploy nothing")
  private boolean dryRun;

  @Mixin private TrialOptions trial = new TrialOptions();

  @Mixin private CanaryOptions canary = new CanaryOptions();

  @Override
  protected int call(ColonyClient client, Output out) {
    if (dryRun) {
      return new DryRun(options, trial, pending).run(client, out);
    }
    if (trial.given()) {
      throw new CliException(
          ExitCode.USAGE, "--agent and --trial-time go with --dry-run, which is not given");
    }
    ScriptFile source = options.source();
    Script script = options.script(source);
    DeployRequest.Builder request =
        DeployRequest.newBuilder()
            .setScript(script)
            .setFileName(source.fileName())
            .setAllowPending(pending);
    canary.canary().ifPresent(request::setCanary);
    DeployScriptResponse response = client.within(60).deployScript(request.build());
    print("Script deployed: ", DeployView.of(response), out);
    return ExitCode.OK;
  }

  static void print(String did, DeployView deployed, Output out) {
    if (out.json()) {
      out.value(deployed);
      return;
    }
    out.line(headline(did, deployed) + deployed.name());
    out.line("  ID: " + deployed.scriptId());
    out.line("  Version: " + deployed.version());
    out.line("  Deployed to: " + Words.namedAgents(deployed.deployedTo()));
    if (!deployed.waitingAgents().isEmpty()) {
      out.line("  Waiting: " + Words.namedAgents(deployed.waitingAgents()));
    }
    deployed.skipped().forEach(skipped -> out.line("  " + skipped.line()));
    out.line("  Status: " + deployed.status() + Words.because(deployed.reason()));
  }

  private static String headline(String did, DeployView deployed) {
    if (deployed.unchanged()) {
      return "Script unchanged: ";
    }
    return deployed.pendingApproval() ? "Script waits for approval: " : did;
  }
}
