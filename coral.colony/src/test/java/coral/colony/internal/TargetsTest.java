// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coral.proto.agent.v1.Script;
import coral.proto.colony.v1.AgentMessage;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.ExplainTargetsRequest;
import coral.proto.colony.v1.ExplainTargetsResponse;
import coral.proto.colony.v1.RunScriptRequest;
import coral.proto.colony.v1.TargetList;
import coral.proto.colony.v1.TargetVerdict;
import coral.proto.colony.v1.TargetVerdict.Fit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Targets over the wire. */
class TargetsTest {
  private TestColony colony;

  @BeforeEach
  void open() throws Exception {
    colony = new TestColony(new FakeStores(), Duration.ofMillis(100));
    agent("east", "us-east", "2.9.6");
    agent("old", "us-east", "1.46.3");
    agent("west", "us-west", "2.9.6");
  }

  @AfterEach
  void close() throws Exception {
    colony.close();
  }

  @Test
  void explainsTargetsWithoutStoringAnything() {
    ExplainTargetsResponse response = explain("region=us-east");
    assertThat(response.getTargetsList()).containsExactly("region=us-east");
    assertThat(response.getVerdictsList())
        .containsExactly(
            verdict("east", Fit.FIT_GETS_IT, ""),
            verdict(
                "old", Fit.FIT_CANNOT_RUN, "it has Deno 1.46.3; scripts need Deno 2.0 or newer"),
            verdict("west", Fit.FIT_NO_MATCH, "region is \"us-west\", not \"us-east\""));
    assertThat(explain().getVerdictsList())
        .extracting(TargetVerdict::getFit)
        .containsExactly(Fit.FIT_GETS_IT, Fit.FIT_CANNOT_RUN, Fit.FIT_GETS_IT);
    assertThat(colony.stores.scripts.all()).isEmpty();
  }

  @Test
  void explainsTheDeployedVersionElseTheNewest() {
    deploy("region=us-west", false);
    assertThat(ofScript("alert").getTargetsList()).containsExactly("region=us-west");
    deploy("region=us-east", false);
    assertThat(ofScript("alert").getVerdicts(0).getFit()).isEqualTo(Fit.FIT_GETS_IT);
    deploy("region=us-west", false);
    assertThat(ofScript("alert").getTargetsList()).containsExactly("region=us-west");
    assertThatThrownBy(() -> ofScript("nothing")).hasMessageContaining("NOT_FOUND");
  }

  @Test
  void refusesWhatIsMalformedOrEmpty() {
    assertThatThrownBy(() -> explain("service="))
        .hasMessageContaining("INVALID_ARGUMENT: the target \"service=\" is malformed");
    assertThatThrownBy(
            () -> colony.ask().explainTargets(ExplainTargetsRequest.getDefaultInstance()))
        .hasMessageContaining("neither a script nor targets");
  }

  @Test
  void storesNoScriptWithAMalformedTarget() {
    for (boolean pending : List.of(false, true)) {
      assertThatThrownBy(() -> deploy("service=", pending))
          .hasMessageContaining("INVALID_ARGUMENT")
          .hasMessageContaining("at character 9: a value is missing");
    }
    var run = RunScriptRequest.newBuilder().setScript(script("service="));
    assertThatThrownBy(() -> colony.ask().runScript(run.build()).hasNext())
        .hasMessageContaining("at character 9");
    assertThat(colony.stores.scripts.all()).isEmpty();

    deploy("region=us-west", false);
    assertThatThrownBy(() -> deploy("service=", false)).hasMessageContaining("at character 9");
    assertThat(colony.stores.scripts.newestByName("alert").orElseThrow().version()).isEqualTo(1);
  }

  private void agent(String id, String region, String deno) {
    FakeAgent agent = colony.agent(id);
    agent.open();
    agent.say(
        AgentMessage.newBuilder()
            .setHello(agent.hello().setDenoVersion(deno).putLabels("region", region))
            .build());
    await().until(() -> colony.agents.find(id).isPresent());
  }

  private void deploy(String target, boolean pending) {
    var _ =
        colony
            .ask()
            .deployScript(
                DeployRequest.newBuilder()
                    .setScript(script(target))
                    .setAllowPending(pending)
                    .build());
  }

  private static Script script(String target) {
    return Script.newBuilder().setName("alert").setCode("a()").addTargets(target).build();
  }

  private ExplainTargetsResponse explain(String... targets) {
    return colony
        .ask()
        .explainTargets(
            ExplainTargetsRequest.newBuilder()
                .setTargets(TargetList.newBuilder().addAllTargets(List.of(targets)))
                .build());
  }

  private ExplainTargetsResponse ofScript(String reference) {
    return colony
        .ask()
        .explainTargets(ExplainTargetsRequest.newBuilder().setScript(reference).build());
  }

  private static TargetVerdict verdict(String agentId, Fit fit, String reason) {
    return TargetVerdict.newBuilder().setAgentId(agentId).setFit(fit).setReason(reason).build();
  }
}
