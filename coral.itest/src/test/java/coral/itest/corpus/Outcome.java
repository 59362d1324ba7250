// SPDX-License-Identifier: Apache-2.0

package coral.itest.corpus;

import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptStatus;
import java.util.List;
import java.util.stream.Stream;

/** What came of one execution, as the agent tells it. */
record Outcome(ScriptExecution execution) {

  boolean completed() {
    return execution.getStatus() == ScriptStatus.SCRIPT_STATUS_COMPLETED;
  }

  boolean failed() {
    return execution.getStatus() == ScriptStatus.SCRIPT_STATUS_FAILED && !timedOut();
  }

  boolean timedOut() {
    return execution.getTimedOut();
  }

  String reason() {
    return execution.getReason();
  }

  long droppedLines() {
    return execution.getDroppedLines();
  }

  /** Both streams. */
  String text() {
    return execution.getStdout() + "\n" + execution.getStderr();
  }

  List<String> linesStarting(String prefix) {
    return lines().filter(line -> line.startsWith(prefix)).toList();
  }

  /** Lines by which the case itself says that it got out. */
  List<String> escapes() {
    return lines().filter(line -> line.contains("ESCAPED")).toList();
  }

  private Stream<String> lines() {
    return text().lines();
  }

  @Override
  public String toString() {
    return "%s, exit code %d, \"%s\", %d lines dropped\n%s"
        .formatted(
            execution.getStatus(),
            execution.getExitCode(),
            reason(),
            droppedLines(),
            text().length() > 4_000 ? text().substring(0, 4_000) + " …" : text());
  }
}
