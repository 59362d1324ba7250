// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.Script;
import coral.proto.colony.v1.DeployRequest;
import coral.views.DeployView;
import coral.views.Words;
import java.nio.file.Path;
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
