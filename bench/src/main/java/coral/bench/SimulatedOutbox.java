// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.colony.v1.Report;
import coral.proto.colony.v1.ReportBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What a simulated agent has to report, until the colony has it: a few batches ahead of their
 * acknowledgements, as an agent's sender. Not thread-safe.
 */
final class SimulatedOutbox {
  static final int MAX_RECORDS = 500;
  static final int WINDOW = 4;

  private final String agent;
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private final Deque<Sent> unacknowledged = new ArrayDeque<>();
  private long lastBatch;

  /**
   * @param nanos of {@link System#nanoTime}, when the report was made
   */
  record Entry(Report report, long nanos) {}

  private record Sent(long batchId, List<Entry> entries) {}

  SimulatedOutbox(String agent) {
    this.agent = agent;
  }

  void add(Report report) {
    waiting.add(new Entry(report, System.nanoTime()));
  }

  /** The next batch to send; empty: there is nothing, or enough is under way. */
  Optional<ReportBatch> next() {
    if (waiting.isEmpty() || unacknowledged.size() >= WINDOW) {
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>();
    while (!waiting.isEmpty() && entries.size() < MAX_RECORDS) {
      entries.add(waiting.remove());
    }
    lastBatch++;
    unacknowledged.add(new Sent(lastBatch, entries));
    return Optional.of(
        ReportBatch.newBuilder()
            .setBatchId(lastBatch)
            .setAgentId(agent)
            .addAllReports(entries.stream().map(Entry::report).toList())
            .build());
  }

  /** The colony has this batch and all before it; gives what was in them. */
  List<Entry> acknowledged(long batchId) {
    List<Entry> stored = new ArrayList<>();
    while (!unacknowledged.isEmpty() && unacknowledged.element().batchId() <= batchId) {
      stored.addAll(unacknowledged.remove().entries());
    }
    return stored;
  }

  /** On a new stream all that was not acknowledged comes again, in its order. */
  void startAgain() {
    while (!unacknowledged.isEmpty()) {
      unacknowledged.removeLast().entries().reversed().forEach(waiting::addFirst);
    }
    lastBatch = 0;
  }

  /** Reports that the colony may not have. */
  int size() {
    return waiting.size() + unacknowledged.stream().mapToInt(sent -> sent.entries().size()).sum();
  }
}
