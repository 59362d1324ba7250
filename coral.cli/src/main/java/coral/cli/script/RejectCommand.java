// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.proto.colony.v1.RejectRequest;
import coral.views.RejectView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coral script reject}. */
@Command(
    name = "reject",
    description = "Refuses the version of a script that waits for approval; an older one goes on.")
public final class RejectCommand extends ColonyCommand {
  @Mixin private WaitingVersion waiting = new WaitingVersion();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "What its author should know; kept with the version")
  private String reason = "";

  @Override
  protected int call(ColonyClient client, Output out) {
    RejectView rejected =
        RejectView.of(
            client
                .within(10)
                .rejectScript(
                    RejectRequest.newBuilder()
                        .setScript(waiting.script())
                        .setVersion(waiting.version())
                        .setRequestedBy(System.getProperty("user.name", "unknown"))
                        .setReason(reason)
                        .build()),
            reason);
    if (out.json()) {
      out.value(rejected);
    } else {
      out.line("Script rejected: %s (v%d)".formatted(rejected.name(), rejected.version()));
    }
    return ExitCode.OK;
  }
}
