// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.cli.output.Views;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.SkippedAgent;
import coral.proto.colony.v1.DeployRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
  @Option(names = "--file", required = true, paramLabel = "FILE", description = "TypeScript source")
  private Path file = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the script (default: the file's)")
  private @Nullable String name;

  @Mixin private TargetOptions targets = new TargetOptions();

  @Option(
      names = "--pending",
      description = "Store it even when no agent matches now; it starts when one does")
  private boolean pending;

  @Mixin private ModeOptions mode = new ModeOptions();

  @Mixin private TriggerOptions triggers = new TriggerOptions();

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Mixin private CanaryOptions canary = new CanaryOptions();

  @Override
  protected int call(ColonyClient client, Output out) {
    ScriptFile source = ScriptFile.read(file);
    Script script =
        Script.newBuilder()
            .setName(name != null ? name : source.defaultName())
            .setCode(source.code())
            .addAllTargets(targets.targets())
            .setTrigger(triggers.trigger())
            .setSettings(settings.settings(mode.mode()).toBuilder().setOverlap(triggers.overlap()))
            .setCreatedBy(System.getProperty("user.name", "unknown"))
            .build();
    DeployRequest.Builder request =
        DeployRequest.newBuilder()
            .setScript(script)
            .setFileName(source.fileName())
            .setAllowPending(pending);
    canary.canary().ifPresent(request::setCanary);
    DeployScriptResponse response = client.within(60).deployScript(request.build());
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
      view.put("waiting_agents", List.copyOf(response.getWaitingAgentsList()));
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
    if (response.getWaitingAgentsCount() > 0) {
      out.line("  Waiting: " + Agents.counted(response.getWaitingAgentsList(), true));
    }
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
