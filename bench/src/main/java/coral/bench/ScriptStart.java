// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptLogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * From the agent's own DeployScript, which checks no types, to the script's first line, with all
 * quotas as they are by default. Each start has a pause before it, in which processes are got ready
 * again and the scripts' processor quota is whole again.
 */
record ScriptStart(Distribution distribution) implements Benchmark {
  private static final Target TARGET = Target.atMost(15);
  private static final Duration PAUSE = Duration.ofMillis(1_500);

  /** As little as a process that was used up is replaced in. */
  private static final Duration SHORT_PAUSE = Duration.ofMillis(500);

  private static final Duration PAUSE_AFTER_BURST = Duration.ofSeconds(4);
  private static final Duration END_LIMIT = Duration.ofSeconds(30);
  private static final int BURST = 5;
  private static final Quotas COLD = Quotas.of(Map.of("script.warm_processes", 0));

  @Override
  public String name() {
    return "script-start";
  }

  @Override
  public String description() {
    return "AgentService.DeployScript to the first line, beside Deno alone after the same pause";
  }

  @Override
  public Quotas quotas() {
    return Quotas.DEFAULT;
  }

  @Override
  public List<Row> run(Effort effort) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CoralUp up = CoralUp.start(distribution, Quotas.DEFAULT);
        Agent agent = up.agent()) {
      rows.addAll(singly(agent, "warm", PAUSE, effort.of(20, 2)));
      rows.subList(0, 2).replaceAll(row -> row.withTarget(TARGET)); // not that of a follower
      rows.addAll(singly(agent, "warm", SHORT_PAUSE, effort.of(20, 2)));
      String what = "warm, %d at once: call to line written".formatted(BURST);
      rows.add(Row.of(name(), what, bursts(agent, effort.of(3, 1)), "ms"));
    }
    try (CoralUp up = CoralUp.start(distribution, COLD);
        Agent agent = up.agent()) {
      rows.addAll(singly(agent, "cold (script.warm_processes 0)", PAUSE, effort.of(10, 2)));
    }
    int rounds = effort.of(20, 2);
    String code = BenchScript.load("hello.ts", Map.of());
    for (Duration pause : List.of(PAUSE, SHORT_PAUSE)) {
      String when = after(pause);
      var deno = new FirstLineOfProcess(distribution, code, pause);
      rows.add(
          Row.of(
              name(), "deno run alone" + when + ": spawn to line read", deno.plain(rounds), "ms"));
      deno.underBwrap(rounds)
          .ifPresent(
              bwrap ->
                  rows.add(
                      Row.of(
                          name(),
                          "bwrap and deno run" + when + ": spawn to line read",
                          bwrap,
                          "ms")));
      Samples touched = IdleMemory.touched(pause, rounds);
      rows.add(Row.of(name(), "the machine" + when + ": a page touched again", touched, "µs"));
    }
    return rows;
  }

  private List<Row> singly(Agent agent, String kind, Duration pause, int rounds)
      throws InterruptedException {
    List<Double> written = new ArrayList<>();
    List<Double> begun = new ArrayList<>();
    List<Double> read = new ArrayList<>();
    String how = kind + after(pause);
    String name = "single-" + pause.toMillis();
    String id = agent.deploy(hello(name, 0));
    agent.awaitFirstEnd(id, END_LIMIT);
    FollowedLog log = new FollowedLog();
    agent.follow(id, log);
    String last = log.next("").entry().getExecutionId();
    for (int round = 1; round <= rounds; round++) {
      Thread.sleep(pause);
      Script script = hello(name, round);
      Instant called = Instant.now();
      long from = System.nanoTime();
      var _ = agent.deploy(script);
      FollowedLog.Line line = log.next(last);
      last = line.entry().getExecutionId();
      Instant time = Scripts.time(line.entry().getTimestamp());
      ScriptExecution execution = agent.executions(id).getLast();
      written.add(Scripts.millisBetween(called, time));
      begun.add(Scripts.millisBetween(Scripts.time(execution.getStartedAt()), time));
      read.add((line.nanos() - from) / 1e6);
    }
    return List.of(
        Row.of(name(), how + ": call to line written", Samples.of(written), "ms"),
        Row.of(name(), how + ": started_at to line written", Samples.of(begun), "ms"),
        Row.of(name(), how + ": call to line at a follower", Samples.of(read), "ms"));
  }

  /** Of each script of each burst, from its own call. */
  private static Samples bursts(Agent agent, int rounds) throws Exception {
    List<Double> millis = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(BURST)) {
      for (int round = 0; round < rounds; round++) {
        Thread.sleep(PAUSE_AFTER_BURST);
        List<Future<Double>> starts = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
          Script script = hello("burst-%d-%d".formatted(round, i), round);
          starts.add(threads.submit(() -> start(agent, script)));
        }
        for (Future<Double> start : starts) {
          millis.add(start.get());
        }
      }
    }
    return Samples.of(millis);
  }

  private static double start(Agent agent, Script script) throws InterruptedException {
    Instant called = Instant.now();
    String id = agent.deploy(script);
    agent.awaitFirstEnd(id, END_LIMIT);
    ScriptLogEntry line = agent.log(id).getFirst();
    return Scripts.millisBetween(called, Scripts.time(line.getTimestamp()));
  }

  private static String after(Duration pause) {
    return ", after %.1f s".formatted(pause.toMillis() / 1e3);
  }

  /** Other content than that of other rounds, since the same again would start nothing. */
  private static Script hello(String name, int round) {
    String code = BenchScript.load("hello.ts", Map.of()) + "// " + round + "\n";
    return Scripts.adHoc(name, code, Duration.ofSeconds(20));
  }
}
