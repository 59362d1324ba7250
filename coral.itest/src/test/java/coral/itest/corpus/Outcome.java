// SPDX-License-Identifier: Apache-2.0

package coral.itest.corpus;

import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptStatus;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What came of one execution, as the agent tells it. */
record Outcome(ScriptExecution execution) {
  private static final int TIMEOUT_EXIT_CODE = 124;

  /** By what a case says that it got out, or Deno that it lets others in. */
  private static final Pattern ESCAPE = Pattern.compile("ESCAPED|Debugger listening");

  boolean completed() {
    return execution.getStatus() == ScriptStatus.SCRIPT_STATUS_COMPLETED;
  }

  boolean failed() {
    return execution.getStatus() == ScriptStatus.SCRIPT_STATUS_FAILED && !timedOut();
  }

  boolean timedOut() {
    return execution.getExitCode() == TIMEOUT_EXIT_CODE && reason().contains("time limit");
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

  List<String> escapes() {
    return lines().filter(line -> ESCAPE.matcher(line).find()).toList();
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
