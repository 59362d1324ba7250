// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.LogPrinter;
import coral.cli.output.Output;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptMode;
import coral.proto.colony.v1.RunScriptRequest;
import coral.proto.colony.v1.RunScriptUpdate;
import coral.views.ExecutionView;
import coral.views.LogView;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import java.nio.file.Path;
import java.util.Iterator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coral script run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Runs a script once on the agents that match, prints what it writes and ends with its exit code (124 on"
            + " time-out). Interrupting stops it everywhere.")
public final class RunCommand extends ColonyCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "TypeScript source")
  private Path file = Path.of("");

  @Mixin private TargetOptions targets = new TargetOptions();

  @Mixin private SettingsOptions settings = new SettingsOptions();

  private boolean manyAgents;

  @Override
  protected int call(ColonyClient client, Output out) {
    ScriptFile source = ScriptFile.read(file);
    RunScriptRequest request =
        RunScriptRequest.newBuilder()
            .setScript(
                Script.newBuilder()
                    .setName(source.defaultName())
                    .setCode(source.code())
                    .addAllTargets(targets.targets())
                    .setSettings(settings.settings(ScriptMode.SCRIPT_MODE_AD_HOC))
                    .setCreatedBy(System.getProperty("user.name", "unknown")))
            .setFileName(source.fileName())
            .build();
    try (CancellableContext context = Context.current().withCancellation()) {
      // SIGINT: the colony sees the cancelled call and stops the script
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().unstarted(() -> context.cancel(null)));
      Iterator<RunScriptUpdate> updates = context.call(() -> client.open().runScript(request));
      return follow(updates, out);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The exit code is that of the first agent whose script did not succeed. */
  private int follow(Iterator<RunScriptUpdate> updates, Output out) {
    LogPrinter printer = new LogPrinter(out);
    int exitCode = ExitCode.OK;
    while (updates.hasNext()) {
      RunScriptUpdate update = updates.next();
      switch (update.getUpdateCase()) {
        case DEPLOYED -> manyAgents = update.getDeployed().getDeployedToCount() > 1;
        case LOG -> print(LogView.of(update.getLog()), printer, out);
        case FINISHED -> {
          int code = finished(ExecutionView.of(update.getFinished()), out);
          exitCode = exitCode == ExitCode.OK ? code : exitCode;
        }
        case WAITING -> waiting(ExecutionView.of(update.getWaiting()));
        case UPDATE_NOT_SET -> {}
      }
    }
    return exitCode;
  }

  /** From one agent, lines come as the script wrote them, each on its own stream. */
  private void print(LogView entry, LogPrinter printer, Output out) {
    if (out.json() || manyAgents || entry.event() != null) {
      printer.print(entry);
    } else if (entry.stream().equals("stderr")) {
      spec.commandLine().getErr().println(entry.text());
    } else {
      out.line(entry.text());
    }
  }

  private void waiting(ExecutionView execution) {
    spec.commandLine()
        .getErr()
        .printf("coral: waiting on %s: %s%n", execution.agentId(), execution.reason());
  }

  private int finished(ExecutionView execution, Output out) {
    if (out.json()) {
      out.value(execution);
    }
    if (execution.succeeded()) {
      return ExitCode.OK;
    }
    if (!execution.reason().isEmpty()) {
      spec.commandLine()
          .getErr()
          .printf("coral: on %s: %s%n", execution.agentId(), execution.reason());
    }
    if (execution.timedOut()) {
      return ExitCode.TIMEOUT;
    }
    Integer code = execution.exitCode();
    return code == null || code == 0 ? ExitCode.FAILED : code;
  }
}
