// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.ScriptDetail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Thirty scripts, one of each kind misbehaving, while spans come in at a steady rate: the
 * well-behaved ones and the ingestion must lose nothing, and nothing may be left when it is over.
 */
record Soak(Distribution distribution) implements Benchmark {
  private static final int WELL_BEHAVED = 15;
  private static final int SPANS_PER_SECOND = 2_000;
  private static final int CPU_PERCENT = 60;
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration END_LIMIT = Duration.ofSeconds(90);
  private static final long POLL_MS = 250;

  /** Until what ended scripts had is given back, and pools have shrunk. */
  private static final Duration SETTLE = Duration.ofSeconds(10);

  private static final Quotas QUOTAS =
      Quotas.of(
          Map.of(
              "script.max_concurrent", 32,
              "script.cpu_percent", CPU_PERCENT,
              "script.memory_limit_mb", 3_200,
              "query.max_statement_seconds", 15));

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String description() {
    return "%d scripts, %d of them hostile, and %,d spans/s: nothing may be lost"
        .formatted(WELL_BEHAVED + Misbehaviour.values().length, WELL_BEHAVED, SPANS_PER_SECOND);
  }

  @Override
  public Quotas quotas() {
    return QUOTAS;
  }

  @Override
  public boolean endurance() {
    return true;
  }

  @Override
  public List<Row> run(Effort effort) throws Exception {
    SoakReport report = new SoakReport(name());
    try (CoralUp up = CoralUp.start(distribution, QUOTAS);
        Colony colony = up.colony();
        SteadySpans load = new SteadySpans(up.address("otlpGrpc"), SPANS_PER_SECOND)) {
      ProcessFigures before = ProcessFigures.of(up.process());
      List<String> wellBehaved = deploy(colony, effort.endurance());
      report.cpu(watch(up, effort.endurance()), CPU_PERCENT);
      for (String script : wellBehaved) {
        report.wellBehaved(end(colony, script), colony.log(script));
      }
      for (Misbehaviour misbehaviour : Misbehaviour.values()) {
        report.misbehaved(misbehaviour, colony.detail(misbehaviour.script()), !effort.quick());
      }
      Leftovers leftovers = Leftovers.watch(up);
      for (Misbehaviour misbehaviour : Misbehaviour.values()) {
        colony.stop(misbehaviour.script());
      }
      load.stop();
      report.ingested(load, Ingest.visible(colony, load.acknowledged()));
      Thread.sleep(SETTLE);
      report.process(before, ProcessFigures.of(up.process()));
      long stopped = System.nanoTime();
      up.stop();
      report.left(leftovers, Duration.ofNanos(System.nanoTime() - stopped));
    }
    return report.rows();
  }

  /** The hostile ones first, so that the others have them as neighbours from the beginning. */
  private static List<String> deploy(Colony colony, Duration time) {
    for (Misbehaviour misbehaviour : Misbehaviour.values()) {
      colony.deploy(misbehaviour.script(), misbehaviour.code());
    }
    String code = BenchScript.load("soak/well-behaved.ts", Map.of("SECONDS", time.toSeconds()));
    List<String> scripts = new ArrayList<>();
    for (int i = 0; i < WELL_BEHAVED; i++) {
      scripts.add("well-behaved-" + i);
      colony.deploy(scripts.getLast(), code);
    }
    return scripts;
  }

  private static Samples watch(CoralUp up, Duration time) throws Exception {
    Optional<ScriptGroup> group = ScriptGroup.of(up.process());
    ScriptTasks tasks = new ScriptTasks(up.process());
    CpuShare.Meter meter = group.isPresent() ? group.get()::used : tasks::used;
    return Samples.of(CpuShare.watch(meter, time).over(WINDOW));
  }

  private static ScriptDetail end(Colony colony, String script) throws InterruptedException {
    long end = System.nanoTime() + END_LIMIT.toNanos();
    while (true) {
      ScriptDetail detail = colony.detail(script);
      ScriptStatus status = detail.getSummary().getStatus();
      if (status == ScriptStatus.SCRIPT_STATUS_COMPLETED
          || status == ScriptStatus.SCRIPT_STATUS_FAILED
          || System.nanoTime() > end) {
        return detail;
      }
      Thread.sleep(POLL_MS);
    }
  }
}
