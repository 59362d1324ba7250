// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.LogPrinter;
import coral.cli.output.Output;
import coral.cli.output.QueryViews;
import coral.cli.output.Times;
import coral.cli.output.Views;
import coral.proto.agent.v1.LimitHit;
import coral.proto.agent.v1.QueryUsage;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.colony.v1.GetScriptRequest;
import coral.proto.colony.v1.ScriptDetail;
import coral.proto.colony.v1.ScriptSummary;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    ScriptDetail detail =
        client
            .within(10)
            .getScript(GetScriptRequest.newBuilder().setScript(script).setTail(tail).build());
    if (out.json()) {
      Map<String, @Nullable Object> view = Views.script(detail.getSummary());
      view.put("executions", detail.getExecutionsList().stream().map(Views::execution).toList());
      view.put("recent_logs", detail.getRecentLogsList().stream().map(Views::log).toList());
      out.value(view);
    } else {
      print(detail, out);
    }
    return ExitCode.OK;
  }

  private void print(ScriptDetail detail, Output out) {
    ScriptSummary summary = detail.getSummary();
    out.line("Script: %s (v%d)".formatted(summary.getName(), summary.getVersion()));
    out.line("Status: " + Views.status(summary.getStatus()) + because(summary.getReason()));
    out.line("Deployed to: " + Agents.counted(summary.getAgentsList(), false));
    detail
        .getSkippedList()
        .forEach(
            skipped ->
                out.line("Not on %s: %s".formatted(skipped.getAgentId(), skipped.getReason())));
    out.line("");
    out.line("Recent Executions:");
    Instant now = Instant.now();
    for (ScriptExecution execution : detail.getExecutionsList()) {
      out.line(
          "  Agent: %s | Status: %s%s | Started: %s"
              .formatted(
                  execution.getAgentId(),
                  Views.status(execution.getStatus()),
                  because(execution.getReason()),
                  Times.ago(execution.getStartedAt(), now)));
      execution.getConsumption().getHitsList().forEach(hit -> out.line("    " + limit(hit)));
      if (execution.getDroppedLines() > 0) {
        out.line("    " + dropped(execution.getDroppedLines()));
      }
      QueryUsage queries = execution.getConsumption().getQueries();
      if (!queries.equals(QueryUsage.getDefaultInstance())) {
        out.line("    Queries: " + QueryViews.line(queries));
      }
    }
    out.line("");
    out.line("Recent Logs (last %d lines):".formatted(tail));
    LogPrinter logs = new LogPrinter(out);
    for (ScriptLogEntry entry : detail.getRecentLogsList()) {
      logs.print(entry);
    }
  }

  static String limit(LimitHit hit) {
    return "Limit: %s, %s%s"
        .formatted(
            hit.getLimit(),
            hit.getValue(),
            hit.getKilled()
                ? ", killed"
                : hit.getCount() == 1
                    ? ", exceeded once"
                    : String.format(Locale.ROOT, ", exceeded %,d times", hit.getCount()));
  }

  static String dropped(long lines) {
    return lines == 1 ? "1 line dropped" : String.format(Locale.ROOT, "%,d lines dropped", lines);
  }

  static String because(String reason) {
    return reason.isEmpty() ? "" : " (" + reason + ")";
  }
}
