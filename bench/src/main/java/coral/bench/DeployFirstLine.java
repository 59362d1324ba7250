// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.agent.v1.ScriptStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * From the call that deploys a script already checked to its first log line, as a client sees it.
 */
record DeployFirstLine(Distribution distribution) implements Benchmark {
  private static final Target TARGET = Target.atMost(1_000);
  private static final long LIMIT_SECONDS = 30;
  private static final long POLL_MS = 20;
  private static final String SCRIPT = "first-line";

  @Override
  public String name() {
    return "deploy-first-line";
  }

  @Override
  public String description() {
    return "deployment of a checked script to its first log line at a follower";
  }

  @Override
  public List<Row> run(Effort effort) throws Exception {
    int rounds = effort.of(30, 2);
    try (CoralUp up = CoralUp.start(distribution);
        Colony colony = up.colony()) {
      Row deploy =
          Row.of(name(), "deploy a daemon, follow its log", deployments(colony, rounds), "ms");
      Row run = Row.of(name(), "run ad hoc", runs(colony, rounds), "ms");
      return List.of(deploy.withTarget(TARGET), run);
    }
  }

  /** Each round is a new deployment of the same version. */
  private static Samples deployments(Colony colony, int rounds) throws InterruptedException {
    String code = BenchScript.load("first-line.ts", Map.of());
    colony.deploy(SCRIPT, code);
    FollowedLog log = new FollowedLog();
    colony.follow(SCRIPT, log);
    String execution = log.next("").entry().getExecutionId();
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i <= rounds; i++) {
      colony.stop(SCRIPT);
      awaitStop(colony);
      long from = System.nanoTime();
      colony.deploy(SCRIPT, code);
      FollowedLog.Line line = log.next(execution);
      execution = line.entry().getExecutionId();
      if (i > 0) {
        millis.add((line.nanos() - from) / 1e6);
      }
    }
    colony.stop(SCRIPT);
    return Samples.of(millis);
  }

  private static void awaitStop(Colony colony) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (colony.status(SCRIPT) != ScriptStatus.SCRIPT_STATUS_STOPPED) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "the script is %s %d s after it was stopped"
                .formatted(colony.status(SCRIPT), LIMIT_SECONDS));
      }
      Thread.sleep(POLL_MS);
    }
  }

  private static Samples runs(Colony colony, int rounds) {
    String code = BenchScript.load("hello.ts", Map.of());
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i <= rounds; i++) {
      long from = System.nanoTime();
      var updates = colony.startRun("hello", code, Duration.ofMinutes(1));
      while (updates.hasNext()) {
        if (updates.next().hasLog() && i > 0) {
          millis.add((System.nanoTime() - from) / 1e6);
        }
      }
    }
    return Samples.of(millis);
  }
}
