// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.Approval;
import coral.proto.colony.v1.ApproveRequest;
import coral.proto.colony.v1.ColonyServiceGrpc.ColonyServiceImplBase;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.GetScriptHistoryRequest;
import coral.proto.colony.v1.GetScriptRequest;
import coral.proto.colony.v1.ListScriptsRequest;
import coral.proto.colony.v1.ListScriptsResponse;
import coral.proto.colony.v1.PendingApproval;
import coral.proto.colony.v1.RejectRequest;
import coral.proto.colony.v1.RejectResponse;
import coral.proto.colony.v1.ScriptDeployment;
import coral.proto.colony.v1.ScriptDetail;
import coral.proto.colony.v1.ScriptHistory;
import coral.proto.colony.v1.ScriptSummary;
import coral.proto.colony.v1.ScriptVersion;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code coral script approve}, {@code reject}, and what other commands say of what waits. */
class ScriptApprovalTest {
  private static final String REASON =
      "waits for approval of version 3 (capabilities: probes.write): coral script approve alert";
  private static final String USER = System.getProperty("user.name");

  @TempDir Path directory;
  private final List<Object> asked = new CopyOnWriteArrayList<>();
  @AutoClose private final FakeColony colony = new FakeColony(new Service());

  @Test
  void saysThatADeployedScriptWaitsAndEndsWell() throws Exception {
    Path file = Files.writeString(directory.resolve("alert.ts"), "a()");
    String[] deploy = {
      "script", "deploy", "--file", file.toString(), "--capability", "probes.write"
    };
    FakeColony.Result result = colony.coral(deploy);
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .startsWith("Script waits for approval: alert\n")
        .contains("  Deployed to: 0 agents\n")
        .endsWith("  Status: PENDING (" + REASON + ")\n");
    assertThat(asked).containsExactly(List.of("probes.write"));
    JsonNode json = json("script", "deploy", "--file", file.toString(), "-o", "json");
    assertThat(json.at("/pending_approval").asBoolean()).isTrue();
    assertThat(json.at("/reason").asString()).isEqualTo(REASON);
  }

  @Test
  void approvesTheVersionThatWaits() {
    FakeColony.Result result = colony.coral("script", "approve", "alert");
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .startsWith("Script approved: alert\n")
        .contains("  Version: 3\n  Deployed to: 1 agent (a)\n  Status: RUNNING\n");
    assertThat(asked)
        .containsExactly(
            ApproveRequest.newBuilder().setScript("alert").setRequestedBy(USER).build());
  }

  @Test
  void approvesTheVersionThatWasLookedAt() {
    assertThat(json("script", "approve", "alert", "--version", "3", "-o", "json").at("/version"))
        .hasToString("3");
    assertThat(asked)
        .containsExactly(
            ApproveRequest.newBuilder()
                .setScript("alert")
                .setVersion(3)
                .setRequestedBy(USER)
                .build());
    FakeColony.Result wrong = colony.coral("script", "approve", "alert", "--version", "0");
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("--version 0 is no version");
  }

  @Test
  void rejectsWithAReason() {
    FakeColony.Result result = colony.coral("script", "reject", "alert", "--reason", "too broad");
    assertThat(result.out()).isEqualTo("Script rejected: alert (v3)\n");
    assertThat(asked)
        .containsExactly(
            RejectRequest.newBuilder()
                .setScript("alert")
                .setRequestedBy(USER)
                .setReason("too broad")
                .build());
    assertThat(colony.coral("script", "reject", "alert", "--reason", "no", "-o", "json").out())
        .isEqualTo("{\"name\":\"alert\",\"version\":3,\"reason\":\"no\"}\n");
  }

  @Test
  void rejectsNothingWithoutAReason() {
    FakeColony.Result result = colony.coral("script", "reject", "alert");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("--reason");
    assertThat(asked).isEmpty();
  }

  @Test
  void saysWhatWaitsInListAndStatus() {
    assertThat(colony.coral("script", "list").out()).contains("PENDING", REASON);
    assertThat(colony.coral("script", "status", "alert").out())
        .contains("Status: PENDING (" + REASON + ")\n");
    JsonNode listed = json("script", "list", "-o", "json").at("/0/pending_approval");
    assertThat(listed)
        .isEqualTo(json("script", "status", "alert", "-o", "json").at("/pending_approval"));
    assertThat(listed.at("/version").asInt()).isEqualTo(3);
    assertThat(listed.at("/capabilities/0").asString()).isEqualTo("probes.write");
    assertThat(listed.at("/requested_by").asString()).isEqualTo("ada");
  }

  @Test
  void tellsInTheHistoryWhatWaitsAndWhatWasRejected() {
    assertThat(colony.coral("script", "history", "alert").out())
        .contains("waits for approval\n", "rejected by bob: too broad\n");
    JsonNode versions = json("script", "history", "alert", "-o", "json").at("/versions");
    assertThat(versions.at("/0/deployed").asBoolean()).isFalse();
    assertThat(versions.at("/0/approval").isNull()).isTrue();
    assertThat(versions.at("/0/deployments/0/pending_approval").asBoolean()).isTrue();
    assertThat(versions.at("/1/approval/granted").asBoolean()).isFalse();
    assertThat(versions.at("/1/approval/decided_by").asString()).isEqualTo("bob");
  }

  private JsonNode json(String... words) {
    return JsonMapper.shared().readTree(colony.coral(words).out());
  }

  private final class Service extends ColonyServiceImplBase {
    @Override
    public void deployScript(DeployRequest request, StreamObserver<DeployScriptResponse> out) {
      asked.add(request.getScript().getSettings().getCapabilitiesList());
      answer(
          out,
          DeployScriptResponse.newBuilder()
              .setName(request.getScript().getName())
              .setVersion(3)
              .setStatus(ScriptStatus.SCRIPT_STATUS_PENDING)
              .setReason(REASON)
              .setPendingApproval(true)
              .build());
    }

    @Override
    public void approveScript(ApproveRequest request, StreamObserver<DeployScriptResponse> out) {
      asked.add(request);
      answer(
          out,
          DeployScriptResponse.newBuilder()
              .setName("alert")
              .setVersion(3)
              .addDeployedTo("a")
              .setStatus(ScriptStatus.SCRIPT_STATUS_RUNNING)
              .build());
    }

    @Override
    public void rejectScript(RejectRequest request, StreamObserver<RejectResponse> out) {
      asked.add(request);
      answer(out, RejectResponse.newBuilder().setName("alert").setVersion(3).build());
    }

    @Override
    public void listScripts(ListScriptsRequest request, StreamObserver<ListScriptsResponse> out) {
      answer(out, ListScriptsResponse.newBuilder().addScripts(summary()).build());
    }

    @Override
    public void getScript(GetScriptRequest request, StreamObserver<ScriptDetail> out) {
      answer(out, ScriptDetail.newBuilder().setSummary(summary()).build());
    }

    @Override
    public void getScriptHistory(
        GetScriptHistoryRequest request, StreamObserver<ScriptHistory> out) {
      answer(
          out,
          ScriptHistory.newBuilder()
              .setName("alert")
              .addVersions(
                  ScriptVersion.newBuilder()
                      .setVersion(3)
                      .addDeployments(ScriptDeployment.newBuilder().setPendingApproval(true)))
              .addVersions(
                  ScriptVersion.newBuilder()
                      .setVersion(2)
                      .addDeployments(ScriptDeployment.getDefaultInstance())
                      .setApproval(
                          Approval.newBuilder().setDecidedBy("bob").setReason("too broad")))
              .build());
    }

    private static ScriptSummary summary() {
      return ScriptSummary.newBuilder()
          .setName("alert")
          .setVersion(3)
          .setStatus(ScriptStatus.SCRIPT_STATUS_PENDING)
          .setReason(REASON)
          .setPendingApproval(
              PendingApproval.newBuilder()
                  .setVersion(3)
                  .addCapabilities("probes.write")
                  .setRequestedBy("ada"))
          .build();
    }

    private static <T> void answer(StreamObserver<T> out, T message) {
      out.onNext(message);
      out.onCompleted();
    }
  }
}
