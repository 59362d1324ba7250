// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.cli.output.Table;
import coral.proto.colony.v1.ExplainTargetsRequest;
import coral.proto.colony.v1.TargetList;
import coral.views.TargetView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code coral script targets}. */
@Command(
    name = "targets",
    mixinStandardHelpOptions = true,
    description =
        "Shows which agents a stored script, or one with the targets given, goes to, and why not to the others.")
public final class TargetsCommand extends ColonyCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "SCRIPT",
      description = "Id, at least 8 characters of it, or name")
  private @Nullable String script;

  @Mixin private TargetOptions targets = new TargetOptions();

  @Override
  protected int call(ColonyClient client, Output out) {
    List<TargetView> verdicts =
        client.within(10).explainTargets(request()).getVerdictsList().stream()
            .map(TargetView::of)
            .toList();
    if (out.json()) {
      out.value(verdicts);
      return ExitCode.OK;
    }
    print(verdicts, out);
    return ExitCode.OK;
  }

  static void print(List<TargetView> verdicts, Output out) {
    Table table = new Table("AGENT", "GETS IT", "REASON");
    for (TargetView verdict : verdicts) {
      table.row(verdict.agentId(), verdict.getsIt() ? "yes" : "no", verdict.reason());
    }
    table.print(out);
  }

  private ExplainTargetsRequest request() {
    if ((script == null) != targets.given()) {
      throw new CliException(
          ExitCode.USAGE, "give either the name or id of a SCRIPT, or --target TARGET");
    }
    var request = ExplainTargetsRequest.newBuilder();
    return script != null
        ? request.setScript(script).build()
        : request.setTargets(TargetList.newBuilder().addAllTargets(targets.targets())).build();
  }
}
