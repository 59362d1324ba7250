// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.cli.output.Views;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.SkippedAgent;
import coral.proto.colony.v1.DeployRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    DeployScriptResponse response =
        client
            .within(60)
            .deployScript(
                DeployRequest.newBuilder()
                    .setScript(script)
                    .setFileName(source.fileName())
                    .setAllowPending(pending)
                    .build());
    print("Script deployed: ", script.getName(), response, out);
    return ExitCode.OK;
  }

  static void print(String did, String name, DeployScriptResponse response, Output out) {
    if (out.json()) {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("script_id", response.getScriptId());
      view.put("name", name);
      view.put("version", response.getVersion());
      view.put("deployed_to", List.copyOf(response.getDeployedToList()));
      view.put(
          "skipped",
          response.getSkippedList().stream()
              .map(agent -> Map.of("agent_id", agent.getAgentId(), "reason", agent.getReason()))
              .toList());
      view.put("status", Views.status(response.getStatus()));
      view.put("reason", response.getReason());
      view.put("unchanged", response.getUnchanged());
      view.put("pending_approval", response.getPendingApproval());
      out.value(view);
      return;
    }
    out.line(headline(did, response) + name);
    out.line("  ID: " + response.getScriptId());
    out.line("  Version: " + response.getVersion());
    out.line("  Deployed to: " + Agents.counted(response.getDeployedToList(), true));
    for (SkippedAgent skipped : response.getSkippedList()) {
      out.line("  Not on %s: %s".formatted(skipped.getAgentId(), skipped.getReason()));
    }
    out.line(
        "  Status: "
            + Views.status(response.getStatus())
            + (response.getReason().isEmpty() ? "" : " (" + response.getReason() + ")"));
  }

  private static String headline(String did, DeployScriptResponse response) {
    if (response.getUnchanged()) {
      return "Script unchanged: ";
    }
    return response.getPendingApproval() ? "Script waits for approval: " : did;
  }
}
