// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** From the start of {@code coral up} until it says that it is ready. */
record AgentReady(Distribution distribution) implements Benchmark {
  private static final Target TARGET = Target.atMost(3_000);

  @Override
  public String name() {
    return "agent-ready";
  }

  @Override
  public String description() {
    return "start of coral up (colony and agent) to coral.json";
  }

  @Override
  public List<Row> run(Effort effort) throws IOException, InterruptedException {
    int rounds = effort.of(10, 1);
    List<Double> first = new ArrayList<>();
    List<Double> again = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      try (DataFolder data = DataFolder.create()) {
        first.add(start(data, cpu));
        again.add(start(data, cpu));
      }
    }
    return List.of(
        Row.of(name(), "in a new data directory", Samples.of(first), "ms").withTarget(TARGET),
        Row.of(name(), "in the same one again", Samples.of(again), "ms").withTarget(TARGET),
        Row.of(name(), "processor time of both cores until then", Samples.of(cpu), "ms"));
  }

  private double start(DataFolder data, List<Double> cpu) throws IOException, InterruptedException {
    CoralUp up = CoralUp.start(distribution, data);
    CpuTime used = up.cpuTime();
    cpu.add(used.own().plus(used.children()).toNanos() / 1e6);
    up.stop();
    return up.startTime().toNanos() / 1e6;
  }
}
