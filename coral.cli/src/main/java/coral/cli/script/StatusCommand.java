// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.proto.colony.v1.GetScriptRequest;
import coral.views.ScriptStatusView;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coral script status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows a script's executions and its last log lines.")
public final class StatusCommand extends ColonyCommand {
  @Parameters(paramLabel = "SCRIPT", description = "Id, at least 8 characters of it, or name")
  private String script = "";

  @Option(
      names = "--tail",
      paramLabel = "N",
      description = "Log lines (default: 10)",
      defaultValue = "10")
  private int tail;

  @Override
  protected int call(ColonyClient client, Output out) {
    ScriptStatusView status =
        ScriptStatusView.of(
            client
                .within(10)
                .getScript(GetScriptRequest.newBuilder().setScript(script).setTail(tail).build()));
    if (out.json()) {
      out.value(status);
    } else {
      new StatusText(Instant.now(), out).print(status, tail);
    }
    return ExitCode.OK;
  }
}
