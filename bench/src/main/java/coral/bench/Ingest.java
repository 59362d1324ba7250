// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/** Spans that the OTLP receiver takes while scripts query; each must then be visible, once. */
record Ingest(Distribution distribution) implements Benchmark {
  private static final Target TARGET = Target.atLeast(20_000);
  private static final int SCRIPTS = 4;

  /** Scripts start before the load and outlive it. */
  private static final long OVERLAP_SECONDS = 5;

  private static final long VISIBLE_SECONDS = 20;
  private static final Duration RUN_LIMIT = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public String description() {
    return "OTLP spans by gRPC while four scripts query the last ten seconds";
  }

  @Override
  public List<Row> run(Effort effort) throws Exception {
    Duration time = Duration.ofSeconds(effort.of(20, 2));
    List<Row> rows = new ArrayList<>(measure("4 scripts, a query a second each", 1_000, time));
    rows.set(0, rows.getFirst().withTarget(TARGET));
    rows.addAll(measure("4 scripts, without a pause", 0, time));
    return rows;
  }

  private List<Row> measure(String what, int pauseMillis, Duration time) throws Exception {
    try (CoralUp up = CoralUp.start(distribution);
        Colony colony = up.colony();
        ExecutorService threads = Executors.newCachedThreadPool();
        SpanLoad load = new SpanLoad(up.address("otlpGrpc"))) {
      load.warmUp();
      String code =
          BenchScript.load(
              "ingest-query.ts",
              Map.of("PAUSE_MS", pauseMillis, "SECONDS", time.toSeconds() + OVERLAP_SECONDS));
      List<Future<JsonNode>> queries = new ArrayList<>();
      for (int i = 0; i < SCRIPTS; i++) {
        String name = "watch-" + i;
        queries.add(threads.submit(() -> colony.run(name, code, RUN_LIMIT)));
      }
      // they are checked and started meanwhile
      Thread.sleep(Duration.ofSeconds(2));
      CpuTime coralBefore = up.cpuTime();
      SpanLoad.Result result = load.run(time);
      CpuTime coral = up.cpuTime();
      List<Double> millis = new ArrayList<>();
      for (Future<JsonNode> query : queries) {
        query.get().forEach(value -> millis.add(value.asDouble()));
      }
      long visible = visible(colony, load.acknowledged());
      List<Row> rows = new ArrayList<>();
      rows.add(Row.figure(name(), what, result.rate(), "spans/s", result.spans()));
      rows.add(Row.of(name(), "— their queries", Samples.of(millis), "ms"));
      rows.add(
          Row.count(
              name(),
              "— rows visible less spans acknowledged",
              visible - load.acknowledged(),
              "rows",
              visible));
      rows.add(cores("— cores busy: senders", result.cpu(), result));
      rows.add(
          cores("— cores busy: colony and agent", coral.own().minus(coralBefore.own()), result));
      rows.add(
          cores(
              "— cores busy: query worker and scripts",
              coral.children().minus(coralBefore.children()),
              result));
      rows.add(
          Row.count(
              name(),
              "— batches sent again, receiver full",
              result.refusals(),
              "batches",
              result.batches()));
      return rows;
    }
  }

  private Row cores(String what, Duration used, SpanLoad.Result result) {
    return Row.figure(name(), what, CpuTime.cores(used, result.elapsed()), "cores", 1);
  }

  /** Rows that scripts see, waited for until they are as many as wanted. */
  static long visible(Colony colony, long wanted) {
    String code =
        BenchScript.load("ingest-count.ts", Map.of("WANTED", wanted, "SECONDS", VISIBLE_SECONDS));
    return colony.run("count", code, RUN_LIMIT).asLong();
  }
}
