// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long a fleet takes to run what was deployed. An agent runs it when the colony has
 * acknowledged its report that it does, thus stored it.
 */
final class FleetDeployments {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** No new round begins after that, so that a colony that is slow shows and does not last. */
  private static final Duration BUDGET = Duration.ofSeconds(100);

  private static final String SERVICE = "canary";
  private static final int APPEARING = 100;

  private final String benchmark;
  private final Colony colony;
  private final Fleet fleet;
  private final String code = BenchScript.load("hello.ts", Map.of());

  FleetDeployments(String benchmark, Colony colony, Fleet fleet) {
    this.benchmark = benchmark;
    this.colony = colony;
    this.fleet = fleet;
  }

  /**
   * The script was checked before, and runs nowhere when it is deployed. The first round does not
   * count.
   */
  List<Row> deploy(int rounds) throws InterruptedException {
    List<Double> agents = new ArrayList<>();
    List<Double> last = new ArrayList<>();
    List<Double> calls = new ArrayList<>();
    List<Double> stops = new ArrayList<>();
    int late = 0;
    long end = System.nanoTime() + BUDGET.toNanos();
    for (int i = 0; i <= rounds && (i < 2 || System.nanoTime() < end); i++) {
      FirstTimes running = reported(ScriptStatus.SCRIPT_STATUS_RUNNING);
      long from = System.nanoTime();
      colony.deploy("everywhere", code);
      double call = (System.nanoTime() - from) / 1e6;
      List<Double> converged = running.await(fleet.size(), from, LIMIT);
      FirstTimes stopped = reported(ScriptStatus.SCRIPT_STATUS_STOPPED);
      long stop = System.nanoTime();
      colony.stop("everywhere");
      List<Double> ended = stopped.await(fleet.size(), stop, LIMIT);
      late += 2 * fleet.size() - converged.size() - ended.size();
      if (i > 0) {
        agents.addAll(converged);
        last.add(Samples.of(converged).most());
        calls.add(call);
        stops.addAll(ended);
      }
    }
    fleet.tellNobody();
    return List.of(
        row("deploy to all: call to RUNNING stored, by agent", agents)
            .withTarget(Target.p99AtMost(2_000)),
        row("— the last agent, by deployment", last),
        row("— the call's answer (it waits for 2 s at most)", calls),
        row("stop on all: call to STOPPED stored, by agent", stops),
        late(late));
  }

  /** A service appears on some of the agents, and goes again. */
  List<Row> retarget(int rounds) throws InterruptedException {
    List<SimulatedAgent> some = fleet.agents().subList(0, Math.min(APPEARING, fleet.size()));
    Script script = Scripts.daemon("canary-watch", code).toBuilder().addTargets(SERVICE).build();
    var _ = colony.deployPending(script);
    List<Double> held = new ArrayList<>();
    List<Double> left = new ArrayList<>();
    long end = System.nanoTime() + BUDGET.toNanos();
    int done = 0;
    for (; done < rounds && (done == 0 || System.nanoTime() < end); done++) {
      held.addAll(see(some, List.of("payments", SERVICE)));
      left.addAll(see(some, List.of("payments")));
    }
    fleet.tellNobody();
    colony.stop(script.getName());
    String agents = "service appears on %d agents".formatted(some.size());
    return List.of(
        row(agents + ": state sent to script held", held).withTarget(Target.p99AtMost(5_000)),
        row("— and goes: state sent to script let go", left),
        late(2 * done * some.size() - held.size() - left.size()));
  }

  private Row late(int agents) {
    String what = "— agents that were not there within %d s".formatted(LIMIT.toSeconds());
    return Row.count(benchmark, what, agents, "agents", fleet.size()).withTarget(Target.atMost(0));
  }

  private List<Double> see(List<SimulatedAgent> agents, List<String> services)
      throws InterruptedException {
    FirstTimes changed = new FirstTimes("holding what they should");
    fleet.tell(
        new SimulatedAgent.Listener() {
          @Override
          public void changed(String agent) {
            changed.note(agent);
          }
        });
    long from = System.nanoTime();
    agents.forEach(agent -> agent.services(services));
    return changed.await(agents.size(), from, LIMIT);
  }

  private FirstTimes reported(ScriptStatus status) {
    FirstTimes times = new FirstTimes(status.name());
    fleet.tell(
        new SimulatedAgent.Listener() {
          @Override
          public void stored(String agent, Report report, long nanos) {
            if (report.getExecution().getStatus() == status) {
              times.note(agent);
            }
          }
        });
    return times;
  }

  private Row row(String what, List<Double> millis) {
    return Row.of(benchmark, what, Samples.of(millis), "ms");
  }
}
