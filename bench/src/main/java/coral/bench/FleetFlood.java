// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lines and events of all agents at once, and how many of them a colony takes. */
final class FleetFlood {
  private static final String SCRIPT = "flood";
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final double MOST_LAG_MS = 1_000;

  /** Of what was asked for; below that it is the fleet that does not keep up. */
  private static final double LEAST_EMITTED = 0.95;

  private final String benchmark;
  private final CoralUp up;
  private final Colony colony;
  private final Fleet fleet;

  FleetFlood(String benchmark, CoralUp up, Colony colony, Fleet fleet) {
    this.benchmark = benchmark;
    this.up = up;
    this.colony = colony;
    this.fleet = fleet;
  }

  List<Row> run(Effort effort) throws Exception {
    int rate = effort.of(2_000, 200);
    deploy();
    List<Row> rows = new ArrayList<>(flood(rate, Duration.ofSeconds(effort.of(30, 2))));
    rows.addAll(knee(rate * 2, effort.of(6, 1), Duration.ofSeconds(effort.of(10, 1))));
    colony.stop(SCRIPT);
    return rows;
  }

  private void deploy() throws InterruptedException {
    FirstTimes running = new FirstTimes("running");
    fleet.tell(
        new SimulatedAgent.Listener() {
          @Override
          public void stored(String agent, Report report, long nanos) {
            if (report.getExecution().getStatus() == ScriptStatus.SCRIPT_STATUS_RUNNING) {
              running.note(agent);
            }
          }
        });
    colony.deploy(SCRIPT, BenchScript.load("hello.ts", Map.of()));
    var _ = running.awaitAll(fleet.size(), System.nanoTime(), LIMIT);
  }

  private List<Row> flood(int rate, Duration time) throws Exception {
    FollowedNumbers follower = new FollowedNumbers();
    colony.follow(SCRIPT, follower);
    Emission emission = new Emission(fleet);
    Duration before = up.cpuTime().own();
    long from = System.nanoTime();
    emission.run(rate, time, PATIENCE);
    double acknowledged = emission.linesStored() * 1e9 / (System.nanoTime() - from);
    double cores =
        CpuTime.cores(up.cpuTime().own().minus(before), Duration.ofNanos(System.nanoTime() - from));
    List<ScriptLogEntry> stored = colony.log(SCRIPT);
    Set<String> distinct = new HashSet<>();
    stored.forEach(entry -> distinct.add(entry.getStream() + entry.getLine()));
    int sent = emission.lines() + emission.events();
    Samples followed = follower.latency();
    return List.of(
        figure("%,d lines/s and a tenth of events: acknowledged".formatted(rate), acknowledged)
            .withTarget(Target.atLeast(rate * LEAST_EMITTED)),
        Row.of(benchmark, "— line made to acknowledged", emission.latency(), "ms"),
        Row.of(benchmark, "— line made to follower", followed, "ms")
            .withTarget(Target.p99AtMost(250)),
        lost("— lines and events that were not stored", sent - distinct.size(), sent),
        lost("— stored twice", stored.size() - distinct.size(), sent),
        lost("— lines that a follower did not get", emission.lines() - followed.count(), sent),
        Row.figure(benchmark, "— colony's cores", cores, "cores", 1),
        FleetScale.resident(up, "— colony, resident", fleet.size()));
  }

  /** Doubles the rate until acknowledgements lag behind. */
  private List<Row> knee(int first, int most, Duration time) throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    int held = first / 2;
    String why = "";
    int rate = first;
    for (int i = 0; i < most && why.isEmpty(); i++) {
      Emission emission = new Emission(fleet);
      emission.run(rate, time, PATIENCE);
      Samples lag = emission.latency();
      rows.add(Row.of(benchmark, "%,d lines/s: made to acknowledged".formatted(rate), lag, "ms"));
      if (lag.p99() > MOST_LAG_MS) {
        why = "acknowledgements lag";
      } else if (emission.linesPerSecond() < rate * LEAST_EMITTED) {
        why = "the fleet makes only %,.0f".formatted(emission.linesPerSecond());
      } else {
        held = rate;
        rate *= 2;
      }
    }
    String end = why.isEmpty() ? "not tried further" : "at %,d %s".formatted(rate, why);
    rows.add(figure("last rate that held (" + end + ")", held));
    return rows;
  }

  private Row figure(String what, double value) {
    return Row.figure(benchmark, what, value, "lines/s", 1);
  }

  private Row lost(String what, long count, long of) {
    return Row.count(benchmark, what, count, "entries", of).withTarget(Target.atMost(0));
  }
}
