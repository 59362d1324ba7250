// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import coral.agent.internal.execution.Scripts;
import coral.api.execution.LimitHit;
import coral.api.sandbox.SandboxExit;
import coral.api.script.Script;
import coral.proto.agent.v1.CheckSandboxRequest;
import coral.proto.agent.v1.Consumption;
import coral.proto.agent.v1.GetScriptStatusRequest;
import coral.proto.agent.v1.Layer;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.AgentHello;
import coral.proto.colony.v1.AgentRequest;
import coral.proto.colony.v1.AgentState;
import coral.proto.colony.v1.Report;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What goes over a link that is up. */
class ColonyLinkTest extends LinkTest {
  @Test
  void saysWhoItIsAndWhatItSees() {
    AgentHello hello = colony.hellos.getFirst();
    assertThat(hello.getAgentId()).isEqualTo("agent-1");
    assertThat(hello.getHostId()).isEqualTo("host");
    assertThat(hello.getLabelsMap()).containsEntry("region", "eu");
    assertThat(hello.getDenoVersion()).isEqualTo("2.9.6");
    assertThat(hello.getAddress()).isEqualTo("127.0.0.1:9001");
    assertThat(colony.states.getFirst().getServicesList()).containsExactly("payments");
    assertThat(colony.states.getFirst().getTelemetryRowsMap()).containsEntry("t", 1L);
    assertThat(hello.getSandboxTier()).isEqualTo("fake");
    assertThat(colony.states.getFirst().getLayersList())
        .extracting(Layer::getName, Layer::getOn)
        .containsExactly(tuple("deno", true), tuple("namespaces", false));
  }

  @Test
  void runsWhatTheColonyWantsAndReportsIt() {
    desire(desired(script, deployment));
    await().until(() -> !sandbox.started.isEmpty());
    sandbox.last().prints("hello");
    sandbox.last().exits(0);
    await().until(() -> colony.reports.size() == 3);
    assertThat(colony.reports).extracting(Report::getSequence).containsExactly(1L, 2L, 3L);
    assertThat(colony.reports.get(1).getLog().getLine()).isEqualTo("hello");
    assertThat(colony.reports.get(2).getDeploymentId()).isEqualTo(deployment.toString());
    await()
        .untilAsserted(
            () -> {
              AgentState state = colony.states.getLast();
              assertThat(state.getScriptsList()).hasSize(1);
              assertThat(state.getScripts(0).getStatus())
                  .isEqualTo(ScriptStatus.SCRIPT_STATUS_COMPLETED);
              assertThat(state.getScripts(0).getDeploymentId()).isEqualTo(deployment.toString());
            });
    await().until(() -> outbox.waiting() == 0);
  }

  @Test
  void reportsWhatAnExecutionUsedAndRanInto() {
    desire(desired(script, deployment));
    await().until(() -> !sandbox.started.isEmpty());
    sandbox.last().hits = List.of(new LimitHit("memory_limit_mb", "96 MB", 1, true));
    sandbox.last().usage = new SandboxExit.Usage(Duration.ofMillis(1234), 96L << 20);
    sandbox.last().ends(137, SandboxExit.Cause.MEMORY, "too much memory");
    await().until(() -> colony.reports.size() == 2);
    assertThat(colony.reports.getLast().getExecution().getConsumption())
        .isEqualTo(
            Consumption.newBuilder()
                .addHits(
                    coral.proto.agent.v1.LimitHit.newBuilder()
                        .setLimit("memory_limit_mb")
                        .setValue("96 MB")
                        .setCount(1)
                        .setKilled(true))
                .setCpuMs(1234)
                .setPeakMemoryBytes(96L << 20)
                .setQueries(coral.proto.agent.v1.QueryUsage.getDefaultInstance())
                .build());
  }

  @Test
  void changesNothingWhenTheSameStateIsDesiredAgainWithoutTheCode() {
    desire(desired(script, deployment));
    desire(desired(script, deployment));
    desire(desired(script, deployment).clearScript());
    desire(desired(script, UUID.randomUUID()).clearScript());
    await().until(() -> sandbox.started.size() == 2);
    assertThat(sandbox.started.getFirst().killReason).isEqualTo("replaced by version 1");
  }

  @Test
  void withdrawsWhatIsNoLongerDesiredButNotWhatWasDeployedHere() {
    Script local = Scripts.daemon("local");
    executions.assign(local, Optional.empty());
    desire(desired(script, deployment));
    await().until(() -> sandbox.started.size() == 2);
    desire();
    await().until(() -> executions.assigned(script.id()).isEmpty());
    assertThat(sandbox.last().killReason).isEqualTo("stopped by the colony");
    assertThat(executions.assigned(local.id())).isPresent();
  }

  @Test
  void answersTheCallsOfAgentService() {
    request(
        AgentRequest.newBuilder()
            .setId(7)
            .setStatus(GetScriptStatusRequest.newBuilder().setScriptId(script.id().toString())));
    await().until(() -> colony.responses.size() == 1);
    assertThat(colony.responses.getFirst().getId()).isEqualTo(7);
    assertThat(colony.responses.getFirst().getErrorCode()).isEqualTo("NOT_FOUND");
    assertThat(colony.responses.getFirst().getErrorMessage()).contains("knows no script");
  }

  @Test
  void answersOtherRequestsWhileItChecksItsSandbox() throws InterruptedException {
    sandbox.checkMayEnd = new CountDownLatch(1);
    request(AgentRequest.newBuilder().setId(1).setCheck(CheckSandboxRequest.getDefaultInstance()));
    assertThat(sandbox.checking.await(10, TimeUnit.SECONDS)).isTrue();
    request(AgentRequest.newBuilder().setId(2).setCheck(CheckSandboxRequest.getDefaultInstance()));
    await().until(() -> colony.responses.size() == 1);
    assertThat(colony.responses.getFirst().getId()).isEqualTo(2);
    assertThat(colony.responses.getFirst().getErrorMessage()).contains("being checked already");
    sandbox.checkMayEnd.countDown();
    await().until(() -> colony.responses.size() == 2);
    assertThat(colony.responses.getLast().getId()).isEqualTo(1);
    assertThat(colony.responses.getLast().getCheck().getChecksList()).hasSize(1);
  }

  @Test
  void sendsManyReportsInOrderOverSeveralBatches() {
    desire(desired(script, deployment));
    await().until(() -> !sandbox.started.isEmpty());
    for (int i = 0; i < 6000; i++) {
      sandbox.last().prints("line " + i);
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> colony.reports.size() == 6001);
    for (int i = 0; i < 6001; i++) {
      assertThat(colony.reports.get(i).getSequence()).isEqualTo(i + 1);
    }
    await().until(() -> outbox.waiting() == 0);
  }
}
