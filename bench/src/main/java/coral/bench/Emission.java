// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.colony.v1.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbered lines {@code line N NANOS} and events {@code {"n":N}}, each from the next agent, at a
 * steady rate; and when the colony acknowledged them. One at a time for a fleet.
 */
final class Emission implements SimulatedAgent.Listener {
  private static final long TICK_MS = 5;
  private static final long POLL_MS = 10;
  private static final int LINES_PER_EVENT = 10;

  private final Fleet fleet;
  private final ConcurrentLinkedQueue<Double> latencies = new ConcurrentLinkedQueue<>();
  private final AtomicInteger linesStored = new AtomicInteger();
  private final AtomicInteger eventsStored = new AtomicInteger();
  private int lines;
  private int events;
  private Duration took = Duration.ZERO;

  Emission(Fleet fleet) {
    this.fleet = fleet;
  }

  @Override
  public void stored(String agent, Report report, long nanos) {
    if (report.hasLog() || report.hasEvent()) {
      (report.hasLog() ? linesStored : eventsStored).incrementAndGet();
      latencies.add((System.nanoTime() - nanos) / 1e6);
    }
  }

  /** Emits for that long, and waits until all is acknowledged or {@code patience} is over. */
  void run(int linesPerSecond, Duration time, Duration patience) throws InterruptedException {
    fleet.tell(this);
    long from = System.nanoTime();
    long end = from + time.toNanos();
    for (long now = from; now < end; now = System.nanoTime()) {
      long due = (long) ((now - from) / 1e9 * linesPerSecond);
      while (lines < due) {
        emit();
      }
      Thread.sleep(TICK_MS);
    }
    took = Duration.ofNanos(System.nanoTime() - from);
    long give = System.nanoTime() + patience.toNanos();
    while (fleet.unacknowledged() > 0 && System.nanoTime() < give) {
      Thread.sleep(POLL_MS);
    }
    fleet.tellNobody();
  }

  private void emit() {
    SimulatedAgent agent = fleet.agents().get(lines % fleet.size());
    if (!agent.line("line %d %d".formatted(lines + 1, System.nanoTime()))) {
      throw new IllegalStateException("an agent runs no script that could write a line");
    }
    lines++;
    if (lines % LINES_PER_EVENT == 0 && agent.event("tick", "{\"n\":" + (events + 1) + "}")) {
      events++;
    }
  }

  int lines() {
    return lines;
  }

  int events() {
    return events;
  }

  int linesStored() {
    return linesStored.get();
  }

  int eventsStored() {
    return eventsStored.get();
  }

  /** Lines a second that were emitted. */
  double linesPerSecond() {
    return lines * 1e9 / took.toNanos();
  }

  /** Milliseconds from each line or event to its acknowledgement. */
  Samples latency() {
    return Samples.of(List.copyOf(new ArrayList<>(latencies)));
  }
}
