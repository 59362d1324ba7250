// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static org.assertj.core.api.Assertions.assertThat;

import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.agent.v1.SkippedAgent;
import coral.proto.agent.v1.StopScriptResponse;
import coral.proto.colony.v1.ArchiveResponse;
import coral.proto.colony.v1.DeleteResponse;
import coral.proto.colony.v1.Diagnostic;
import coral.proto.colony.v1.RejectResponse;
import coral.proto.colony.v1.TargetVerdict;
import coral.proto.colony.v1.TargetVerdict.Fit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers to what somebody did. */
class AnswersTest {
  @Test
  void writesADeployment() {
    DeployScriptResponse response =
        DeployScriptResponse.newBuilder()
            .setScriptId("0199")
            .setName("alert")
            .setVersion(2)
            .addDeployedTo("a")
            .addSkipped(SkippedAgent.newBuilder().setAgentId("b").setReason("it has no Deno"))
            .setStatus(ScriptStatus.SCRIPT_STATUS_PENDING)
            .setReason("not started yet on a")
            .build();
    assertThat(ViewJson.text(DeployView.of(response)))
        .isEqualTo(
            """
            {"script_id":"0199","name":"alert","version":2,"deployed_to":["a"],\
            "waiting_agents":[],"skipped":[{"agent_id":"b","reason":"it has no Deno"}],"status":"PENDING",\
            "reason":"not started yet on a","unchanged":false,"pending_approval":false}""");
  }

  @Test
  void writesAStop() {
    StopScriptResponse response =
        StopScriptResponse.newBuilder().setName("alert").addStoppedOn("a").build();
    assertThat(ViewJson.text(StopView.of(response)))
        .isEqualTo(
            """
            {"name":"alert","stopped_on":["a"]}""");
  }

  @Test
  void writesARejection() {
    RejectResponse response = RejectResponse.newBuilder().setName("alert").setVersion(3).build();
    assertThat(ViewJson.text(RejectView.of(response, "too broad")))
        .isEqualTo(
            """
            {"name":"alert","version":3,"reason":"too broad"}""");
  }

  @Test
  void writesWhatWasArchivedOrDeleted() {
    assertThat(ViewJson.text(ArchiveView.of(ArchiveResponse.newBuilder().setName("alert").build())))
        .isEqualTo(
            """
            {"name":"alert"}""");
    assertThat(
            ViewJson.text(
                DeleteView.of(
                    DeleteResponse.newBuilder().setScriptId("0199").setName("alert").build())))
        .isEqualTo(
            """
            {"script_id":"0199","name":"alert"}""");
  }

  @Test
  void writesAFindingAndPrintsItAsCompilersDo() {
    DiagnosticView view =
        DiagnosticView.of(
            Diagnostic.newBuilder()
                .setFile("alert.ts")
                .setLine(3)
                .setColumn(7)
                .setCode("TS2322")
                .setMessage("no number")
                .build());
    assertThat(ViewJson.text(List.of(view)))
        .isEqualTo(
            """
            [{"file":"alert.ts","line":3,"column":7,"code":"TS2322","message":"no number"}]""");
    assertThat(view.row()).isEqualTo("alert.ts:3:7 TS2322: no number");
  }

  @Test
  void writesADiff() {
    DiffView diff =
        new DiffView(
            "alert", 1, 2, List.of("-a", "+b"), List.of(new ChangeView("targets", "a", "b")));
    assertThat(ViewJson.text(diff))
        .isEqualTo(
            """
            {"name":"alert","from":1,"to":2,"source":["-a","+b"],\
            "changes":[{"field":"targets","from":"a","to":"b"}]}""");
    assertThat(diff.nothing()).isFalse();
    assertThat(diff.changes().getFirst().row()).isEqualTo("targets: a -> b");
    assertThat(new DiffView("alert", 1, 1, List.of(), List.of()).nothing()).isTrue();
  }

  @Test
  void writesWhyAnAgentDoesNotGetAScript() {
    TargetVerdict verdict =
        TargetVerdict.newBuilder()
            .setAgentId("b")
            .setFit(Fit.FIT_CANNOT_RUN)
            .setReason("it has no Deno")
            .build();
    assertThat(ViewJson.text(TargetView.of(verdict)))
        .isEqualTo(
            """
            {"agent_id":"b","gets_it":false,"fit":"cannot_run","reason":"it has no Deno"}""");
  }

  @ParameterizedTest
  @EnumSource(value = Fit.class, mode = EnumSource.Mode.EXCLUDE, names = "UNRECOGNIZED")
  void namesEveryFitAsTheWireDoes(Fit fit) {
    TargetView view = TargetView.of(TargetVerdict.newBuilder().setFit(fit).build());
    assertThat(ViewJson.tree(view).path("fit").asString())
        .isEqualTo(fit.name().replace("FIT_", "").toLowerCase(Locale.ROOT));
    assertThat(view.getsIt()).isEqualTo(fit == Fit.FIT_GETS_IT);
  }
}
