// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.execution.LimitHit;
import coral.api.sandbox.SandboxPolicy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process may write in a second, both streams together, and what was cut off. Who writes far
 * more is read more slowly, so that a flood costs its script processor time and not the agent.
 * Thread-safe.
 */
final class OutputBudget {
  /** So many times the budget are read and dropped in a second, the rest waits in the pipe. */
  private static final int READ_AHEAD = 8;

  private final SandboxPolicy policy;
  private final Clock clock;
  private long second = Long.MIN_VALUE;
  private int lines;
  private long bytes;
  private long read;
  private long droppedForLines;
  private long droppedForBytes;
  private long cut;

  OutputBudget(SandboxPolicy policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
  }

  /** Whether a line may pass; it is counted either way. */
  synchronized boolean admit(int lineBytes, boolean lineCut) {
    turn();
    if (lineCut) {
      cut++;
    }
    if (lines >= policy.maxLinesPerSecond()) {
      droppedForLines++;
      return false;
    }
    if (bytes + lineBytes > policy.maxOutputBytesPerSecond()) {
      droppedForBytes++;
      return false;
    }
    lines++;
    bytes += lineBytes;
    return true;
  }

  /** Counts what was read; how long to wait before more is read, in milliseconds. */
  synchronized long read(int count) {
    turn();
    read += count;
    boolean flood = read > (long) READ_AHEAD * policy.maxOutputBytesPerSecond();
    return flood ? 1000 - Math.floorMod(clock.millis(), 1000L) : 0;
  }

  synchronized long dropped() {
    return droppedForLines + droppedForBytes;
  }

  synchronized List<LimitHit> hits() {
    List<LimitHit> hits = new ArrayList<>();
    add(
        hits,
        "script.max_lines_per_second",
        policy.maxLinesPerSecond() + " lines/s",
        droppedForLines);
    add(
        hits,
        "script.max_output_bytes_per_second",
        policy.maxOutputBytesPerSecond() + " bytes/s",
        droppedForBytes);
    add(hits, "script.max_line_bytes", policy.maxLineBytes() + " bytes", cut);
    return hits;
  }

  private static void add(List<LimitHit> hits, String limit, String value, long count) {
    if (count > 0) {
      hits.add(new LimitHit(limit, value, count, false));
    }
  }

  private void turn() {
    long now = Math.floorDiv(clock.millis(), 1000L);
    if (now != second) {
      second = now;
      lines = 0;
      bytes = 0;
      read = 0;
    }
  }
}
