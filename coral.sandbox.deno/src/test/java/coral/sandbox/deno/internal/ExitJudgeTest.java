// SPDX-License-Identifier: Apache-2.0

package coral.sandbox.deno.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.execution.LimitHit;
import coral.api.sandbox.SandboxExit;
import coral.api.sandbox.SandboxExit.Cause;
import coral.api.sandbox.SandboxPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExitJudgeTest {
  private static final SandboxPolicy POLICY =
      new SandboxPolicy(96, Duration.ofSeconds(60), Duration.ofSeconds(4), 1000, 500, 1 << 20, 48);

  @Test
  void anEndOfItsOwnIsNoBreach() {
    SandboxExit exit = judge(3, Meter.End.UNKNOWN);
    assertThat(exit.cause()).isEqualTo(Cause.EXITED);
    assertThat(exit.reason()).isEmpty();
    assertThat(exit.limitHits()).isEmpty();
  }

  @Test
  void theKernelsMemoryKillNamesTheLimit() {
    SandboxExit exit = judge(137, new Meter.End(SandboxExit.Usage.UNKNOWN, true, 0));
    assertThat(exit.cause()).isEqualTo(Cause.MEMORY);
    assertThat(exit.reason()).isEqualTo("the script held more memory than its limit of 96 MB");
    assertThat(exit.limitHits()).containsExactly(new LimitHit("memory_limit_mb", "96 MB", 1, true));
  }

  @Test
  void aSigkillOfSomebodyElseIsNoMemoryKill() {
    assertThat(judge(137, Meter.End.UNKNOWN).cause()).isEqualTo(Cause.EXITED);
  }

  @Test
  void aFullHeapIsItsMemoryLimit() {
    assertThat(judge(133, Meter.End.UNKNOWN).reason()).contains("heap").contains("96 MB");
  }

  @Test
  void aWrittenFileIsALimit() {
    assertThat(judge(153, Meter.End.UNKNOWN).cause()).isEqualTo(Cause.LIMIT);
  }

  @Test
  void theBootstrapsCodeIsItsOwnOnlyBeforeAScriptBegan() {
    assertThat(judge(70, Meter.End.UNKNOWN).cause()).isEqualTo(Cause.EXITED);
    SandboxExit before =
        new ExitJudge(POLICY, 70, false, Meter.End.UNKNOWN, "no agent")
            .judge(null, "", List.of(), 0);
    assertThat(before.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(before.reason()).isEqualTo("the script was not started: no agent");
  }

  @Test
  void refusedThreadsAreCounted() {
    assertThat(judge(0, new Meter.End(SandboxExit.Usage.UNKNOWN, false, 7)).limitHits())
        .containsExactly(new LimitHit("script.max_pids", "48 processes and threads", 7, false));
  }

  @Test
  void whoeverEndedItFirstSaysWhy() {
    SandboxExit exit =
        new ExitJudge(POLICY, 137, true, new Meter.End(SandboxExit.Usage.UNKNOWN, true, 0), "")
            .judge(Cause.KILLED, "stopped", List.of(), 5);
    assertThat(exit.cause()).isEqualTo(Cause.KILLED);
    assertThat(exit.reason()).isEqualTo("stopped");
    assertThat(exit.droppedLines()).isEqualTo(5);
  }

  private static SandboxExit judge(int exitCode, Meter.End last) {
    return new ExitJudge(POLICY, exitCode, true, last, "").judge(null, "", List.of(), 0);
  }
}
