// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The most rows that a query may give, as row objects, beside the same rows as JSON over HTTP. */
record QueryTenThousand(Distribution distribution) implements Benchmark {
  private static final int SPANS = 20_480;
  private static final int BATCH = 512;

  @Override
  public String name() {
    return "query-10k";
  }

  @Override
  public String description() {
    return "db.query of 10,000 rows × 8 columns, beside fetch() of the same from DuckDB in JSON";
  }

  @Override
  public List<Row> run(Effort effort) throws Exception {
    int warmUp = effort.of(10, 1);
    int queries = effort.of(100, 2);
    List<ExportTraceServiceRequest> batches = new ArrayList<>();
    Spans spans = new Spans("bench", 1);
    for (int sent = 0; sent < SPANS; sent += BATCH) {
      batches.add(spans.batch(BATCH, Instant.now()));
    }
    JsonNode sdk;
    try (CoralUp up = CoralUp.start(distribution);
        Colony colony = up.colony()) {
      try (SpanSender sender = new SpanSender(up.address("otlpGrpc"))) {
        for (ExportTraceServiceRequest batch : batches) {
          sender.send(batch);
        }
      }
      Map<String, ?> constants = Map.of("WARM_UP", warmUp, "QUERIES", queries, "SPANS", SPANS);
      String code = BenchScript.load("query-10k.ts", constants);
      sdk = colony.run("query-10k", code, Duration.ofMinutes(2));
    }
    try (SpanTable table = SpanTable.of(batches);
        JsonServer server = new JsonServer(table::firstTenThousand)) {
      Map<String, ?> constants =
          Map.of("WARM_UP", warmUp, "QUERIES", queries, "PORT", server.port());
      String code = BenchScript.load("http-10k.ts", constants);
      JsonNode http = DenoFetch.run(distribution, server.port(), code);
      return List.of(
          Row.of(name(), "SDK: guardrails, query worker, column buffers", Samples.of(sdk), "ms"),
          Row.of(name(), "fetch: DuckDB in the server, HTTP/JSON", Samples.of(http), "ms"));
    }
  }
}
