// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.agent.internal.wire.ScriptWire;
import coral.proto.agent.v1.GetScriptStatusRequest;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.agent.v1.Trial;
import coral.proto.agent.v1.TrialRequest;
import coral.proto.colony.v1.AgentCancel;
import coral.proto.colony.v1.AgentRequest;
import coral.proto.colony.v1.AgentResponse;
import coral.proto.colony.v1.ColonyMessage;
import coral.wire.TimesWire;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Trials that a colony asks for. */
class TrialLinkTest extends LinkTest {
  @Test
  void answersWithWhatTheTrialCameTo() {
    tryOut(7);
    sandbox.last().prints("one");
    sandbox.last().prints("two");
    assertThat(colony.responses).isEmpty();
    sandbox.last().exits(0);

    await().until(() -> colony.responses.size() == 1);
    AgentResponse response = colony.responses.getFirst();
    assertThat(response.getId()).isEqualTo(7);
    Trial trial = response.getTrial().getTrial();
    assertThat(trial.getExecution().getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_COMPLETED);
    assertThat(trial.getExecution().getAgentId()).isEqualTo("agent-1");
    assertThat(trial.getExecution().getStdout()).isEqualTo("one\ntwo\n");
    assertThat(colony.reports).isEmpty();
    assertThat(outbox.waiting()).isZero();
    assertThat(colony.states).allSatisfy(state -> assertThat(state.getScriptsList()).isEmpty());
  }

  @Test
  void endsOneThatNobodyWaitsForAndDoesNotAnswer() {
    tryOut(7);
    colony.send(ColonyMessage.newBuilder().setCancel(AgentCancel.newBuilder().setId(8)));
    colony.send(ColonyMessage.newBuilder().setCancel(AgentCancel.newBuilder().setId(7)));
    await().until(() -> sandbox.last().killReason != null);
    assertThat(sandbox.last().killReason).isEqualTo("cancelled by the colony");

    // answered after whatever the trial's end may have sent
    request(
        AgentRequest.newBuilder()
            .setId(9)
            .setStatus(GetScriptStatusRequest.newBuilder().setScriptId(script.id().toString())));
    await().until(() -> !colony.responses.isEmpty());
    assertThat(colony.responses).extracting(AgentResponse::getId).containsExactly(9L);
  }

  @Test
  void endsWithTheLink() {
    tryOut(7);
    colony.endGracefully();
    await().until(() -> sandbox.last().killReason != null);
  }

  @Test
  void saysWhyItCannotBeTried() {
    request(
        AgentRequest.newBuilder()
            .setId(7)
            .setTrial(
                TrialRequest.newBuilder()
                    .setScript(ScriptWire.toWire(script))
                    .setTime(TimesWire.toWire(Duration.ofMinutes(2)))));
    await().until(() -> colony.responses.size() == 1);
    assertThat(colony.responses.getFirst().getErrorCode()).isEqualTo("INVALID_ARGUMENT");
    assertThat(colony.responses.getFirst().getErrorMessage()).contains("at most 60 s");
  }

  private void tryOut(long id) {
    request(
        AgentRequest.newBuilder()
            .setId(id)
            .setTrial(
                TrialRequest.newBuilder()
                    .setScript(ScriptWire.toWire(script))
                    .setTime(TimesWire.toWire(Duration.ofSeconds(10)))));
    await().until(() -> !sandbox.started.isEmpty());
  }
}
