// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.colony.v1.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many simulated agents of one colony: fifty to a channel, and one thread for the heartbeats of
 * all. Thread-safe.
 */
final class Fleet implements AutoCloseable {
  private static final int PER_CHANNEL = 50;
  private static final long STATE_MS = 5_000;
  private static final long REDIAL_MS = 1_000;

  private static final SimulatedAgent.Listener NOBODY = new SimulatedAgent.Listener() {};

  private final List<Connection> connections = new ArrayList<>();
  private final List<SimulatedAgent> agents = new ArrayList<>();
  private final AtomicInteger losses = new AtomicInteger();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("fleet-heartbeats").factory());
  private volatile SimulatedAgent.Listener listener = NOBODY;
  private volatile boolean closed;

  /** Connects none of them yet. */
  Fleet(String colony, String token, int size) {
    for (int i = 0; i < size; i++) {
      if (i % PER_CHANNEL == 0) {
        connections.add(Connection.direct(colony, token));
      }
      agents.add(agent(i));
    }
  }

  private SimulatedAgent agent(int index) {
    return new SimulatedAgent(
        SimulatedAgent.Identity.of(index),
        connections.getLast().calls(),
        new ToListener(),
        () -> redial(index));
  }

  private void redial(int index) {
    if (!closed) {
      losses.incrementAndGet();
      timer.schedule(() -> agents.get(index).connect(), REDIAL_MS, TimeUnit.MILLISECONDS);
    }
  }

  /** Connects all at once; their heartbeats are spread over the interval. */
  void connect() {
    agents.forEach(SimulatedAgent::connect);
    for (int i = 0; i < agents.size(); i++) {
      var _ =
          timer.scheduleAtFixedRate(
              agents.get(i)::heartbeat,
              STATE_MS * (i + 1) / agents.size(),
              STATE_MS,
              TimeUnit.MILLISECONDS);
    }
  }

  /** In the order of their ids. */
  List<SimulatedAgent> agents() {
    return agents;
  }

  int size() {
    return agents.size();
  }

  /** Connections that ended by themselves. */
  int losses() {
    return losses.get();
  }

  /** The one that is told from here on; it replaces the one before. */
  void tell(SimulatedAgent.Listener next) {
    listener = next;
  }

  void tellNobody() {
    listener = NOBODY;
  }

  int unacknowledged() {
    return agents.stream().mapToInt(SimulatedAgent::unacknowledged).sum();
  }

  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    agents.forEach(SimulatedAgent::disconnect);
    connections.forEach(Connection::close);
  }

  private final class ToListener implements SimulatedAgent.Listener {
    @Override
    public void connected(String agent) {
      listener.connected(agent);
    }

    @Override
    public void changed(String agent) {
      listener.changed(agent);
    }

    @Override
    public void stored(String agent, Report report, long nanos) {
      listener.stored(agent, report, nanos);
    }
  }
}
