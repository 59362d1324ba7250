// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A thousand simulated agents on one colony: what it takes, and how much more it would take. */
record FleetScale(Distribution distribution) implements Benchmark {
  private static final Duration CONNECT_LIMIT = Duration.ofMinutes(2);

  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public String name() {
    return "fleet";
  }

  @Override
  public String description() {
    return "simulated agents (1,000 by default) on one colony: deployments, services that appear, a flood of lines";
  }

  @Override
  public List<Row> run(Effort effort) throws Exception {
    try (CoralUp up = CoralUp.colonyOnly(distribution);
        Colony colony = up.colony();
        Fleet fleet = new Fleet(up.address("colony"), up.token(), effort.agents())) {
      List<Row> rows = new ArrayList<>(connect(fleet));
      rows.addAll(idle(up, fleet, Duration.ofSeconds(effort.of(20, 1))));
      FleetDeployments deployments = new FleetDeployments(name(), colony, fleet);
      rows.addAll(deployments.deploy(effort.of(20, 2)));
      rows.addAll(deployments.retarget(effort.of(5, 1)));
      rows.addAll(new FleetFlood(name(), up, colony, fleet).run(effort));
      rows.add(
          Row.count(name(), "connections that were lost", fleet.losses(), "times", fleet.size())
              .withTarget(Target.atMost(0)));
      return rows;
    }
  }

  /** All at once: a colony that comes back after a while sees the same. */
  private List<Row> connect(Fleet fleet) throws InterruptedException {
    FirstTimes connected = new FirstTimes("connected");
    fleet.tell(
        new SimulatedAgent.Listener() {
          @Override
          public void connected(String agent) {
            connected.note(agent);
          }
        });
    long from = System.nanoTime();
    fleet.connect();
    Samples millis = Samples.of(connected.awaitAll(fleet.size(), from, CONNECT_LIMIT));
    fleet.tellNobody();
    return List.of(
        Row.of(name(), "all dial at once: dial to first desired state, by agent", millis, "ms"),
        Row.figure(name(), "— until all are connected", millis.most(), "ms", fleet.size()));
  }

  private List<Row> idle(CoralUp up, Fleet fleet, Duration time) throws Exception {
    Duration before = up.cpuTime().own();
    long from = System.nanoTime();
    Thread.sleep(time);
    Duration took = Duration.ofNanos(System.nanoTime() - from);
    double cores = CpuTime.cores(up.cpuTime().own().minus(before), took);
    return List.of(
        Row.figure(name(), "heartbeats only: colony's cores", cores, "cores", fleet.size()),
        resident(up, "— colony, resident", fleet.size()));
  }

  static Row resident(CoralUp up, String what, long n) throws java.io.IOException {
    return Row.count("fleet", what, ProcessFigures.of(up.process()).megabytes(), "MB", n);
  }
}
