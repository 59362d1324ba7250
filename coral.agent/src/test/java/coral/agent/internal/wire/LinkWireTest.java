// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import coral.agent.internal.execution.Scripts;
import coral.api.execution.AssignedScript;
import coral.api.query.QueryReport;
import coral.api.sandbox.Sandbox;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LinkWireTest {
  @Test
  void tellsTheColonyWhatItCanDoAndWhatKeepsItsTriggersFromFiring() {
    UUID deployment = UUID.randomUUID();
    var held =
        List.of(
            held("a", Optional.of(deployment), "no such table"),
            held("b", Optional.empty(), "none of the colony's business"));
    var state =
        new LinkWire.State(
            held,
            List.of(),
            Map.of(),
            new Sandbox.Info("", "", "", List.of()),
            QueryReport.NONE,
            List.of("manual", "schedule"),
            List.of("db", "system"),
            "");
    assertThat(LinkWire.toWire(state).getState().getTriggerTypesList())
        .containsExactly("manual", "schedule");
    assertThat(LinkWire.toWire(state).getState().getCapabilitiesList())
        .containsExactly("db", "system");
    assertThat(LinkWire.toWire(state).getState().getScriptsList())
        .singleElement()
        .satisfies(
            script -> {
              assertThat(script.getDeploymentId()).isEqualTo(deployment.toString());
              assertThat(script.getTrouble()).isEqualTo("no such table");
            });
  }

  private static AssignedScript held(String name, Optional<UUID> deployment, String trouble) {
    return new AssignedScript(
        Scripts.script(name, 1, ScriptSettings.AD_HOC, new Trigger.Schedule("* * * * *")),
        deployment,
        Optional.empty(),
        trouble,
        0);
  }
}
