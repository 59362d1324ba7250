// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.script.Script;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import coral.api.trigger.TriggerCallback;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a script's trigger from firing. */
class TroubleTest {
  private static final Script SCRIPT =
      Scripts.script("a", 1, ScriptSettings.AD_HOC, new Trigger.Schedule("* * * * *"));

  @TempDir Path directory;
  private TestAgent agent;
  private final FakeTriggers triggers = new FakeTriggers();

  @BeforeEach
  void start() {
    agent = new TestAgent(directory);
    agent.executions.addTriggers(FakeTriggers.TYPE, triggers);
  }

  @Test
  void isShownUntilTheHandlerTakesItBack() {
    agent.executions.assign(SCRIPT, Optional.empty());
    assertThat(trouble()).isEmpty();
    TriggerCallback callback = triggers.handlers.getLast().callback;
    callback.trouble("its condition cannot be evaluated: no such table");
    assertThat(trouble()).isEqualTo("its condition cannot be evaluated: no such table");
    callback.trouble("");
    assertThat(trouble()).isEmpty();
  }

  @Test
  void ofAHandlerThatWasReplacedIsForgotten() {
    agent.executions.assign(SCRIPT, Optional.empty());
    TriggerCallback old = triggers.handlers.getLast().callback;
    old.trouble("no such table");
    agent.executions.removeTriggers(FakeTriggers.TYPE, triggers);
    assertThat(trouble()).isEmpty();
    agent.executions.addTriggers(FakeTriggers.TYPE, triggers);
    old.trouble("too late");
    assertThat(trouble()).isEmpty();
    triggers.handlers.getLast().callback.trouble("still no such table");
    assertThat(trouble()).isEqualTo("still no such table");
  }

  @Test
  void saysThatAnUpdatedBundleTakesTheTriggerNoLongerAndKeepsOtherScripts() {
    Script other = Scripts.script("b", 1, ScriptSettings.AD_HOC, new Trigger.Schedule("0 1 * * *"));
    agent.executions.assign(SCRIPT, Optional.empty());
    agent.executions.assign(other, Optional.empty());
    triggers.refused = SCRIPT.trigger();
    agent.executions.addTriggers(FakeTriggers.TYPE, triggers);
    assertThat(trouble()).isEqualTo("its trigger cannot be made: that is no schedule");
    triggers.fire("01:00");
    assertThat(agent.sandbox.last().request.fileName()).isEqualTo("b.ts");

    triggers.refused = null;
    agent.executions.addTriggers(FakeTriggers.TYPE, triggers);
    assertThat(trouble()).isEmpty();
  }

  @Test
  void isNoneOfAScriptThatIsNotTakenBecauseOfIt() {
    triggers.refused = SCRIPT.trigger();
    assertThatThrownBy(() -> agent.executions.assign(SCRIPT, Optional.empty()))
        .isInstanceOf(CoralException.class)
        .hasMessage("that is no schedule");
    assertThat(agent.executions.assigned()).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  private String trouble() {
    return agent.executions.assigned(SCRIPT.id()).orElseThrow().trouble();
  }
}
