// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Script;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of a trigger before its script is taken. */
class TriggerCheckTest {
  private static final Script SCRIPT =
      Scripts.script("a", 1, ScriptSettings.AD_HOC, new Trigger.Schedule("61 * * * *"));

  @TempDir Path directory;
  private TestAgent agent;
  private final FakeTriggers triggers = new FakeTriggers();
  private final List<Trigger> checked = new ArrayList<>();

  @BeforeEach
  void start() {
    agent = new TestAgent(directory);
    agent.executions.addTriggers(FakeTriggers.TYPE, triggers);
  }

  @Test
  void refusesATriggerThatIsWrongWithTheReason() {
    triggers.check =
        trigger -> {
          throw new CoralException(
              ErrorCode.INVALID_ARGUMENT, "\"61\" is no minute; it is 0 to 59");
        };
    assertThatThrownBy(() -> agent.executions.assign(SCRIPT, Optional.empty()))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessage("\"61\" is no minute; it is 0 to 59");
    assertThat(agent.executions.assigned()).isEmpty();
    assertThat(triggers.handlers).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void leavesTheVersionThatItHoldsAloneWhenTheNextIsWrong() {
    agent.executions.assign(SCRIPT, Optional.empty());
    triggers.check =
        trigger -> {
          throw new CoralException(ErrorCode.INVALID_ARGUMENT, "no");
        };
    Script next = Scripts.script("a", 2, ScriptSettings.AD_HOC, SCRIPT.trigger());
    assertThatThrownBy(() -> agent.executions.assign(next, Optional.empty())).hasMessage("no");
    assertThat(agent.executions.assigned(SCRIPT.id()).orElseThrow().script().version())
        .isEqualTo(1);
    triggers.fire("now");
    assertThat(agent.sandbox.started).hasSize(1);
  }

  @Test
  void checksWhatIsNewHereAndWhatNoColonyHasChecked() {
    triggers.check = checked::add;
    agent.executions.assign(SCRIPT, Optional.empty());
    agent.executions.assign(SCRIPT, Optional.empty());
    assertThat(checked).containsExactly(SCRIPT.trigger());
    agent.executions.assign(SCRIPT, Optional.of(UUID.randomUUID()));
    assertThat(checked).hasSize(1);
  }

  @Test
  void holdsUpNothingElseWhileItChecks() throws Exception {
    agent.executions.assign(Scripts.daemon("other"), Optional.empty());
    CountDownLatch checking = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    triggers.check =
        trigger -> {
          checking.countDown();
          answer.await();
        };
    var assigning =
        CompletableFuture.runAsync(
            () -> agent.executions.assign(SCRIPT, Optional.empty()), Thread::startVirtualThread);
    assertThat(checking.await(10, TimeUnit.SECONDS)).isTrue();
    var withdrawing =
        CompletableFuture.supplyAsync(
            () -> agent.executions.withdraw(Scripts.daemon("other").id(), "no longer wanted"),
            Thread::startVirtualThread);
    assertThat(withdrawing).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
    assertThat(agent.executions.assigned()).isEmpty();
    answer.countDown();
    assertThat(assigning).succeedsWithin(Duration.ofSeconds(10));
    assertThat(agent.executions.assigned()).hasSize(1);
  }

  @Test
  void takesNoScriptWhoseCheckIsInterrupted() {
    triggers.check =
        trigger -> {
          throw new InterruptedException();
        };
    assertThatThrownBy(() -> agent.executions.assign(SCRIPT, Optional.empty()))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("the check of the trigger of script \"a\" was interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(agent.executions.assigned()).isEmpty();
  }
}
