// SPDX-License-Identifier: Apache-2.0

package coral.cli.egress;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.cli.output.Table;
import coral.proto.colony.v1.GetEgressStatusRequest;
import coral.views.EgressSinkView;
import coral.views.EgressView;
import coral.views.Times;
import java.time.Instant;
import picocli.CommandLine.Command;

/** {@code coral egress status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows where metrics and alerts go, and what has arrived.")
public final class EgressStatusCommand extends ColonyCommand {

  @Override
  protected int call(ColonyClient client, Output out) {
    EgressView status =
        EgressView.of(
            client.egressWithin(10).getEgressStatus(GetEgressStatusRequest.getDefaultInstance()));
    if (out.json()) {
      out.value(status);
      return ExitCode.OK;
    }
    out.line("Prometheus: " + (status.prometheus() == null ? "off" : status.prometheus()));
    out.line("OTLP: " + status.otlpLine());
    out.line(
        "Series: %,d, %,d events refused, %,d malformed"
            .formatted(status.series(), status.seriesRefused(), status.metricsMalformed()));
    if (status.sinks().isEmpty()) {
      out.line("Sinks: none");
    } else {
      sinks(status).print(out);
    }
    status.problems().forEach(problem -> out.line("Problem: " + problem));
    return ExitCode.OK;
  }

  private static Table sinks(EgressView status) {
    Table table =
        new Table(
            "SINK",
            "ADDRESS",
            "SEVERITY",
            "PENDING",
            "DEAD",
            "DELIVERED",
            "FAILED",
            "LAST",
            "LAST ERROR");
    Instant now = Instant.now();
    for (EgressSinkView sink : status.sinks()) {
      table.row(
          sink.name(),
          sink.address(),
          sink.minSeverity(),
          String.valueOf(sink.pending()),
          String.valueOf(sink.dead()),
          String.valueOf(sink.delivered()),
          String.valueOf(sink.failed()),
          Times.ago(sink.lastDeliveredAt(), now),
          sink.lastError() == null ? "" : sink.lastError());
    }
    return table;
  }
}
