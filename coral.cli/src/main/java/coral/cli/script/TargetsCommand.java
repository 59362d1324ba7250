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
import coral.proto.colony.v1.TargetVerdict;
import coral.proto.colony.v1.TargetVerdict.Fit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    List<TargetVerdict> verdicts = client.within(10).explainTargets(request()).getVerdictsList();
    if (out.json()) {
      out.value(verdicts.stream().map(TargetsCommand::view).toList());
      return ExitCode.OK;
    }
    print(verdicts, out);
    return ExitCode.OK;
  }

  static void print(List<TargetVerdict> verdicts, Output out) {
    Table table = new Table("AGENT", "GETS IT", "REASON");
    for (TargetVerdict verdict : verdicts) {
      table.row(
          verdict.getAgentId(),
          verdict.getFit() == Fit.FIT_GETS_IT ? "yes" : "no",
          verdict.getReason());
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

  static Map<String, Object> view(TargetVerdict verdict) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("agent_id", verdict.getAgentId());
    view.put("gets_it", verdict.getFit() == Fit.FIT_GETS_IT);
    view.put("fit", verdict.getFit().name().replace("FIT_", "").toLowerCase(Locale.ROOT));
    view.put("reason", verdict.getReason());
    return view;
  }
}
