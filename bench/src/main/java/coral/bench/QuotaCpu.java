// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.agent.v1.ScriptLogEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Four scripts that compute all the time, and how exactly all scripts together keep to the default
 * quota over any ten seconds; and what a fifth one, which computes hardly anything, has of it.
 */
record QuotaCpu(Distribution distribution) implements Benchmark {
  private static final int SPINNERS = 4;
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Target MOST = Target.atMost(11);
  private static final Target LEAST = Target.atLeast(9);

  /** Until all have started, which takes long in a tenth of a core. */
  private static final Duration SETTLE = Duration.ofSeconds(4);

  private static final Duration END_LIMIT = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "quota-cpu";
  }

  @Override
  public String description() {
    return "processor time of %d spinning scripts and a quiet one, target 10 ± 1 %% of a core"
        .formatted(SPINNERS);
  }

  @Override
  public Quotas quotas() {
    return Quotas.DEFAULT;
  }

  @Override
  public List<Row> run(Effort effort) throws Exception {
    List<Row> rows =
        new ArrayList<>(
            measure("control groups", distribution, Duration.ofSeconds(effort.of(60, 12))));
    if (NoControlGroups.possible()) {
      Distribution without = NoControlGroups.of(distribution);
      rows.addAll(measure("no control groups", without, Duration.ofSeconds(effort.of(15, 12))));
    } else {
      System.err.println(
          "  without control groups: left out, since \"unshare --mount\" needs root to hide them");
    }
    return rows;
  }

  private List<Row> measure(String how, Distribution in, Duration time) throws Exception {
    try (CoralUp up = CoralUp.start(in, Quotas.DEFAULT);
        Agent agent = up.agent()) {
      String spinner = BenchScript.load("spinner.ts", Map.of());
      for (int i = 0; i < SPINNERS; i++) {
        var _ = agent.deploy(Scripts.daemon("spinner-" + i, spinner));
      }
      long seconds = SETTLE.plus(time).toSeconds();
      String quiet = BenchScript.load("quiet.ts", Map.of("SECONDS", seconds));
      String id = agent.deploy(Scripts.adHoc("quiet", quiet, Duration.ofSeconds(seconds + 60)));
      Thread.sleep(SETTLE);
      ScriptTasks tasks = new ScriptTasks(up.process());
      Samples percents = Samples.of(CpuShare.watch(tasks::used, time).over(WINDOW));
      agent.awaitFirstEnd(id, END_LIMIT);
      JsonNode had = last(agent.log(id));
      return List.of(
          figure(how + ": most in any 10 s", percents.most(), percents).withTarget(MOST),
          figure(how + ": least in any 10 s", percents.least(), percents).withTarget(LEAST),
          Row.of(name(), how + ": quiet script's getCPU()", Samples.of(had.get("calls")), "ms"),
          Row.of(
              name(), how + ": quiet script's timers late by", Samples.of(had.get("late")), "ms"));
    }
  }

  private Row figure(String what, double percent, Samples of) {
    return Row.figure(name(), what, percent, "% of a core", of.count());
  }

  private static JsonNode last(List<ScriptLogEntry> log) {
    return JsonMapper.shared().readTree(log.getLast().getLine());
  }
}
