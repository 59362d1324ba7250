// SPDX-License-Identifier: Apache-2.0

package coral.itest.corpus;

import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An innocent script beside the hostile ones: it asks, emits and logs, and notices what fails. */
final class Bystander {
  private static final String CODE =
      """
      import { db, emit } from "@coral/sdk";
      for (let i = 0;; i++) {
        try {
          const rows = await db.query("SELECT ?::BIGINT AS i", [i]);
          if (rows.length !== 1 || rows[0].i !== i) console.log("wrong row", i, rows);
          await emit("tick", { i });
        } catch (error) {
          console.log("failed", i, String(error));
        }
        console.log("tick", i);
        await new Promise((r) => setTimeout(r, 500));
      }
      """;

  private final ScriptAgent agent;
  private final String scriptId;

  Bystander(ScriptAgent agent) {
    this.agent = agent;
    this.scriptId = agent.startDaemon("bystander", CODE);
  }

  /** What went wrong for it so far; empty: nothing. */
  List<String> complaints() {
    ScriptExecution execution = agent.first(scriptId);
    List<String> complaints = new ArrayList<>();
    if (execution.getStatus() != ScriptStatus.SCRIPT_STATUS_RUNNING) {
      complaints.add("it is %s: %s".formatted(execution.getStatus(), execution.getReason()));
    }
    if (execution.getDroppedLines() > 0) {
      complaints.add(execution.getDroppedLines() + " lines of it were dropped");
    }
    AtomicInteger expected = new AtomicInteger();
    execution
        .getStdout()
        .lines()
        .forEach(
            line -> {
              if (!line.equals("tick " + expected.get())) {
                complaints.add("line \"%s\" in place of tick %d".formatted(line, expected.get()));
              }
              if (line.startsWith("tick ")) {
                expected.set(Integer.parseInt(line.substring("tick ".length())) + 1);
              }
            });
    execution.getEventsList().stream()
        .filter(event -> !event.getName().equals("tick"))
        .forEach(event -> complaints.add("event \"%s\" is not its own".formatted(event.getName())));
    return complaints;
  }

  void stop() {
    agent.stop(scriptId);
  }
}
