// SPDX-License-Identifier: Apache-2.0

package coral.cli.egress;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.cli.output.Table;
import coral.cli.output.Times;
import coral.proto.colony.v1.EgressSink;
import coral.proto.colony.v1.EgressStatus;
import coral.proto.colony.v1.GetEgressStatusRequest;
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
    EgressStatus status =
        client.egressWithin(10).getEgressStatus(GetEgressStatusRequest.getDefaultInstance());
    if (out.json()) {
      out.value(EgressViews.status(status));
      return ExitCode.OK;
    }
    out.line("Prometheus: " + (status.getPrometheus().isEmpty() ? "off" : status.getPrometheus()));
    out.line("OTLP: " + otlp(status));
    out.line(
        "Series: %,d, %,d events refused, %,d malformed"
            .formatted(
                status.getSeries(), status.getSeriesRefused(), status.getMetricsMalformed()));
    if (status.getSinksCount() == 0) {
      out.line("Sinks: none");
    } else {
      sinks(status).print(out);
    }
    status.getProblemsList().forEach(problem -> out.line("Problem: " + problem));
    return ExitCode.OK;
  }

  private static String otlp(EgressStatus status) {
    if (status.getOtlp().isEmpty()) {
      return "off";
    }
    String counts =
        "%s, %,d exports, %,d failures"
            .formatted(status.getOtlp(), status.getOtlpExports(), status.getOtlpFailures());
    return status.getOtlpLastError().isEmpty()
        ? counts
        : counts + ", the last: " + status.getOtlpLastError();
  }

  private static Table sinks(EgressStatus status) {
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
    for (EgressSink sink : status.getSinksList()) {
      table.row(
          sink.getName(),
          sink.getAddress(),
          sink.getMinSeverity(),
          String.valueOf(sink.getPending()),
          String.valueOf(sink.getDead()),
          String.valueOf(sink.getDelivered()),
          String.valueOf(sink.getFailed()),
          Times.ago(sink.getLastDeliveredAt(), now),
          sink.getLastError());
    }
    return table;
  }
}
