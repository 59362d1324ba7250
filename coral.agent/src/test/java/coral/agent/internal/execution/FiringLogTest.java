// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import coral.api.script.Overlap;
import coral.api.script.Script;
import coral.api.script.ScriptMode;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent's own log says of triggers. */
class FiringLogTest {
  private static final Script SCRIPT =
      Scripts.script(
          "nightly",
          1,
          new ScriptSettings(
              ScriptMode.AD_HOC, Optional.empty(), 0, List.of(), Overlap.QUEUE_ONE, Map.of()),
          new Trigger.Schedule("* * * * *"));

  @TempDir Path directory;
  private TestAgent agent;
  private final FakeTriggers triggers = new FakeTriggers();
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(logged, true, UTF_8));
    agent = new TestAgent(directory);
    agent.executions.addTriggers(FakeTriggers.TYPE, triggers);
    agent.executions.assign(SCRIPT, Optional.empty());
  }

  @AfterEach
  void release() {
    System.setErr(before);
  }

  @Test
  void saysWhyEachExecutionRuns() {
    triggers.fire("schedule \"* * * * *\" at 08:00");
    String first = agent.reports.lastStatus().id().toString();
    triggers.fire("schedule \"* * * * *\" at 08:01");
    agent.sandbox.last().exits(0);
    String second = agent.reports.lastStatus().id().toString();
    assertThat(lines("nightly"))
        .satisfiesExactly(
            line -> assertThat(line).contains(first).endsWith("* * * * *\" at 08:00"),
            line -> assertThat(line).contains(second).endsWith("* * * * *\" at 08:01"));
  }

  @Test
  void warnsOncePerChangeOfWhatKeepsATriggerFromFiring() {
    triggers.handlers.getLast().callback.trouble("no such table");
    triggers.handlers.getLast().callback.trouble("no such table");
    agent.executions.addTriggers(FakeTriggers.TYPE, triggers);
    triggers.handlers.getLast().callback.trouble("no such table");
    assertThat(lines("no such table")).singleElement().asString().contains("WARN");
    triggers.handlers.getLast().callback.trouble("");
    triggers.handlers.getLast().callback.trouble("no such table");
    assertThat(lines("no such table")).hasSize(2);
    assertThat(lines("can fire again")).hasSize(1);
  }

  private List<String> lines(String about) {
    return logged.toString(UTF_8).lines().filter(line -> line.contains(about)).toList();
  }
}
