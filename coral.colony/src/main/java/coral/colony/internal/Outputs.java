// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.execution.Execution;
import coral.api.execution.ExecutionStore;
import coral.api.execution.LogEntry;
import coral.api.execution.OutputStreamName;
import coral.api.execution.Report;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptLogEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Output of executions, within what one message can carry. One for each message. */
final class Outputs {
  private static final int MAX_STREAM_CHARS = 64 << 10;
  private static final int MAX_EVENTS = 100;
  private static final int MAX_LINES = 2_000;

  /**
   * Of all executions together, and of the log beside them: at three bytes each, and with a script
   * of 1 MiB, they stay within the 4 MiB of a message.
   */
  private static final int MAX_CHARS = 700_000;

  private static final int MAX_LOG_CHARS = 250_000;

  private final ExecutionStore store;
  private final Set<String> agents = new HashSet<>();
  private int chars;

  Outputs(ExecutionStore store) {
    this.store = store;
  }

  /** The execution, with its output if it is the newest of its agent and there is room. */
  ScriptExecution withOutput(Execution execution) {
    ScriptExecution.Builder wire = Wire.execution(execution);
    if (!agents.add(execution.agentId()) || chars >= MAX_CHARS) {
      return wire.build();
    }
    List<LogEntry> entries = store.logsOfExecution(execution.id(), MAX_LINES);
    wire.setStdout(text(entries, OutputStreamName.STDOUT))
        .setStderr(text(entries, OutputStreamName.STDERR));
    chars += wire.getStdout().length() + wire.getStderr().length();
    events(entries).forEach(wire::addEvents);
    return wire.build();
  }

  /** The newest of these entries, oldest first. */
  static List<ScriptLogEntry> newest(List<LogEntry> entries) {
    var kept = new ArrayDeque<ScriptLogEntry>();
    int size = 0;
    for (LogEntry entry : entries.reversed()) {
      ScriptLogEntry wire = Wire.logEntry(entry);
      size += wire.getLine().length();
      if (size > MAX_LOG_CHARS && !kept.isEmpty()) {
        break;
      }
      kept.addFirst(wire);
    }
    return List.copyOf(kept);
  }

  private static String text(List<LogEntry> entries, OutputStreamName stream) {
    Deque<String> kept = new ArrayDeque<>();
    int size = 0;
    for (LogEntry entry : entries.reversed()) {
      if (entry.fact() instanceof Report.Line(OutputStreamName from, String text)
          && from == stream) {
        size += text.length() + 1;
        if (size > MAX_STREAM_CHARS) {
          break;
        }
        kept.addFirst(text + "\n");
      }
    }
    return String.join("", kept);
  }

  private List<coral.proto.agent.v1.ScriptEvent> events(List<LogEntry> entries) {
    var kept = new ArrayList<coral.proto.agent.v1.ScriptEvent>();
    for (LogEntry entry : entries.reversed()) {
      if (entry.fact() instanceof Report.Event(var event)
          && kept.size() < MAX_EVENTS
          && chars + event.dataJson().length() <= MAX_CHARS) {
        chars += event.dataJson().length();
        kept.addFirst(Wire.event(entry.at(), event));
      }
    }
    return kept;
  }
}
